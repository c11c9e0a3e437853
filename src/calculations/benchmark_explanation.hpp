#pragma once

#include "calculations/market_explanation.hpp"
#include "calculations/portfolio_report.hpp"

namespace dietz {

/// Explains the figures of a report that rest on its benchmark: the days' growth down to prices and rates; what
/// compares the portfolio with it, over both.
void explain_benchmark(ExplanationBuilder& builder, MarketExplanation& market, const Book& book, const MarketData& data,
                       const BenchmarkGrowth& benchmark, const PortfolioReport& report);

}  // namespace dietz
