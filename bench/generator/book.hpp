#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace dietz::bench {

struct BookOptions {
  std::size_t transactions = 1'000'000;
  std::size_t securities = 50;
  std::size_t portfolios = 1;
  int years = 10;
  std::uint64_t seed = 1;
};

/// Writes a folder with a book: portfolios.csv, securities.csv, prices.csv, fx.csv and transactions.csv. Exactly
/// `transactions` rows; no position is ever short and no cash account below zero; the rows of a day stand in mixed
/// order.
void write_book(const std::string& folder, const BookOptions& options);

}  // namespace dietz::bench
