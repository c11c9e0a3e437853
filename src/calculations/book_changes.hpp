#pragma once

#include "model/book.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dietz {

/// One fact or setting that two books don't share.
struct BookChange {
  BookFile file = BookFile::transactions;
  std::string key;                ///< which one: a transaction's id, a policy's key, …
  Date date;                      ///< of a price, rate or valuation
  std::string what;               ///< "price of ACME on 2024-01-03"
  std::string before, after;      ///< the value, for a reader; empty: it isn't there
  std::uint32_t line_before = 0;  ///< of the row; 0: there is none
  std::uint32_t line_after = 0;
};

/// What stands in `after` and not, or otherwise, in `before`: transactions by id, prices, rates and valuations by their
/// day, benchmarks by id, policies by key; in this order. Names and classifications aren't compared.
[[nodiscard]] std::vector<BookChange> changes_between(const Book& before, const Book& after);

/// `before` with one of the changes. `after` must have the portfolios and securities of `before` at the same places, as
/// two readings of the same files or an overlay have.
[[nodiscard]] Book with_change(const Book& before, const Book& after, const BookChange& change);

/// Whether with_change may be asked.
[[nodiscard]] bool same_tables(const Book& before, const Book& after);

/// `book` with what `overlay` holds: transactions, prices, rates, valuations and benchmarks take the place of those
/// with the same key or come in addition. The policy stays the book's.
[[nodiscard]] Book with_overlay(const Book& book, const Book& overlay);

}  // namespace dietz
