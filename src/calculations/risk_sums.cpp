#include "calculations/risk_sums.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/pair_sums.hpp"
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

using pairs::Pair;

struct Counts {
  std::size_t below;
  std::size_t above;
};

/// How many values lie below and above a level that may change.
template <class Level>
Counts counts_around(std::span<const double> r, const Level& level) {
  Counts counts{};
  for (std::size_t i = 0; i < r.size(); ++i) {
    const double x = r[i] - level(i);
    counts.below += x < 0 ? 1U : 0U;
    counts.above += x > 0 ? 1U : 0U;
  }
  return counts;
}

PartialSums partial_sums(const RiskSeries& series) {
  const auto r = series.input.returns;
  const double* own = r.data();
  const double* mar = series.input.mar_series.data();
  const bool is_series = !series.input.mar_series.empty();
  const Pair flat{series.input.mar, series.input.mar};
  const auto sums = ordered_pair_sums<6>(r.size(), [=](auto at) {
    const Pair d = at(own) - (is_series ? at(mar) : flat);
    const Pair below = pairs::larger(-d, Pair{});
    const Pair above = pairs::larger(d, Pair{});
    const Pair square = below * below;
    return std::array<Pair, 6>{d, below, square, square * below, above, above * above};
  });
  const Counts counts = counts_around(r, [&series](std::size_t i) { return series.mar(i); });
  return {sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], counts.below, counts.above};
}

GainSums gain_sums(const RiskSeries& series, const PartialSums& partial) {
  if (series.input.mar_series.empty() && series.input.mar == 0) {
    return {partial.above, partial.below, partial.above_count, partial.below_count};
  }
  const auto r = series.input.returns;
  const double* own = r.data();
  const auto sums = ordered_pair_sums<2>(r.size(), [=](auto at) {
    const Pair x = at(own);
    return std::array<Pair, 2>{pairs::larger(x, Pair{}), pairs::larger(-x, Pair{})};
  });
  const Counts counts = counts_around(r, [](std::size_t) { return 0.0; });
  return {sums[0], sums[1], counts.above, counts.below};
}

void extend(Growth& growth, double factor) {
  growth.factor *= factor;
  growth.lowest = std::min(growth.lowest, growth.factor);
}

/// One period if it counts. Times 1 and plus 0 change nothing, and a processor needn't guess the sign of a return.
void capture(CaptureSums& sums, double r, double b, bool counts) {
  extend(sums.own, counts ? 1 + r : 1.0);
  extend(sums.market, counts ? 1 + b : 1.0);
  sums.own_sum += counts ? r : 0.0;
  sums.market_sum += counts ? b : 0.0;
  sums.periods += counts ? 1U : 0U;
  sums.ahead += counts && r > b ? 1U : 0U;
}

RelativeSums relative_sums(const RiskSeries& series) {
  RelativeSums sums;
  const auto r = series.input.returns;
  const auto b = series.input.benchmark;
  std::vector<double> active(r.size());
  for (std::size_t i = 0; i < r.size(); ++i) {
    active[i] = r[i] - b[i];
    capture(sums.up, r[i], b[i], b[i] > 0);
    capture(sums.not_up, r[i], b[i], b[i] <= 0);
    capture(sums.down, r[i], b[i], b[i] < 0);
    sums.up.same_sign += b[i] > 0 && r[i] > 0 ? 1U : 0U;
    sums.down.same_sign += b[i] < 0 && r[i] < 0 ? 1U : 0U;
  }
  sums.active = spread_sums(active, std::max(series.own_magnitude, series.market_magnitude));
  sums.plain = cross_sums(r, series.own_magnitude, b, series.market_magnitude);
  sums.excess = series.is_own_excess
                    ? sums.plain
                    : cross_sums(series.excess, series.magnitude, series.benchmark_excess, series.benchmark_magnitude);
  sums.market = growth_of(b);
  return sums;
}

}  // namespace

Growth growth_of(std::span<const double> returns) {
  Growth growth;
  for (const double r : returns) extend(growth, 1 + r);
  return growth;
}

double flat_risk_free(const RiskInput& input) {
  const double m = input.periods_per_year;
  return m > 0 ? portable::compound(input.risk_free_annual, 1 / m) : 0;
}

RiskSeries::RiskSeries(const RiskInput& given)
    : input(given),
      flat_rate(flat_risk_free(given)),
      is_own_excess(given.risk_free.empty() && flat_rate == 0),
      own_magnitude(largest_magnitude(given.returns)),
      market_magnitude(largest_magnitude(given.benchmark)),
      magnitude(own_magnitude),
      benchmark_magnitude(market_magnitude) {
  excess.assign(input.returns.begin(), input.returns.end());
  benchmark_excess.assign(input.benchmark.begin(), input.benchmark.end());
  if (is_own_excess) return;
  for (std::size_t i = 0; i < size(); ++i) excess[i] = input.returns[i] - risk_free(i);
  for (std::size_t i = 0; i < benchmark_excess.size(); ++i) benchmark_excess[i] = over_risk_free(*this, i);
  magnitude = std::max(own_magnitude, largest_magnitude(excess));
  benchmark_magnitude = std::max(market_magnitude, largest_magnitude(benchmark_excess));
}

RiskSums risk_sums(const RiskSeries& series) {
  RiskSums sums;
  const auto r = series.input.returns;
  sums.n = r.size();
  sums.own = central_sums(r, series.own_magnitude);
  sums.excess = series.is_own_excess ? sums.own : central_sums(series.excess, series.magnitude);
  if (sums.n > 0) {
    const auto [smallest, largest] = std::minmax_element(r.begin(), r.end());
    sums.best = *largest;
    sums.worst = *smallest;
  }
  const DrawdownSums falls = drawdown_sums(r);
  sums.growth = {falls.growth, falls.lowest_growth};
  sums.deepest = falls.deepest;
  sums.excess_growth = series.is_own_excess ? sums.growth : growth_of(series.excess);
  sums.risk_free_growth = growth_of(series.input.risk_free);
  sums.partial = partial_sums(series);
  sums.gains = gain_sums(series, sums.partial);
  if (!series.input.benchmark.empty()) sums.relative = relative_sums(series);
  return sums;
}

}  // namespace dietz
