#include "calculations/risk.hpp"

#include "calculations/downside_risk.hpp"
#include "calculations/drawdown_ratios.hpp"
#include "calculations/relative_risk.hpp"
#include "calculations/return_statistics.hpp"
#include "calculations/risk_sample.hpp"
#include "calculations/tail_risk.hpp"

namespace dietz {

std::vector<Figure> risk_figures(const RiskInput& input) {
  const RiskSample sample(input);
  FigureTable table(sample);
  add_return_statistics(table, sample);
  add_sharpe_ratios(table, sample);
  add_downside_risk(table, sample);
  add_drawdown_ratios(table, sample);
  add_tail_risk(table, sample);
  if (!input.benchmark.empty()) add_relative_risk(table, sample);
  return table.take();
}

}  // namespace dietz
