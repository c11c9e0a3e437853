#pragma once

#include "calculations/risk_sample.hpp"

namespace dietz {

/// Value at risk and expected shortfall of one period, as positive losses.
void add_tail_risk(FigureTable& table, const RiskSample& sample);

}  // namespace dietz
