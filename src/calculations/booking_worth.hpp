#pragma once

#include "calculations/daily_rates.hpp"
#include "calculations/lot_reorganisation.hpp"
#include "calculations/lots.hpp"
#include "model/book.hpp"

namespace dietz {

/// What bookings are worth in one currency at the rates of their days; for passes in order of date. Book and market
/// data must outlive it unchanged.
class BookingWorth {
 public:
  BookingWorth(const Book& book, const MarketData& market, Currency currency)
      : book_(book), market_(market), rates_(market, currency) {}

  /// At the rate of the day: `no_fx_rate` or `stale_price` without one.
  [[nodiscard]] ConvertedAmount in_currency(const Decimal& amount, Currency from, Date date);
  /// What moves in (1) or out (−1) with securities: their value, and fees and taxes on top.
  [[nodiscard]] ConvertedAmount transferred(const Transaction& transaction, const Decimal& direction);
  /// What a spin_off or merger is worth to who holds `held` of the old security.
  [[nodiscard]] ReorganisationWorth reorganised(const Transaction& transaction, const Decimal& held);
  [[nodiscard]] const Book& book() const { return book_; }

 private:
  [[nodiscard]] ConvertedAmount value_of(SecurityIndex security, const Decimal& quantity, Date date);

  const Book& book_;
  const MarketData& market_;
  DailyRates rates_;
};

}  // namespace dietz
