#include "calculations/booking_worth.hpp"

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
  const Quote price = market_.price(t.security, t.date);
  if (price.reason != Reason::none) return unknown(price, t.date);
  const Decimal value = working_product(direction * t.quantity, price.value);
  return sum_of(in_currency(value, market_.price_currency(t.security), t.date), costs);
}

}  // namespace dietz
