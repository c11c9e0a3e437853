#pragma once

#include "calculations/market_data.hpp"
#include "model/book.hpp"

#include <string>
#include <utility>
#include <vector>

// The parts of data_quality.hpp; each adds what it finds.
namespace dietz::data_quality {

/// Days from `from` to `to`, both included, on which something is held, and the booking it began with.
struct Held {
  Date from;
  Date to;
  std::uint32_t line;
};

/// Something held, as far as its price or rate matters: a security, or a currency in a portfolio of another one.
struct Needs {
  std::vector<std::vector<Held>> securities;  ///< by SecurityIndex
  struct Pair {
    Currency from, to;
    std::vector<Held> days;
  };
  std::vector<Pair> rates;
};

class Findings {
 public:
  void add(std::string code, BookFile file, std::uint32_t line, std::string message) {
    all_.push_back({std::move(code), std::move(message), {file, line}, true});
  }
  [[nodiscard]] std::vector<Finding> take() { return std::move(all_); }

 private:
  std::vector<Finding> all_;
};

/// Jumps and zeros of price series.
void check_prices(const Book& book, const MarketData& market, Findings& findings);
/// Splits that a portfolio needs and only others book.
void check_splits(const Book& book, const MarketData& market, Findings& findings);
/// Replays every portfolio; returns what prices and rates it needs, up to `last`.
[[nodiscard]] Needs check_bookings(const Book& book, Date last, Findings& findings);
/// Amounts and doubled bookings.
void check_amounts(const Book& book, Findings& findings);
void check_doubles(const Book& book, Findings& findings);
/// Totals of custodians.
void check_valuations(const Book& book, Findings& findings);
/// Days on which a needed price or rate isn't known.
void check_coverage(const Book& book, const Policy& policy, const MarketData& market, Needs& needs, Findings& findings);

}  // namespace dietz::data_quality
