#include "calculations/risk_columns.hpp"

#include "calculations/double_pair.hpp"
#include "calculations/portable_math.hpp"
#include "calculations/statistics.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace dietz {
namespace {

using detail::sum_block;
using pairs::Pair;

/// Two series' growth curves at a time, one in each half: growth, highest peak, smallest growth / peak.
struct Curves {
  Pair growth{1.0, 1.0};
  Pair peak{1.0, 1.0};
  Pair deepest{1.0, 1.0};

  void walk(const double* a, const double* b, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
      growth *= 1.0 + Pair{a[i], b[i]};
      peak = pairs::larger(peak, growth);
      // Only a new low is divided: growth/peak < deepest after rounding implies growth < deepest·peak before it.
      if (pairs::any_at_most(growth, deepest * peak)) deepest = pairs::smaller(deepest, growth / peak);
    }
  }
};

/// Four interleaved lanes of K sums as two pairs, in the order of detail::block_sums. The folds over k keep the sums in
/// registers.
template <std::size_t K, class Terms>
std::array<double, K> block_sums(const double* x, std::size_t n, const Terms& terms) {
  std::array<Pair, K> low{};
  std::array<Pair, K> high{};
  const auto each = []<std::size_t... k>(const auto& f, std::index_sequence<k...>) { (f(k), ...); };
  constexpr auto all = std::make_index_sequence<K>();
  std::size_t i = 0;
  for (; i + 4 <= n; i += 4) {
    const std::array<Pair, K> a = terms(pairs::load(x + i));
    each([&](std::size_t k) { low[k] += a[k]; }, all);
    const std::array<Pair, K> b = terms(pairs::load(x + i + 2));
    each([&](std::size_t k) { high[k] += b[k]; }, all);
  }
  // The one to three terms that are left, each in its lane.
  for (std::size_t lane = 0; i + lane < n; ++lane) {
    const std::array<Pair, K> term = terms(Pair{x[i + lane], x[i + lane]});
    each(
        [&](std::size_t k) {
          (lane < 2 ? low : high)[k] += lane % 2 == 0 ? Pair{term[k][0], 0} : Pair{0, term[k][0]};
        },
        all);
  }
  std::array<double, K> sums;
  each([&](std::size_t k) { sums[k] = (low[k][0] + low[k][1]) + (high[k][0] + high[k][1]); }, all);
  return sums;
}

/// Blocks' sums added pairwise, split as in detail::pairwise_sums.
template <std::size_t K>
std::array<double, K> pairwise(const double* blocks, std::size_t count) {
  if (count <= 1) {
    std::array<double, K> sums{};
    for (std::size_t k = 0; k < K && count == 1; ++k) sums[k] = blocks[k];
    return sums;
  }
  const std::size_t half = (count + 1) / 2;
  return detail::added(pairwise<K>(blocks, half), pairwise<K>(blocks + half * K, count - half));
}

constexpr std::size_t blocks_of(std::size_t n) { return (n + sum_block - 1) / sum_block; }

/// K sums over a whole series; `room` holds K numbers a block.
template <std::size_t K, class Terms>
std::array<double, K> series_sums(std::span<const double> x, double* room, const Terms& terms) {
  for (std::size_t block = 0; block < blocks_of(x.size()); ++block) {
    const std::size_t from = block * sum_block;
    const auto sums = block_sums<K>(x.data() + from, std::min(sum_block, x.size() - from), terms);
    std::copy(sums.begin(), sums.end(), room + block * K);
  }
  return pairwise<K>(room, blocks_of(x.size()));
}

/// Whether the sum of squares shows by itself that the series varies by more than the rounding of its inputs, as
/// `central_sums` asks. Some deviation is √(Σd²/n) or more, and no input exceeds |mean| + √Σd². Twice the limit makes
/// up for the rounding here.
bool surely_varies(double squares, double mean, std::size_t n, double shift) {
  return std::sqrt(squares / static_cast<double>(n)) >
         2 * rounding_of(std::abs(mean) + std::sqrt(squares) + std::abs(shift));
}

struct Moments {
  double mean = 0;
  double squares = 0;
};

/// Mean and Σ(d − mean)² of d = x − shift, as central_sums gives them; `mean` is already known.
Moments moments(std::span<const double> x, double shift, double mean, double* room) {
  const Pair from{shift, shift};
  const Pair middle{mean, mean};
  const double squares = series_sums<1>(x, room, [=](Pair value) {
    const Pair d = (value - from) - middle;
    return std::array<Pair, 1>{d * d};
  })[0];
  if (surely_varies(squares, mean, x.size(), shift)) return {mean, squares};
  double magnitude = 0;
  for (const double value : x) magnitude = std::max({magnitude, std::abs(value), std::abs(value - shift)});
  const double allowed = rounding_of(magnitude);
  const bool varies =
      std::any_of(x.begin(), x.end(), [=](double value) { return std::abs((value - shift) - mean) > allowed; });
  return {mean, varies ? squares : 0.0};
}

/// Mean of d = x − shift, as mean_of gives it.
double mean_excess(std::span<const double> x, double shift, double* room) {
  const double first = x.front() - shift;
  const Pair from{shift, shift};
  const Pair first_pair{first, first};
  const auto sum =
      series_sums<1>(x, room, [=](Pair value) { return std::array<Pair, 1>{(value - from) - first_pair}; })[0];
  return first + sum / static_cast<double>(x.size());
}

Rate quotient(double numerator, const Rate& denominator) {
  if (!denominator) return denominator;
  return denominator.value() == 0 ? Rate(Reason::undefined_ratio) : Rate(numerator / denominator.value());
}

/// What all series share, by period.
struct PeriodTerms {
  double risk_free = 0;
  double mar = 0;
  double periods_a_year = 0;
  bool risk_free_known = true;

  [[nodiscard]] Rate annual_sharpe(const Rate& per_period) const {
    if (!risk_free_known) return Reason::insufficient_data;
    if (!per_period) return per_period;
    return periods_a_year > 0 ? Rate(per_period.value() * std::sqrt(periods_a_year)) : Rate(Reason::insufficient_data);
  }
};

PeriodTerms by_period(const RiskTerms& terms) {
  PeriodTerms period{0, terms.mar, terms.periods_per_year, true};
  if (terms.periods_per_year > 0) {
    period.risk_free = portable::compound(terms.risk_free_annual, 1 / terms.periods_per_year);
  } else {
    period.risk_free_known = terms.risk_free_annual == 0;
  }
  return period;
}

/// Everything of a series but its growth curve.
SeriesRisk sums_of(std::span<const double> x, const PeriodTerms& terms, double* room) {
  SeriesRisk risk;
  if (x.empty()) return risk;
  const auto n = static_cast<double>(x.size());
  const double risk_free = terms.risk_free;
  const double first = x.front();
  const Pair first_pair{first, first};
  const Pair mar_pair{terms.mar, terms.mar};
  const auto [shifted, over_mar, below_squares] = series_sums<3>(x, room, [=](Pair value) {
    const Pair over = value - mar_pair;
    const Pair below = pairs::smaller(over, Pair{});
    return std::array<Pair, 3>{value - first_pair, over, below * below};
  });
  risk.mean = first + shifted / n;
  risk.downside_deviation = std::sqrt(below_squares / n);
  risk.sortino_ratio = quotient(over_mar / n, risk.downside_deviation);
  if (x.size() < 2) return risk;
  const auto deviation = [&](const Moments& m) { return std::sqrt(m.squares / static_cast<double>(x.size() - 1)); };
  const Moments plain = moments(x, 0.0, risk.mean.value(), room);
  risk.volatility = deviation(plain);
  const Moments excess = risk_free == 0 ? plain : moments(x, risk_free, mean_excess(x, risk_free, room), room);
  risk.sharpe_ratio = terms.annual_sharpe(quotient(excess.mean, deviation(excess)));
  return risk;
}

/// Nothing beyond the range of a double is a figure, and no figure is −0.
void check_range(SeriesRisk& risk) {
  for (Rate* rate : {&risk.mean, &risk.cumulative_return, &risk.volatility, &risk.downside_deviation,
                     &risk.max_drawdown, &risk.sharpe_ratio, &risk.sortino_ratio}) {
    if (*rate) *rate = std::isfinite(rate->value()) ? Rate(rate->value() + 0.0) : Rate(Reason::unsupported);
  }
}

void add_curve(SeriesRisk& risk, const Curves& curves, std::size_t half) {
  risk.cumulative_return = curves.growth[half] - 1.0;
  risk.max_drawdown = !std::isfinite(curves.growth[half]) ? Rate(Reason::unsupported)
                      : curves.deepest[half] < 0          ? Rate(Reason::negative_base)
                                                          : Rate(0.0 - (curves.deepest[half] - 1.0));
}

/// The growth curves of four series side by side, so that the processor needn't wait for one product at a time.
void add_curves(std::span<const std::span<const double>> x, std::span<SeriesRisk> results) {
  constexpr std::size_t wide = 4;
  const auto at = [&](std::size_t s) { return x[std::min(s, x.size() - 1)]; };
  std::array<Curves, wide / 2> curves;
  std::size_t common = x.front().size();
  for (const auto& series : x) common = std::min(common, series.size());
  // The next four series stand behind these: they are on their way into the cache meanwhile.
  constexpr std::size_t line = 8;
  for (std::size_t i = 0; i < common; i += line) {
    const std::size_t n = std::min(line, common - i);
    for (std::size_t k = 0; k < wide; ++k) pairs::fetch(x.back().data() + x.back().size(), wide * i + k * line);
    for (std::size_t k = 0; k < n; ++k) {
      curves[0].walk(at(0).data() + i + k, at(1).data() + i + k, 1);
      curves[1].walk(at(2).data() + i + k, at(3).data() + i + k, 1);
    }
  }
  for (std::size_t s = 0; s < x.size(); ++s) {
    Curves own = curves[s / 2];
    const double* rest = x[s].data() + common;
    own.walk(rest, rest, x[s].size() - common);
    if (!x[s].empty()) add_curve(results[s], own, s % 2);
    check_range(results[s]);
  }
}

}  // namespace

void RiskColumns::solve(const ReturnSeries& series, std::span<SeriesRisk> results) {
  constexpr std::size_t group = 4;
  const PeriodTerms terms = by_period(terms_);
  std::array<std::span<const double>, group> x;
  for (std::size_t s = 0; s < series.count(); s += group) {
    const std::size_t used = std::min(group, series.count() - s);
    for (std::size_t k = 0; k < used; ++k) {
      const std::size_t start = series.starts[s + k];
      x[k] = series.returns.subspan(start, series.starts[s + k + 1] - start);
      if (const std::size_t needed = 3 * blocks_of(x[k].size()); blocks_.size() < needed) blocks_.resize(needed);
      results[s + k] = sums_of(x[k], terms, blocks_.data());
    }
    add_curves({x.data(), used}, results.subspan(s, used));
  }
}

}  // namespace dietz
