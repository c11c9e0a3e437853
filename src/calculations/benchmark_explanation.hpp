#pragma once

#include "calculations/market_explanation.hpp"
#include "calculations/portfolio_report.hpp"

#include <map>

namespace dietz {

/// The growth of a benchmark on each day on which it changed, down to weights, prices and rates.
[[nodiscard]] std::map<Date, ExplanationBuilder::Place> explain_benchmark_days(ExplanationBuilder& builder,
                                                                               MarketExplanation& market,
                                                                               const Book& book, const MarketData& data,
                                                                               const BenchmarkGrowth& benchmark);

/// Explains the benchmark's return over the report's interval out of those days.
void explain_benchmark(ExplanationBuilder& builder, const std::map<Date, ExplanationBuilder::Place>& days,
                       const BenchmarkGrowth& benchmark, const PortfolioReport& report);

}  // namespace dietz
