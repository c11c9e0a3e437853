#include "calculations/return_statistics.hpp"

#include "calculations/normal_distribution.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// Central moments with denominator n, scaled by the deviation.
struct Shape {
  Rate skewness = Reason::insufficient_data;
  Rate kurtosis = Reason::insufficient_data;
};

Shape shape_of(const CentralSums& sums) {
  if (sums.n < 2) return {};
  if (sums.constant()) return {Reason::undefined_ratio, Reason::undefined_ratio};
  const auto n = static_cast<double>(sums.n);
  const double variance = sums.squares / n;
  return {quotient(sums.cubes / n, variance * std::sqrt(variance)), quotient(sums.fourths / n, variance * variance)};
}

Rate sample_deviation(const CentralSums& sums) {
  return sums.n < 2 ? Rate(Reason::insufficient_data) : Rate(sums.deviation(1));
}

Rate autocorrelation(const RiskSample& sample) {
  if (sample.n < 2) return Reason::insufficient_data;
  if (sample.sums.constant()) return Reason::undefined_ratio;
  const double* r = sample.input.returns.data();
  const double mean = sample.sums.mean;
  const auto lagged =
      ordered_sums<1>(sample.n - 1, [=](std::size_t i) { return std::array{(r[i + 1] - mean) * (r[i] - mean)}; });
  return quotient(lagged[0], sample.sums.squares);
}

Rate adjusted_sharpe(const Rate& sharpe, const Shape& shape) {
  if (!sharpe) return sharpe;
  if (!shape.skewness) return shape.skewness;
  if (!shape.kurtosis) return shape.kurtosis;
  const double s = sharpe.value();
  return s * (1 + shape.skewness.value() / 6 * s - (shape.kurtosis.value() - 3) / 24 * (s * s));
}

Rate probabilistic_sharpe(const RiskSample& sample, const Rate& per_period, const Shape& shape) {
  if (!per_period) return per_period;
  if (!shape.skewness) return shape.skewness;
  if (!shape.kurtosis) return shape.kurtosis;
  const double s = per_period.value();
  const double variance = 1 - s * shape.skewness.value() + s * s * (shape.kurtosis.value() - 1) / 4;
  if (variance <= 0) return Reason::undefined_ratio;
  return normal_cdf((s - sample.input.reference_sharpe) * std::sqrt(sample.count() - 1) / std::sqrt(variance));
}

void add_extremes(FigureTable& table, const RiskSample& sample) {
  const auto r = sample.input.returns;
  Rate best = Reason::insufficient_data;
  Rate worst = Reason::insufficient_data;
  Rate positive = Reason::insufficient_data;
  if (sample.n > 0) {
    best = *std::max_element(r.begin(), r.end());
    worst = *std::min_element(r.begin(), r.end());
    positive = static_cast<double>(std::count_if(r.begin(), r.end(), [](double x) { return x > 0; })) / sample.count();
  }
  table.add("best_period", best);
  table.add("worst_period", worst);
  table.add("positive_periods", positive);
}

}  // namespace

void add_return_statistics(FigureTable& table, const RiskSample& sample) {
  table.add("cumulative_return", sample.growth.total);
  table.add("annualized_return", sample.growth.annual);
  add_extremes(table, sample);
  const Rate deviation = sample_deviation(sample.sums);
  table.add("volatility", deviation).basis.push_back({"ddof", "1", true});
  table.add("volatility_annualized", product(deviation, root(sample.periods_a_year)))
      .basis.push_back({"ddof", "1", true});
  table.add("mean_absolute_deviation",
            sample.n == 0 ? Rate(Reason::insufficient_data) : Rate(sample.sums.absolute / sample.count()));
  const Shape shape = shape_of(sample.sums);
  table.add("skewness", shape.skewness);
  table.add("kurtosis", shape.kurtosis);
  table.add("excess_kurtosis", difference(shape.kurtosis, 3.0));
  table.add("autocorrelation", autocorrelation(sample));
}

void add_sharpe_ratios(FigureTable& table, const RiskSample& sample) {
  const Rate deviation = sample_deviation(sample.excess_sums);
  // A risk-free rate by year is of no use without knowing a year's periods.
  const bool known = sample.per_year > 0 || !sample.input.risk_free.empty() || sample.input.risk_free_annual == 0;
  const Rate per_period = known ? quotient(sample.excess_sums.mean, deviation) : Rate(Reason::insufficient_data);
  const Rate scale = root(sample.periods_a_year);
  const Rate sharpe = product(per_period, scale);
  const Shape shape = shape_of(sample.sums);
  table.add("sharpe_ratio", sharpe);
  table.add("sharpe_ratio_geometric", quotient(sample.compounded(sample.excess).annual, product(deviation, scale)));
  table.add("adjusted_sharpe_ratio", adjusted_sharpe(sharpe, shape));
  table.add("probabilistic_sharpe_ratio", probabilistic_sharpe(sample, per_period, shape))
      .basis.push_back(number_entry("reference_sharpe", sample.input.reference_sharpe));
}

}  // namespace dietz
