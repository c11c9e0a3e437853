#pragma once

#include "calculations/risk_sample.hpp"

namespace dietz {

/// From max_drawdown to martin_ratio. A curve that falls below 0 has `negative_base`.
void add_drawdown_ratios(FigureTable& table, const RiskSample& sample);

}  // namespace dietz
