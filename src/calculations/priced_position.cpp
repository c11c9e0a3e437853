#include "calculations/priced_position.hpp"

#include "calculations/search_by_date.hpp"

#include <algorithm>

namespace dietz {

PricedPosition::PricedPosition(const MarketData& market, SecurityIndex security, Date date)
    : security_(security),
      currency_(market.price_currency(security)),
      closes_(&market.closes(security)),
      splits_(market.splits(security)) {
  next_close_ = static_cast<std::size_t>(first_after(*closes_, date) - closes_->begin());
}

void PricedPosition::look_up(const MarketData& market, Date date) {
  looked_up_on_ = date;
  fresh_ = false;
  const auto& closes = *closes_;
  while (next_close_ < closes.size() && closes[next_close_].date <= date) ++next_close_;
  next_date_ = next_close_ < closes.size() ? closes[next_close_].date : Date::max();
  const Price* last = next_close_ > 0 ? &closes[next_close_ - 1] : nullptr;
  if (last != nullptr && splits_.empty() && date - last->date <= market.stale_after_days()) {
    price_ = last->close;
    missing_ = Reason::none;
    quoted_on_ = last->date;
    return;
  }
  const Quote quote = market.price(security_, date);
  price_ = quote.value;
  missing_ = quote.reason;
  quoted_on_ = quote.quoted_on;
}

}  // namespace dietz
