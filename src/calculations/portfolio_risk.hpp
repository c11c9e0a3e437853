#pragma once

#include "calculations/portfolio_report.hpp"

namespace dietz {

/// The figure `benchmark_return` over a range.
[[nodiscard]] Figure benchmark_figure(const BenchmarkGrowth& benchmark, DateRange range);

/// Adds the risk figures of a portfolio to its report, and those of its benchmark: Monday-to-Friday returns, 252 a
/// year; the maximum drawdown by calendar day out of the report's series. `net` is the time-weighted return of the
/// whole interval. A portfolio that isn't valued daily has `insufficient_data`.
void add_risk_figures(PortfolioReport& report, const PortfolioFacts& facts, const IntervalReturn& net,
                      const Policy& policy);

}  // namespace dietz
