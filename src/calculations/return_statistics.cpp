#include "calculations/normal_distribution.hpp"
#include "calculations/portable_math.hpp"
#include "calculations/risk_sample.hpp"
#include "calculations/student_distribution.hpp"

#include <cmath>

namespace dietz {
namespace {

Rate geometric_mean(const RiskSample& sample) {
  if (sample.n == 0) return Reason::insufficient_data;
  if (sample.sums.growth.lowest < 0) return Reason::negative_base;
  return portable::compound(sample.sums.growth.factor - 1, 1 / sample.count());
}

void add_returns(RateTable& table, const RiskSample& sample) {
  const RiskSums& sums = sample.sums;
  const Rate mean = sample.unless_empty(sums.own.mean);
  table.add("cumulative_return", sample.growth.total);
  table.add("annualized_return", sample.growth.annual);
  table.add("best_period", sample.unless_empty(sums.best));
  table.add("worst_period", sample.unless_empty(sums.worst));
  table.add("positive_periods", sample.unless_empty(static_cast<double>(sums.gains.gain_count) / sample.count()));
  table.add("mean_return", mean);
  table.add("geometric_mean_return", geometric_mean(sample));
  table.add("cumulative_return_arithmetic", product(mean, sample.count()));
  table.add("annualized_return_arithmetic", product(mean, sample.periods_a_year));
  const Rate mean_gain = quotient(sample.unless_empty(sums.gains.gains), static_cast<double>(sums.gains.gain_count));
  const Rate mean_loss = quotient(sample.unless_empty(sums.gains.losses), static_cast<double>(sums.gains.loss_count));
  table.add("payoff_ratio", quotient(mean_gain, mean_loss));
}

void add_confidence(RateTable& table, const RiskSample& sample, const Rate& deviation) {
  const Rate error = quotient(deviation, std::sqrt(sample.count()));
  table.add("standard_error", error);
  if (!table.wants({"mean_return_lower", "mean_return_upper"})) return;
  Rate reach = error;
  if (reach) reach = reach.value() * student_quantile((1 + sample.input.confidence) / 2, sample.n - 1);
  table.add("mean_return_lower", difference(sample.sums.own.mean, reach));
  table.add("mean_return_upper", sum(reach, sample.sums.own.mean));
}

/// What skewness and kurtosis come to when they are to be unbiased for a normal distribution.
void add_sample_shape(RateTable& table, const RiskSample& sample) {
  const double n = sample.count();
  const Shape& shape = sample.shape;
  const Rate few = Reason::insufficient_data;
  table.add("skewness_fisher", sample.n < 3 ? few : product(shape.skewness, std::sqrt(n * (n - 1)) / (n - 2)));
  table.add("skewness_sample", sample.n < 3 ? few : product(shape.skewness, n * n / ((n - 1) * (n - 2))));
  // (Σd⁴/s⁴) = kurtosis (n−1)²/n
  const Rate kurtosis = sample.n < 4 ? few : product(shape.kurtosis, (n + 1) * (n - 1) / ((n - 2) * (n - 3)));
  table.add("kurtosis_sample", kurtosis);
  table.add("excess_kurtosis_fisher",
            sample.n < 4 ? few : difference(kurtosis, 3 * (n - 1) * (n - 1) / ((n - 2) * (n - 3))));
}

Rate adjusted_sharpe(const Rate& sharpe, const Shape& shape) {
  if (!sharpe) return sharpe;
  if (!shape.skewness) return shape.skewness;
  if (!shape.kurtosis) return shape.kurtosis;
  const double s = sharpe.value();
  return s * (1 + shape.skewness.value() / 6 * s - (shape.kurtosis.value() - 3) / 24 * (s * s));
}

Rate probabilistic_sharpe(const RiskSample& sample, const Rate& per_period) {
  const Shape& shape = sample.shape;
  if (!per_period) return per_period;
  if (!shape.skewness) return shape.skewness;
  if (!shape.kurtosis) return shape.kurtosis;
  const double s = per_period.value();
  const double variance = 1 - s * shape.skewness.value() + s * s * (shape.kurtosis.value() - 1) / 4;
  if (variance <= 0) return Reason::undefined_ratio;
  return normal_cdf((s - sample.input.reference_sharpe) * std::sqrt(sample.count() - 1) / std::sqrt(variance));
}

}  // namespace

void add_return_statistics(RateTable& table, const RiskSample& sample) {
  const CentralSums& own = sample.sums.own;
  const Rate deviation = sample.deviation(own);
  const Rate of_population = sample.n < 2 ? deviation : Rate(own.deviation(0));
  add_returns(table, sample);
  add_confidence(table, sample, deviation);
  table.add("volatility", deviation);
  table.add("volatility_annualized", product(deviation, sample.scale));
  table.add("volatility_population", of_population);
  table.add("volatility_population_annualized", product(of_population, sample.scale));
  table.add("skewness", sample.shape.skewness);
  table.add("kurtosis", sample.shape.kurtosis);
  table.add("excess_kurtosis", difference(sample.shape.kurtosis, 3.0));
  add_sample_shape(table, sample);
  table.add("skewness_kurtosis_ratio", quotient(sample.shape.skewness, sample.shape.kurtosis));
}

void add_sharpe_ratios(RateTable& table, const RiskSample& sample) {
  const RiskSums& sums = sample.sums;
  const Rate deviation = sample.deviation(sums.excess);
  // A risk-free rate by year is of no use without knowing a year's periods.
  const bool known = sample.per_year > 0 || !sample.input.risk_free.empty() || sample.input.risk_free_annual == 0;
  const Rate mean = known ? sample.unless_empty(sums.excess.mean) : Rate(Reason::insufficient_data);
  const Rate per_period = quotient(mean, deviation);
  const Rate sharpe = product(per_period, sample.scale);
  table.add("mean_excess_return", mean);
  table.add("sharpe_ratio", sharpe);
  table.add("sharpe_ratio_geometric", quotient(sample.excess_annual, product(deviation, sample.scale)));
  table.add("sharpe_ratio_per_period", per_period);
  table.add("adjusted_sharpe_ratio", adjusted_sharpe(sharpe, sample.shape));
  if (table.wants({"probabilistic_sharpe_ratio"})) {
    table.add("probabilistic_sharpe_ratio", probabilistic_sharpe(sample, per_period));
  }
  const Rate own = sample.deviation(sums.own);
  const Rate kelly = quotient(mean, product(own, own));
  table.add("kelly_ratio", kelly);
  table.add("kelly_ratio_half", product(kelly, 0.5));
}

}  // namespace dietz
