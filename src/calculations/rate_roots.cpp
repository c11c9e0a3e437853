#include "calculations/rate_roots.hpp"

#include "calculations/portable_math.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace dietz {
namespace {

constexpr double rounding_unit = 0x1p-53;
/// Intervals of this half-width times the span of the flows are not halved further; a coarser limit is taken where the
/// value is within rounding of zero over so wide a stretch (a root of high multiplicity) that the budget runs out.
constexpr std::array finest_widths = {1e-7, 1e-5, 1e-3, 1e-1};
constexpr int most_intervals = 4000;

/// A sum with the rounding errors of its additions carried along (A. Neumaier, 1974).
class CarefulSum {
 public:
  void add(double term) {
    const double next = sum_ + term;
    carry_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
  }
  [[nodiscard]] double value() const { return sum_ + carry_; }

 private:
  double sum_ = 0.0;
  double carry_ = 0.0;
};

/// The largest number of sign changes a sequence can have when some of its signs are not known.
class VariationCount {
 public:
  void add(double value, double error) {
    const int change = empty_ ? 0 : 1;
    const int plus = std::max(plus_, minus_ + change);
    const int minus = std::max(minus_, plus_ + change);
    empty_ = false;
    plus_ = value > -error ? plus : impossible;
    minus_ = value < error ? minus : impossible;
  }
  [[nodiscard]] int most() const { return std::max(plus_, minus_); }

 private:
  static constexpr int impossible = -1'000'000'000;
  // Before the first value either sign may be thought of, without a change to come to it.
  int plus_ = 0;
  int minus_ = 0;
  bool empty_ = true;
};

/// f and what bounds it at one point.
struct Point {
  double x = 0.0;
  double value = 0.0;
  double error = 0.0;
  double slope = 0.0;   ///< of e^(c·x)·f, c = center
  double center = 0.0;  ///< mean time, weighted by the sizes of the discounted flows
  int roots_above = 0;  ///< at most
  int roots_below = 0;
  [[nodiscard]] int sign() const { return value > error ? 1 : value < -error ? -1 : 0; }
};

class Search {
 public:
  explicit Search(const FlowColumns& flows) : times_(flows.times), amounts_(flows.amounts), terms_(times_.size()) {}

  std::vector<RateRoot> run(double low, double high, std::optional<double> near_root) {
    for (const double finest : finest_widths) {
      roots_.clear();
      clusters_.clear();
      finest_ = finest;
      left_to_split_ = most_intervals;
      search(low, high, near_root);
      if (left_to_split_ > 0) break;
    }
    for (const Cluster& cluster : clusters_) resolve(cluster);
    std::sort(roots_.begin(), roots_.end(),
              [](const RateRoot& a, const RateRoot& b) { return a.log_growth < b.log_growth; });
    return std::move(roots_);
  }

  [[nodiscard]] Point at(double x, std::optional<double> center = {}) {
    discount(x);
    Point point;
    point.x = x;
    CarefulSum value;
    CarefulSum first_moment;
    double size = 0.0;
    double size_moment = 0.0;
    double reach = 0.0;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const double b = terms_[i];
      value.add(b);
      first_moment.add(b * times_[i]);
      size += std::abs(b);
      size_moment += std::abs(b) * times_[i];
      reach += std::abs(b) * std::abs(times_[i] - edge(x));
    }
    point.value = value.value();
    point.error = rounding_unit * (8.0 * size + 4.0 * std::abs(x) * reach);
    point.center = center.value_or(size > 0.0 ? size_moment / size : 0.0);
    point.slope = point.center * point.value - first_moment.value();
    count_variations(point);
    return point;
  }

 private:
  /// Neighbouring intervals that double precision can't decide.
  struct Cluster {
    Point low, high;
  };

  [[nodiscard]] double edge(double x) const { return x >= 0.0 ? times_.front() : times_.back(); }

  void search(double low, double high, std::optional<double> near_root) {
    // A hair wider, so that a root on a limit has certain signs on both its sides.
    const double first = low - 1e-9;
    const double last = high + 1e-9;
    constexpr double apart = 1e-6;
    if (near_root && *near_root > low + apart && *near_root < high - apart) {
      const Point before = at(*near_root - apart);
      const Point after = at(*near_root + apart);
      if (before.roots_below > 0) split(at(first), before);
      split(before, after);
      if (after.roots_above > 0) split(after, at(last));
    } else {
      split(at(first), at(last));
    }
  }

  void discount(double x) {
    const double from = edge(x);
    for (std::size_t i = 0; i < terms_.size(); ++i) terms_[i] = amounts_[i] * portable::exp(-(times_[i] - from) * x);
  }

  /// Laguerre's counts from both ends; the terms are those of the point.
  void count_variations(Point& point) const {
    const auto count = [&](auto begin, auto end, auto time) {
      VariationCount variations;
      double sum = 0.0;
      double size = 0.0;
      double reach = 0.0;
      double terms = 6.0;
      for (; begin != end; ++begin, ++time, terms += 1.0) {
        sum += *begin;
        size += std::abs(*begin);
        reach += std::abs(*begin) * std::abs(*time - edge(point.x));
        variations.add(sum, rounding_unit * (terms * size + 4.0 * std::abs(point.x) * reach));
      }
      return variations.most();
    };
    point.roots_above = count(terms_.begin(), terms_.end(), times_.begin());
    point.roots_below = count(terms_.rbegin(), terms_.rend(), times_.rbegin());
  }

  /// Σ |b|·(t − c)²·e^(|t − c|·h) at the point: bounds the second derivative within h of it. One exponential for both
  /// factors, as the first alone may underflow.
  [[nodiscard]] double curvature(const Point& point, double h) const {
    const double from = edge(point.x);
    double sum = 0.0;
    for (std::size_t i = 0; i < terms_.size(); ++i) {
      const double s = std::abs(times_[i] - point.center);
      sum += std::abs(amounts_[i]) * (s * s) * portable::exp(s * h - (times_[i] - from) * point.x);
    }
    return sum;
  }

  /// Roots of (low, high), to the right of those found already.
  void split(const Point& low, const Point& high) {
    const int most = std::min(low.roots_above, high.roots_below);
    if (most == 0) return;
    if (most == 1 && decide(low, high)) return;
    if (left_to_split_ == 0) return;
    --left_to_split_;
    const double h = 0.5 * (high.x - low.x);
    Point middle = at(0.5 * (low.x + high.x));
    const double bend = curvature(middle, h) * (1.0 + 1e-9);
    const double slope = std::abs(middle.slope);
    const double slope_error = 2.0 * middle.error * (times_.back() + std::abs(middle.center));
    if (std::abs(middle.value) > h * (slope + slope_error) + 0.5 * h * h * bend + middle.error) return;
    if (slope > h * bend + slope_error && decide(low, high)) return;
    const bool within_rounding = std::abs(middle.value) + h * slope + 0.5 * h * h * bend <= 4.0 * middle.error;
    if (within_rounding || h * (times_.back() - times_.front()) < finest_) return leave_to_cluster(low, high);
    for (const double step : {0.1, -0.17, 0.31, -0.43}) {
      if (middle.sign() != 0) break;
      middle = at(0.5 * (low.x + high.x) + step * h);
    }
    split(low, middle);
    split(middle, high);
  }

  /// There is at most one root between: none or one, if both signs are known.
  bool decide(const Point& low, const Point& high) {
    if (low.sign() == 0 || high.sign() == 0) return false;
    if (low.sign() != high.sign()) roots_.push_back(refined(low, high));
    return true;
  }

  void leave_to_cluster(const Point& low, const Point& high) {
    if (!clusters_.empty() && belongs_to(clusters_.back(), low, high)) {
      clusters_.back().high = high;
    } else {
      clusters_.push_back({low, high});
    }
  }

  /// Next to the cluster, or so near that only the noise of rounding lies between.
  [[nodiscard]] bool belongs_to(const Cluster& cluster, const Point& low, const Point& high) const {
    const double gap = low.x - cluster.high.x;
    const bool root_between = !roots_.empty() && roots_.back().high > cluster.high.x;
    return !root_between && gap <= std::max(cluster.high.x - cluster.low.x, high.x - low.x);
  }

  void resolve(const Cluster& cluster) {
    const auto sign = [](const Point& p) { return p.value < 0.0; };
    if (sign(cluster.low) != sign(cluster.high)) {
      roots_.push_back(refined(cluster.low, cluster.high));
      return;
    }
    const Point turn = extremum(cluster.low, cluster.high);
    if (std::abs(turn.value) <= turn.error) {
      roots_.push_back({turn.x, cluster.low.x, cluster.high.x, true});
    } else if (sign(turn) != sign(cluster.low)) {
      roots_.push_back(refined(cluster.low, turn));
      roots_.push_back(refined(turn, cluster.high));
    }
  }

  /// Where the slope changes sign between, or the end that is nearer to zero.
  [[nodiscard]] Point extremum(const Point& left, const Point& right) {
    const double center = 0.5 * (left.center + right.center);
    Point low = at(left.x, center);
    Point high = at(right.x, center);
    if ((low.slope < 0.0) == (high.slope < 0.0)) return std::abs(low.value) < std::abs(high.value) ? low : high;
    for (int i = 0; i < 100; ++i) {
      const double x = 0.5 * (low.x + high.x);
      if (x == low.x || x == high.x) break;
      const Point middle = at(x, center);
      ((middle.slope < 0.0) == (low.slope < 0.0) ? low : high) = middle;
    }
    return low;
  }

  /// The root between two points of opposite signs: Newton's steps on e^(c·x)·f, kept inside a bracket that shrinks.
  [[nodiscard]] RateRoot refined(Point low, Point high) {
    const bool rising = low.value < 0.0;
    Point best = std::abs(low.value) < std::abs(high.value) ? low : high;
    double previous_step = high.x - low.x;
    for (int i = 0; i < 200; ++i) {
      double x = best.x - best.value / best.slope;
      if (!(x > low.x && x < high.x) || std::abs(x - best.x) > 0.5 * previous_step) x = 0.5 * (low.x + high.x);
      if (x == low.x || x == high.x || x == best.x) break;
      previous_step = std::abs(x - best.x);
      best = at(x);
      if (std::abs(best.value) <= 0.25 * best.error) {
        // All that another evaluation could tell is noise; the step that this one suggests is still worth taking.
        const double last = best.x - best.value / best.slope;
        if (last > low.x && last < high.x) best.x = last;
        break;
      }
      ((best.value < 0.0) == rising ? low : high) = best;
    }
    return with_bracket(best, low, high);
  }

  /// As narrow a bracket around the root as has certain signs at its ends.
  [[nodiscard]] RateRoot with_bracket(const Point& root, const Point& low, const Point& high) {
    double width = std::max(4.0 * root.error / std::abs(root.slope), 8.0 * rounding_unit * (1.0 + std::abs(root.x)));
    for (int i = 0; i < 40 && width < 1.0; ++i, width *= 2.0) {
      const Point a = at(root.x - width);
      const Point b = at(root.x + width);
      if (a.sign() * b.sign() < 0) return {root.x, a.x, b.x};
    }
    return {root.x, low.x, high.x};
  }

  std::span<const double> times_;
  std::span<const double> amounts_;
  std::vector<double> terms_;
  std::vector<RateRoot> roots_;
  std::vector<Cluster> clusters_;
  double finest_ = finest_widths.front();
  int left_to_split_ = most_intervals;
};

}  // namespace

std::vector<RateRoot> find_rate_roots(const FlowColumns& flows, double low, double high,
                                      std::optional<double> near_root) {
  if (flows.times.size() < 2 || sign_changes(flows.amounts) == 0) return {};
  std::vector<RateRoot> roots = Search(flows).run(low, high, near_root);
  std::erase_if(roots, [&](const RateRoot& root) { return root.high < low || root.low > high; });
  for (RateRoot& root : roots) root.log_growth = std::clamp(root.log_growth, low, high);
  return roots;
}

std::size_t sign_changes(std::span<const double> amounts) {
  std::size_t changes = 0;
  double last = 0.0;
  for (const double amount : amounts) {
    if (amount == 0.0) continue;
    changes += amount * last < 0.0 ? 1 : 0;
    last = amount > 0.0 ? 1.0 : -1.0;
  }
  return changes;
}

double scaled_value(const FlowColumns& flows, double log_growth) { return Search(flows).at(log_growth).value; }

}  // namespace dietz
