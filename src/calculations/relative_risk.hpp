#pragma once

#include "calculations/risk_sample.hpp"

namespace dietz {

/// Every measure against the benchmark, from active_return to market timing. The sample must have a benchmark.
void add_relative_risk(FigureTable& table, const RiskSample& sample);

}  // namespace dietz
