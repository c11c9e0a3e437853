#pragma once

#include "model/book.hpp"
#include "model/figure.hpp"

#include <span>
#include <vector>

namespace dietz {

/// A price or rate as used on a day: the value, and the row and day it comes from.
struct Quote {
  Decimal value;
  Reason reason = Reason::none;  ///< why there is none
  Date quoted_on;
  std::uint32_t line = 0;
  Decimal quoted;        ///< as it stands in the row, before splits or inversion
  bool inverse = false;  ///< a rate: one over what the row says
  Currency through;      ///< a rate: the product of two by way of this currency; their rows are those of the two
  Decimal multiplier = Decimal(1);   ///< a rate: amounts are multiplied by this
  Decimal divisor = Decimal(1);      ///< … and divided by this, so that 130 at 1.3 is 100 and not 99.99…9
  BookFile file = BookFile::prices;  ///< of a price: transactions where the last trade stands in
};

/// An amount at a rate: × multiplier / divisor, at working precision.
[[nodiscard]] Decimal converted(const Decimal& amount, const Quote& rate);

/// A split of a security: `ratio` new shares for one old, from the day's start on.
struct SplitEvent {
  Date date;
  Decimal ratio;
  std::uint32_t line = 0;
  SecurityIndex security;
  PortfolioIndex portfolio;  ///< that booked it
};

/// Prices and exchange rates of a book by day, by the rules of a policy, as portfolios see them. Holds views into the
/// book, which must outlive it.
///
/// Closes and rates are the book's. Splits, and trades that stand in for closes, are those that the portfolios book
/// themselves, so that no portfolio changes what another is worth; a split that several of them book on one day counts
/// once.
///
/// A day's price is that day's, else the last known before it up to `stale_after_days` (then `stale_price`), never a
/// later one; `no_price` before the first. A raw price carried over a split is divided by its ratio; a split-adjusted
/// series is brought back to the shares of the day. With `missing_price = "last_transaction"` a security without any
/// price takes that of its last trade or transfer, however old.
class MarketData {
 public:
  /// As all portfolios of the book see them together.
  MarketData(const Book& book, const Policy& policy);
  /// As some portfolios see them.
  MarketData(const Book& book, const Policy& policy, std::span<const PortfolioIndex> portfolios);
  MarketData(const Book& book, const Policy& policy, PortfolioIndex portfolio)
      : MarketData(book, policy, std::span(&portfolio, 1)) {}

  /// The close of a security in its series' currency.
  [[nodiscard]] Quote price(SecurityIndex security, Date date) const;
  /// Units of `to` for one `from`: 1 for the same currency; direct, else inverse, else through one common currency (the
  /// first by code that has both legs that day), by what is known that day: later rates change nothing. Reasons:
  /// `no_fx_rate`, `stale_price`.
  [[nodiscard]] Quote rate(Currency from, Currency to, Date date) const;
  /// What `price` chooses from: the series' closes, or the prices of trades that stand in for them, by date.
  [[nodiscard]] const std::vector<Price>& closes(SecurityIndex security) const {
    const auto& own = book_.prices[security.at()].closes;
    return own.empty() && !traded_.empty() ? traded_[security.at()] : own;
  }
  [[nodiscard]] Currency price_currency(SecurityIndex security) const { return book_.prices[security.at()].currency; }
  [[nodiscard]] int stale_after_days() const { return stale_after_days_; }
  /// Splits of a security in order of date.
  [[nodiscard]] std::span<const SplitEvent> splits(SecurityIndex security) const;

 private:
  [[nodiscard]] Quote series_rate(Currency from, Currency to, Date date) const;
  [[nodiscard]] const FxSeries* series(Currency base, Currency quote) const;

  const Book& book_;
  int stale_after_days_;
  std::vector<SplitEvent> splits_;          ///< by security, then date
  std::vector<std::vector<Price>> traded_;  ///< by security; empty where trades don't stand in
};

}  // namespace dietz
