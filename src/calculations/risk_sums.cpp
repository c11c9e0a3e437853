#include "calculations/risk_sums.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/portable_math.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// The benchmark's excess. A rate by year that was made from a period's gives that back to a rounding of 1 + rate only;
/// a benchmark that earns exactly it neither rises nor falls against it.
double over_risk_free(const RiskSeries& series, std::size_t i) {
  const double rate = series.risk_free(i);
  const double excess = series.input.benchmark[i] - rate;
  const bool was_converted = series.input.risk_free.empty() && rate != 0;
  return was_converted && std::abs(excess) <= rounding_of(1 + std::abs(rate)) ? 0.0 : excess;
}

PartialSums partial_sums(const RiskSeries& series) {
  const auto sums = ordered_sums<8>(series.size(), [&series](std::size_t i) {
    const double d = series.input.returns[i] - series.mar(i);
    const double below = d < 0 ? -d : 0.0;
    const double above = d > 0 ? d : 0.0;
    return std::array{d,     below,         below * below,     below * below * below,
                      above, above * above, d < 0 ? 1.0 : 0.0, d > 0 ? 1.0 : 0.0};
  });
  return {sums[0],
          sums[1],
          sums[2],
          sums[3],
          sums[4],
          sums[5],
          static_cast<std::size_t>(sums[6]),
          static_cast<std::size_t>(sums[7])};
}

GainSums gain_sums(std::span<const double> r) {
  const auto sums = ordered_sums<4>(r.size(), [r](std::size_t i) {
    const double x = r[i];
    return std::array{x > 0 ? x : 0.0, x < 0 ? -x : 0.0, x > 0 ? 1.0 : 0.0, x < 0 ? 1.0 : 0.0};
  });
  return {sums[0], sums[1], static_cast<std::size_t>(sums[2]), static_cast<std::size_t>(sums[3])};
}

void extend(Growth& growth, double r) {
  growth.factor *= 1 + r;
  growth.lowest = std::min(growth.lowest, growth.factor);
}

void capture(CaptureSums& sums, double r, double b) {
  extend(sums.own, r);
  extend(sums.market, b);
  sums.own_sum += r;
  sums.market_sum += b;
  ++sums.periods;
  sums.same_sign += (b > 0 ? r > 0 : r < 0) ? 1U : 0U;
  sums.ahead += r > b ? 1U : 0U;
}

RelativeSums relative_sums(const RiskSeries& series) {
  RelativeSums sums;
  const auto r = series.input.returns;
  const auto b = series.input.benchmark;
  std::vector<double> active(r.size());
  for (std::size_t i = 0; i < r.size(); ++i) {
    active[i] = r[i] - b[i];
    capture(b[i] > 0 ? sums.up : sums.not_up, r[i], b[i]);
    if (b[i] < 0) capture(sums.down, r[i], b[i]);
  }
  sums.active = central_sums(active, std::max(largest_magnitude(r), largest_magnitude(b)));
  sums.plain = cross_sums(r, b);
  sums.excess = cross_sums(series.excess, series.magnitude, series.benchmark_excess, series.benchmark_magnitude);
  sums.market = growth_of(b);
  return sums;
}

}  // namespace

Growth growth_of(std::span<const double> returns) {
  Growth growth;
  for (const double r : returns) extend(growth, r);
  return growth;
}

double flat_risk_free(const RiskInput& input) {
  const double m = input.periods_per_year;
  return m > 0 ? portable::compound(input.risk_free_annual, 1 / m) : 0;
}

RiskSeries::RiskSeries(const RiskInput& given) : input(given), flat_rate(flat_risk_free(given)), excess(size()) {
  for (std::size_t i = 0; i < size(); ++i) excess[i] = input.returns[i] - risk_free(i);
  magnitude = std::max(largest_magnitude(input.returns), largest_magnitude(excess));
  benchmark_excess.resize(input.benchmark.size());
  for (std::size_t i = 0; i < benchmark_excess.size(); ++i) benchmark_excess[i] = over_risk_free(*this, i);
  benchmark_magnitude = std::max(largest_magnitude(input.benchmark), largest_magnitude(benchmark_excess));
}

RiskSums risk_sums(const RiskSeries& series) {
  RiskSums sums;
  const auto r = series.input.returns;
  sums.n = r.size();
  sums.own = central_sums(r);
  sums.excess = central_sums(series.excess, series.magnitude);
  if (sums.n > 0) {
    const auto [smallest, largest] = std::minmax_element(r.begin(), r.end());
    sums.best = *largest;
    sums.worst = *smallest;
  }
  const DrawdownSums falls = drawdown_sums(r);
  sums.growth = {falls.growth, falls.lowest_growth};
  sums.deepest = falls.deepest;
  sums.excess_growth = growth_of(series.excess);
  sums.risk_free_growth = growth_of(series.input.risk_free);
  sums.partial = partial_sums(series);
  sums.gains = gain_sums(r);
  if (!series.input.benchmark.empty()) sums.relative = relative_sums(series);
  return sums;
}

}  // namespace dietz
