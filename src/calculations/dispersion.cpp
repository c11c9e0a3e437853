#include "calculations/portable_math.hpp"
#include "calculations/risk_sample.hpp"

#include <algorithm>
#include <cmath>

// How the returns are spread about their mean, and how they follow one another.
namespace dietz {
namespace {

Rate autocorrelation(const RiskSample& sample) {
  if (sample.n < 2) return Reason::insufficient_data;
  const CentralSums& own = sample.sums.own;
  if (own.constant()) return Reason::undefined_ratio;
  const double* r = sample.input.returns.data();
  const double mean = own.mean;
  const auto lagged =
      ordered_sums<1>(sample.n - 1, [=](std::size_t i) { return std::array{(r[i + 1] - mean) * (r[i] - mean)}; });
  return quotient(lagged[0], own.squares);
}

/// The range of the cumulative deviations from the mean, rescaled by the deviation.
Rate hurst_index(const RiskSample& sample) {
  if (sample.n < 2) return Reason::insufficient_data;
  const CentralSums& own = sample.sums.own;
  if (own.constant()) return Reason::undefined_ratio;
  double level = sample.input.returns.front() - own.mean;
  double highest = level;
  double lowest = level;
  for (std::size_t i = 1; i < sample.n; ++i) {
    level += sample.input.returns[i] - own.mean;
    highest = std::max(highest, level);
    lowest = std::min(lowest, level);
  }
  const Rate range = quotient(highest - lowest, own.deviation(1));
  if (!range || range.value() <= 0) return Reason::undefined_ratio;
  return quotient(portable::log(range.value()), portable::log(sample.count()));
}

/// R² of the line through the cumulative logarithmic returns over time.
Rate stability(const RiskSample& sample) {
  if (sample.n < 2) return Reason::insufficient_data;
  std::vector<double> level(sample.n);
  std::vector<double> time(sample.n);
  double sum_so_far = 0;
  for (std::size_t i = 0; i < sample.n; ++i) {
    if (sample.input.returns[i] <= -1) return Reason::negative_base;
    sum_so_far += portable::log1p(sample.input.returns[i]);
    level[i] = sum_so_far;
    time[i] = static_cast<double>(i);
  }
  const CrossSums sums = cross_sums(level, time);
  const Rate correlation = quotient(sums.xy, std::sqrt(sums.xx) * std::sqrt(sums.yy));
  if (!correlation) return correlation;
  return std::min(correlation.value() * correlation.value(), 1.0);
}

}  // namespace

void add_dispersion(RateTable& table, const RiskSample& sample, const RiskSeries&) {
  const CentralSums& own = sample.sums.own;
  const Rate below = sample.unless_empty(std::sqrt(own.lower_squares / sample.count()));
  table.add("mean_absolute_deviation", sample.unless_empty(own.absolute / sample.count()));
  table.add("semideviation", below);
  table.add("downside_sharpe_ratio", quotient(table.result["mean_excess_return"], product(below, std::sqrt(2.0))));
  if (table.wants({"autocorrelation"})) table.add("autocorrelation", autocorrelation(sample));
  if (table.wants({"hurst_index"})) table.add("hurst_index", hurst_index(sample));
  if (table.wants({"stability"})) table.add("stability", stability(sample));
}

}  // namespace dietz
