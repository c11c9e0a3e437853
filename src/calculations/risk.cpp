#include "calculations/risk.hpp"

#include "calculations/risk_sample.hpp"

namespace dietz {

void add_summed_measures(RateTable& table, const RiskSample& sample) {
  add_return_statistics(table, sample);
  add_sharpe_ratios(table, sample);
  add_partial_moments(table, sample);
  add_largest_drawdown(table, sample);
  add_moment_tails(table, sample);
  if (sample.input.benchmark.empty()) return;
  add_relative_risk(table, sample);
  add_capture(table, sample);
}

RiskRates risk_rates(const RiskInput& input, const MeasureSet& wanted) {
  const RiskSeries series(input);
  const RiskSums sums = risk_sums(series);
  const RiskSample sample(input, sums);
  RateTable table(wanted);
  add_summed_measures(table, sample);
  add_dispersion(table, sample, series);
  add_drawdowns(table, sample, series);
  add_historical_tails(table, sample, series);
  if (!input.benchmark.empty()) {
    add_one_sided_regressions(table, sample, series);
    add_residual_risk(table, sample, series);
    add_comoments(table, sample, series);
    add_market_timing(table, sample, series);
  }
  return table.result;
}

}  // namespace dietz
