#pragma once

#include "calculations/risk_sample.hpp"

namespace dietz {

/// Risk below, and chance above, the minimum acceptable return: from downside_deviation to upside_potential_ratio.
void add_downside_risk(FigureTable& table, const RiskSample& sample);

}  // namespace dietz
