#pragma once

#include "calculations/book_report.hpp"
#include "calculations/market_data.hpp"

#include <vector>

namespace dietz {

/// The positions of portfolio `i` of the facts at the end of the interval, by security id. What a missing price or rate
/// leaves unknown is absent with its reason, never 0.
[[nodiscard]] std::vector<HoldingReport> holdings_of(const Book& book, const MarketData& market, const BookFacts& facts,
                                                     std::size_t i);

/// The same for all portfolios as one, in the total's currency.
[[nodiscard]] std::vector<HoldingReport> total_holdings(const Book& book, const MarketData& market,
                                                        const BookFacts& facts);

}  // namespace dietz
