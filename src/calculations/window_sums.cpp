#include "calculations/window_sums.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

Range joined(const Range& a, const Range& b) { return {std::min(a.lowest, b.lowest), std::max(a.highest, b.highest)}; }

Growth joined(const Growth& a, const Growth& b) {
  return {a.factor * b.factor, std::min(a.lowest, a.factor * b.lowest)};
}

CurveSums joined(const CurveSums& a, const CurveSums& b) {
  // From the highest point before to the lowest one after the seam.
  const double across = a.growth.factor * b.growth.lowest / a.peak - 1;
  return {joined(a.growth, b.growth), std::max(a.peak, a.growth.factor * b.peak),
          std::min({a.deepest, b.deepest, across})};
}

PartialSums joined(const PartialSums& a, const PartialSums& b) {
  return {a.all + b.all,
          a.below + b.below,
          a.below_squares + b.below_squares,
          a.below_cubes + b.below_cubes,
          a.above + b.above,
          a.above_squares + b.above_squares,
          a.below_count + b.below_count,
          a.above_count + b.above_count};
}

GainSums joined(const GainSums& a, const GainSums& b) {
  return {a.gains + b.gains, a.losses + b.losses, a.gain_count + b.gain_count, a.loss_count + b.loss_count};
}

CaptureSums joined(const CaptureSums& a, const CaptureSums& b) {
  return {joined(a.own, b.own),  joined(a.market, b.market), a.own_sum + b.own_sum, a.market_sum + b.market_sum,
          a.periods + b.periods, a.same_sign + b.same_sign,  a.ahead + b.ahead};
}

/// What the numbers of periods of two stretches come to in the formulas.
struct Weights {
  double a;
  double b;
  double n;
  double product;  ///< ab/n
};

MomentSums joined(const MomentSums& a, const MomentSums& b, const Weights& w) {
  const double d = b.mean - a.mean;
  const double d_n = d / w.n;
  MomentSums sums;
  sums.mean = a.mean + d_n * w.b;
  const double squares = d * d * w.product;
  sums.squares = a.squares + b.squares + squares;
  sums.cubes = a.cubes + b.cubes + squares * d_n * (w.a - w.b) + 3 * d_n * (w.a * b.squares - w.b * a.squares);
  sums.fourths = a.fourths + b.fourths + squares * d_n * d_n * (w.a * w.a - w.a * w.b + w.b * w.b) +
                 6 * d_n * d_n * (w.a * w.a * b.squares + w.b * w.b * a.squares) +
                 4 * d_n * (w.a * b.cubes - w.b * a.cubes);
  return sums;
}

PairSums joined(const PairSums& a, const PairSums& b, const Weights& w) {
  const double dx = b.mean_x - a.mean_x;
  const double dy = b.mean_y - a.mean_y;
  return {a.mean_x + dx / w.n * w.b, a.mean_y + dy / w.n * w.b, a.xx + b.xx + dx * dx * w.product,
          a.yy + b.yy + dy * dy * w.product, a.xy + b.xy + dx * dy * w.product};
}

Growth one(double r) { return {1 + r, std::min(1.0, 1 + r)}; }

CaptureSums capture_of(double r, double b) {
  return {one(r), one(b), r, b, 1, (b > 0 ? r > 0 : r < 0) ? 1U : 0U, r > b ? 1U : 0U};
}

PartialSums partial_of(double d) {
  const double below = d < 0 ? -d : 0.0;
  const double above = d > 0 ? d : 0.0;
  return {d, below, below * below, below * below * below, above, above * above, d < 0 ? 1U : 0U, d > 0 ? 1U : 0U};
}

void add_benchmark(WindowSums& sums, const RiskSeries& series, std::size_t i) {
  const double r = series.input.returns[i];
  const double b = series.input.benchmark[i];
  sums.plain = {r, b, 0, 0, 0};
  sums.excess.mean_y = series.benchmark_excess[i];
  sums.active.mean = r - b;
  sums.active_range = {r - b, r - b};
  sums.market_range = {b, b};
  sums.market_excess_range = {series.benchmark_excess[i], series.benchmark_excess[i]};
  sums.market = one(b);
  (b > 0 ? sums.up : sums.not_up) = capture_of(r, b);
  if (b < 0) sums.down = capture_of(r, b);
}

bool varies_clearly(double squares, double n, const Range& range) {
  // Deviations carry the values' rounding: a thousandth of them still has twelve digits.
  constexpr double clear = 1e-3;
  return range.is_point() || std::sqrt(squares / n) > clear * range.magnitude();
}

/// A product near 1 leaves few digits of what it earned: no denominator then.
bool divides_well(const Growth& growth) {
  constexpr double clear = 1e-2;
  return growth.lowest < 0 || std::abs(growth.factor - 1) > clear;
}

bool capture_divides_well(const WindowSums& sums) {
  return (sums.market_range.is_point() && sums.market_range.lowest == 0 ? true : divides_well(sums.market)) &&
         (sums.up.periods == 0 || divides_well(sums.up.market)) &&
         (sums.down.periods == 0 ||
          (divides_well(sums.down.market) && divides_well(sums.down.own) && divides_well(sums.not_up.market)));
}

/// A slope near 0, against the deviations, is no denominator either.
bool slopes_clearly(const PairSums& sums) {
  constexpr double clear = 1e-3;
  return std::abs(sums.xy) > clear * std::sqrt(sums.xx) * std::sqrt(sums.yy) || sums.xx == 0 || sums.yy == 0;
}

/// The same value throughout has no deviation at all.
void settle(CentralSums& sums, const Range& range) {
  if (range.is_point()) sums = {.n = sums.n, .mean = range.lowest};
}

CrossSums cross_of(const PairSums& pair, std::size_t n, const Range& x, const Range& y) {
  CrossSums sums{n, pair.mean_x, pair.mean_y, pair.xx, pair.yy, pair.xy};
  if (x.is_point()) {
    sums.mean_x = x.lowest;
    sums.xx = sums.xy = 0;
  }
  if (y.is_point()) {
    sums.mean_y = y.lowest;
    sums.yy = sums.xy = 0;
  }
  return sums;
}

CentralSums central_of(const MomentSums& moments, std::size_t n, const Range& range) {
  CentralSums sums{
      .n = n, .mean = moments.mean, .squares = moments.squares, .cubes = moments.cubes, .fourths = moments.fourths};
  settle(sums, range);
  return sums;
}

}  // namespace

double Range::magnitude() const { return std::max(std::abs(lowest), std::abs(highest)); }

WindowSums period_sums(const RiskSeries& series, std::size_t i) {
  WindowSums sums;
  const double r = series.input.returns[i];
  const double excess = series.excess[i];
  sums.n = 1;
  sums.own.mean = r;
  sums.excess.mean_x = excess;
  sums.own_range = {r, r};
  sums.excess_range = {excess, excess};
  sums.curve = {one(r), std::max(1.0, 1 + r), std::min(0.0, (1 + r) - 1)};
  sums.excess_growth = one(excess);
  if (!series.input.risk_free.empty()) sums.risk_free_growth = one(series.input.risk_free[i]);
  sums.partial = partial_of(r - series.mar(i));
  sums.gains = {r > 0 ? r : 0.0, r < 0 ? -r : 0.0, r > 0 ? 1U : 0U, r < 0 ? 1U : 0U};
  if (!series.input.benchmark.empty()) add_benchmark(sums, series, i);
  return sums;
}

WindowSums joined(const WindowSums& a, const WindowSums& b) {
  const auto na = static_cast<double>(a.n);
  const auto nb = static_cast<double>(b.n);
  const Weights w{na, nb, na + nb, na * nb / (na + nb)};
  WindowSums sums;
  sums.n = a.n + b.n;
  sums.own = joined(a.own, b.own, w);
  sums.excess = joined(a.excess, b.excess, w);
  sums.plain = joined(a.plain, b.plain, w);
  sums.active = joined(a.active, b.active, w);
  sums.own_range = joined(a.own_range, b.own_range);
  sums.excess_range = joined(a.excess_range, b.excess_range);
  sums.active_range = joined(a.active_range, b.active_range);
  sums.market_range = joined(a.market_range, b.market_range);
  sums.market_excess_range = joined(a.market_excess_range, b.market_excess_range);
  sums.curve = joined(a.curve, b.curve);
  sums.excess_growth = joined(a.excess_growth, b.excess_growth);
  sums.risk_free_growth = joined(a.risk_free_growth, b.risk_free_growth);
  sums.partial = joined(a.partial, b.partial);
  sums.gains = joined(a.gains, b.gains);
  sums.market = joined(a.market, b.market);
  sums.up = joined(a.up, b.up);
  sums.not_up = joined(a.not_up, b.not_up);
  sums.down = joined(a.down, b.down);
  return sums;
}

bool is_well_conditioned(const WindowSums& sums, const Divisors& divisors) {
  constexpr double large = 1e100;
  constexpr double shallow = 1e-3;
  const auto n = static_cast<double>(sums.n);
  // Not written as >, which holds for no NaN.
  const bool moderate = sums.curve.peak < large && sums.own_range.magnitude() < large;
  if (!moderate || !varies_clearly(sums.own.squares, n, sums.own_range) ||
      !varies_clearly(sums.excess.xx, n, sums.excess_range)) {
    return false;
  }
  if (divisors.drawdown && sums.curve.deepest < 0 && sums.curve.deepest > -shallow) return false;
  if (!divisors.benchmark) return true;
  return sums.market_range.magnitude() < large && varies_clearly(sums.active.squares, n, sums.active_range) &&
         varies_clearly(sums.plain.yy, n, sums.market_range) &&
         varies_clearly(sums.excess.yy, n, sums.market_excess_range) &&
         (!divisors.slope || slopes_clearly(sums.excess)) && (!divisors.growth || capture_divides_well(sums));
}

RiskSums as_risk_sums(const WindowSums& window) {
  RiskSums sums;
  sums.n = window.n;
  sums.own = central_of(window.own, window.n, window.own_range);
  sums.excess = central_of({window.excess.mean_x, window.excess.xx, 0, 0}, window.n, window.excess_range);
  sums.best = window.own_range.highest;
  sums.worst = window.own_range.lowest;
  sums.growth = window.curve.growth;
  sums.deepest = window.curve.deepest;
  sums.excess_growth = window.excess_growth;
  sums.risk_free_growth = window.risk_free_growth;
  sums.partial = window.partial;
  sums.gains = window.gains;
  sums.relative.active = central_of(window.active, window.n, window.active_range);
  sums.relative.plain = cross_of(window.plain, window.n, window.own_range, window.market_range);
  sums.relative.excess = cross_of(window.excess, window.n, window.excess_range, window.market_excess_range);
  sums.relative.market = window.market;
  sums.relative.up = window.up;
  sums.relative.not_up = window.not_up;
  sums.relative.down = window.down;
  return sums;
}

}  // namespace dietz
