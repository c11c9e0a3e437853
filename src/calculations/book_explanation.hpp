#pragma once

#include "calculations/book_report.hpp"
#include "calculations/explanation.hpp"

namespace dietz {

/// How every figure and amount of portfolio `i` of a report came about, down to rows of the book.
[[nodiscard]] Explanation explain_portfolio(const Book& book, const BookFacts& facts, const BookReport& report,
                                            std::size_t i);

/// The same for the total.
[[nodiscard]] Explanation explain_total(const Book& book, const BookFacts& facts, const BookReport& report);

}  // namespace dietz
