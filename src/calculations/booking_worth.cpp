#include "calculations/booking_worth.hpp"

#include "calculations/booking.hpp"
#include "calculations/security_lots.hpp"

namespace dietz {
namespace {

ConvertedAmount unknown(const Quote& quote, Date date) {
  ConvertedAmount amount;
  amount.missing = quote.reason;
  amount.missing_on = date;
  return amount;
}

}  // namespace

ConvertedAmount BookingWorth::in_currency(const Decimal& amount, Currency from, Date date) {
  ConvertedAmount converted;
  if (amount.is_zero()) return converted;
  if (from == rates_.to()) {
    converted.value = amount;
    return converted;
  }
  const Quote& rate = rates_.from(from, date);
  if (rate.reason != Reason::none) return unknown(rate, date);
  converted.value = dietz::converted(amount, rate);
  return converted;
}

ConvertedAmount BookingWorth::transferred(const Transaction& t, const Decimal& direction) {
  const ConvertedAmount costs = in_currency(t.fees + t.taxes, t.currency, t.date);
  if (t.has_amount) return sum_of(in_currency(direction * t.amount, t.currency, t.date), costs);
  return sum_of(value_of(t.security, direction * t.quantity, t.date), costs);
}

ReorganisationWorth BookingWorth::reorganised(const Transaction& t, const Decimal& held) {
  return {in_currency(t.amount - t.fees - t.taxes, t.currency, t.date), value_of(t.security, held, t.date),
          value_of(t.new_security, received_units(effect_of(t), held), t.date)};
}

ConvertedAmount BookingWorth::value_of(SecurityIndex security, const Decimal& quantity, Date date) {
  const Quote price = market_.price(security, date);
  if (price.reason != Reason::none) return unknown(price, date);
  return in_currency(working_product(quantity, price.value), market_.price_currency(security), date);
}

}  // namespace dietz
