#pragma once

#include "fixed_point.hpp"
#include "market.hpp"
#include "random.hpp"

#include <array>
#include <string>
#include <vector>

namespace dietz::bench {

/// One portfolio that trades: holds what it owns, and turns each call of `act` into one row of transactions.csv
/// (without the id) that it can afford.
class TradingPortfolio {
 public:
  /// `rows_per_day` sets how small a trade is against the whole, so that a busy portfolio doesn't turn over in a day.
  TradingPortfolio(std::string id, const Market& market, Random random, double rows_per_day);

  /// The securities held that split on the day; a row for each must be taken with `split` before anything else is done.
  [[nodiscard]] std::vector<std::size_t> splits_due(std::size_t day) const;
  [[nodiscard]] std::string split(std::size_t security, std::size_t day);
  /// Once a day, before `act`: values the portfolio, which sets the size of trades.
  void open_day(std::size_t day);
  [[nodiscard]] std::string act(std::size_t day);

 private:
  struct Row;

  [[nodiscard]] std::string deposit(std::size_t day);
  [[nodiscard]] std::string withdraw(std::size_t day);
  [[nodiscard]] std::string pay_fee(std::size_t day);
  [[nodiscard]] std::string receive_interest(std::size_t day);
  [[nodiscard]] std::string receive_dividend(std::size_t day);
  [[nodiscard]] std::string buy(std::size_t day);
  [[nodiscard]] std::string sell(std::size_t day);
  [[nodiscard]] std::string exchange(std::size_t day, std::size_t from, std::size_t to, double euros);

  [[nodiscard]] double in_euro(Cash cash, std::size_t currency, std::size_t day) const;
  [[nodiscard]] Quantity trade_size(Price price, double units);
  [[nodiscard]] std::size_t some_holding();
  [[nodiscard]] std::string print(const Row& row) const;

  std::string id_;
  const Market& market_;
  Random random_;
  double rows_per_day_;
  double start_size_;
  double trade_euros_ = 0.0;
  double cash_share_ = 1.0;
  std::array<Cash, currency_count> cash_{};
  std::vector<Quantity> positions_;
  bool started_ = false;
};

}  // namespace dietz::bench
