#pragma once

#include "calculations/book_report.hpp"

namespace dietz {

/// Adds to each portfolio of a report, and to the total, the positions at the end of the interval, by security id. What
/// a missing price or rate leaves unknown is absent with its reason, never 0.
void add_holdings(BookReport& report, const Book& book, const BookFacts& facts, const BookLots& lots);

}  // namespace dietz
