#pragma once

#include "calculations/risk_sample.hpp"

namespace dietz {

/// From cumulative_return to autocorrelation: what was earned, and how the returns are spread.
void add_return_statistics(FigureTable& table, const RiskSample& sample);

/// The Sharpe family: excess return over risk-free for its deviation.
void add_sharpe_ratios(FigureTable& table, const RiskSample& sample);

}  // namespace dietz
