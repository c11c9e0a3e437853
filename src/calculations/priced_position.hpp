#pragma once

#include "calculations/market_data.hpp"

#include <span>
#include <vector>

namespace dietz {

/// A position with its price of the day, for a replay that goes from day to day: the price is looked up again only
/// where something may have changed it, the value computed again only where price or quantity did. The market data must
/// outlive it unchanged.
class PricedPosition {
 public:
  PricedPosition(const MarketData& market, SecurityIndex security, Date date);

  [[nodiscard]] SecurityIndex security() const { return security_; }
  /// Of the price.
  [[nodiscard]] Currency currency() const { return currency_; }

  /// Goes on to a day, not an earlier one.
  void refresh(const MarketData& market, Date date) {
    bool changed = missing_ != Reason::none || next_date_ <= date || date - quoted_on_ > market.stale_after_days();
    for (const SplitEvent& split : splits_) changed = changed || (looked_up_on_ < split.date && split.date <= date);
    if (changed) look_up(market, date);
  }
  /// Why the day has no price.
  [[nodiscard]] Reason missing() const { return missing_; }
  /// quantity × price at working precision, where there is a price.
  [[nodiscard]] const Decimal& value_of(const Decimal& quantity) {
    if (!fresh_ || quantity_ != quantity) {
      quantity_ = quantity;
      value_ = working_product(quantity, price_);
      fresh_ = true;
    }
    return value_;
  }

 private:
  void look_up(const MarketData& market, Date date);

  SecurityIndex security_;
  Currency currency_;
  const std::vector<Price>* closes_;
  std::span<const SplitEvent> splits_;
  std::size_t next_close_;        ///< the first close after the last look-up
  Date next_date_ = Date::min();  ///< its day, or the last of all days
  Reason missing_ = Reason::no_price;
  Decimal price_;
  Date quoted_on_;  ///< the day of the close that the price comes from
  Date looked_up_on_;
  Decimal quantity_;  ///< that `value_` was computed from
  Decimal value_;
  bool fresh_ = false;  ///< `value_` is that of quantity and price
};

}  // namespace dietz
