#include "calculations/rate_roots.hpp"

#include "calculations/portable_math.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace dietz {
namespace {

constexpr double rounding_unit = 0x1p-53;
/// Intervals of this half-width times the span of the flows are not halved further.
constexpr double finest = 1e-7;

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

  std::vector<RateRoot> run(double low, double high) {
    // A hair wider, so that a root on a limit has certain signs on both its sides.
    split(at(low - 1e-9), at(high + 1e-9));
    close_cluster();
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
  [[nodiscard]] double edge(double x) const { return x >= 0.0 ? times_.front() : times_.back(); }

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
    const double h = 0.5 * (high.x - low.x);
    Point middle = at(0.5 * (low.x + high.x));
    const double bend = curvature(middle, h) * (1.0 + 1e-9);
    const double slope = std::abs(middle.slope);
    const double slope_error = 2.0 * middle.error * (times_.back() + std::abs(middle.center));
    if (std::abs(middle.value) > h * (slope + slope_error) + 0.5 * h * h * bend + middle.error) return;
    if (slope > h * bend + slope_error && decide(low, high)) return;
    if (h * (times_.back() - times_.front()) < finest) return leave_to_cluster(low, high);
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
    close_cluster();
    if (low.sign() != high.sign()) roots_.push_back(refined(low, high));
    return true;
  }

  void leave_to_cluster(const Point& low, const Point& high) {
    if (cluster_ && cluster_->high.x == low.x) {
      cluster_->high = high;
      return;
    }
    close_cluster();
    cluster_ = Cluster{low, high};
  }

  void close_cluster() {
    if (!cluster_) return;
    const Cluster cluster = *cluster_;
    cluster_.reset();
    const auto sign = [](const Point& p) { return p.value < 0.0; };
    if (sign(cluster.low) != sign(cluster.high)) {
      roots_.push_back(refined(cluster.low, cluster.high));
      return;
    }
    const Point turn = extremum(cluster.low, cluster.high);
    if (std::abs(turn.value) <= 4.0 * turn.error) {
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
      if (best.value == 0.0) break;
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

  struct Cluster {
    Point low, high;
  };

  std::span<const double> times_;
  std::span<const double> amounts_;
  std::vector<double> terms_;
  std::vector<RateRoot> roots_;
  std::optional<Cluster> cluster_;
};

}  // namespace

std::vector<RateRoot> find_rate_roots(const FlowColumns& flows, double low, double high) {
  if (flows.times.size() < 2 || sign_changes(flows.amounts) == 0) return {};
  std::vector<RateRoot> roots = Search(flows).run(low, high);
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
