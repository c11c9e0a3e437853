#include "calculations/booking.hpp"

#include <algorithm>

namespace dietz {
namespace {

Decimal signed_by(bool in, const Decimal& amount) { return in ? amount : -amount; }

BookingEffect transfer(const Transaction& t, bool in, const Decimal& costs) {
  BookingEffect effect;
  if (t.security.is_none()) {
    effect.cash_change = signed_by(in, t.amount) - costs;
  } else {
    effect.security = t.security;
    effect.quantity_change = signed_by(in, t.quantity);
    effect.cash_change = -costs;
  }
  return effect;
}

BookingEffect trade(const Transaction& t, bool in, const Decimal& costs) {
  BookingEffect effect;
  effect.security = t.security;
  effect.quantity_change = signed_by(in, t.quantity);
  effect.cash_change = signed_by(!in, t.amount) - costs;
  return effect;
}

BookingEffect adjustment(const Transaction& t, const Decimal& costs) {
  BookingEffect effect;
  if (t.security.is_none()) {
    effect.cash_change = t.amount - costs;
  } else {
    effect.security = t.security;
    effect.quantity_change = t.quantity;
  }
  return effect;
}

BookingEffect reorganisation(const Transaction& t, const Decimal& costs) {
  BookingEffect effect;
  effect.security = t.security;
  if (t.type == TransactionType::spin_off && t.new_security.is_none()) {
    effect.quantity_change = t.quantity;
    return effect;
  }
  effect.gives_up_all = t.type == TransactionType::merger;
  effect.cash_change = t.amount - costs;
  effect.received = t.new_security;
  effect.received_ratio = t.ratio;
  effect.received_quantity = t.quantity;
  return effect;
}

BookingEffect cash_only(const Decimal& change) {
  BookingEffect effect;
  effect.cash_change = change;
  return effect;
}

}  // namespace

BookingEffect effect_of(const Transaction& t) {
  const Decimal costs = t.fees + t.taxes;
  switch (t.type) {
    case TransactionType::deposit:
    case TransactionType::dividend:
    case TransactionType::interest:
    case TransactionType::return_of_capital:
      return cash_only(t.amount - costs);
    case TransactionType::withdrawal:
    case TransactionType::fee:
    case TransactionType::tax:
      return cash_only(-(t.amount + costs));
    case TransactionType::buy:
    case TransactionType::cover:
      return trade(t, true, costs);
    case TransactionType::sell:
    case TransactionType::short_sale:
      return trade(t, false, costs);
    case TransactionType::transfer_in:
      return transfer(t, true, costs);
    case TransactionType::transfer_out:
      return transfer(t, false, costs);
    case TransactionType::exchange: {
      BookingEffect effect = cash_only(-(t.amount + costs));
      effect.bought_currency_amount = t.quantity;
      return effect;
    }
    case TransactionType::split: {
      BookingEffect effect;
      effect.security = t.security;
      effect.split_ratio = t.ratio;
      return effect;
    }
    case TransactionType::stock_dividend: {
      BookingEffect effect = cash_only(-costs);
      effect.security = t.security;
      effect.quantity_change = t.quantity;
      return effect;
    }
    case TransactionType::adjustment:
      return adjustment(t, costs);
    case TransactionType::spin_off:
    case TransactionType::merger:
      return reorganisation(t, costs);
  }
  return {};
}

Decimal received_units(const BookingEffect& effect, const Decimal& held) {
  if (!effect.received_ratio.is_zero()) return held * effect.received_ratio;
  return signed_by(!held.is_negative(), effect.received_quantity);
}

void Account::change_holding(SecurityIndex security, const BookingEffect& effect) {
  const auto found =
      std::find_if(holdings.begin(), holdings.end(), [security](const Holding& h) { return h.security == security; });
  if (found == holdings.end()) {
    if (!effect.quantity_change.is_zero()) holdings.push_back({security, effect.quantity_change});
    return;
  }
  if (effect.gives_up_all) found->quantity = Decimal();
  if (!effect.split_ratio.is_zero()) found->quantity = found->quantity * effect.split_ratio;
  if (!effect.quantity_change.is_zero()) found->quantity += effect.quantity_change;
  if (found->quantity.is_zero()) holdings.erase(found);
}

Decimal Account::held(SecurityIndex security) const {
  const auto found =
      std::find_if(holdings.begin(), holdings.end(), [security](const Holding& h) { return h.security == security; });
  return found == holdings.end() ? Decimal() : found->quantity;
}

void Account::receive(const BookingEffect& effect) {
  BookingEffect received;
  received.quantity_change = received_units(effect, held(effect.security));
  change_holding(effect.received, received);
}

void Account::change_balance(Currency currency, const Decimal& change) {
  if (change.is_zero()) return;
  const auto found =
      std::find_if(cash.begin(), cash.end(), [currency](const CashBalance& c) { return c.currency == currency; });
  if (found == cash.end()) {
    cash.push_back({currency, change});
    return;
  }
  found->amount += change;
  if (found->amount.is_zero()) cash.erase(found);
}

void Account::apply(const Transaction& t) {
  const BookingEffect effect = effect_of(t);
  if (!effect.received.is_none()) receive(effect);
  if (!effect.security.is_none()) change_holding(effect.security, effect);
  change_balance(t.currency, effect.cash_change);
  change_balance(t.bought_currency, effect.bought_currency_amount);
}

namespace {

template <class Fact>
std::span<const Fact> of_portfolio(const std::vector<Fact>& facts, PortfolioIndex portfolio) {
  const auto first = std::partition_point(facts.begin(), facts.end(),
                                          [portfolio](const Fact& fact) { return fact.portfolio < portfolio; });
  const auto last =
      std::partition_point(first, facts.end(), [portfolio](const Fact& fact) { return fact.portfolio == portfolio; });
  return {first, last};
}

}  // namespace

std::span<const Transaction> transactions_of(const Book& book, PortfolioIndex portfolio) {
  return of_portfolio(book.transactions, portfolio);
}

std::span<const Valuation> valuations_of(const Book& book, PortfolioIndex portfolio) {
  return of_portfolio(book.valuations, portfolio);
}

bool valued_by_custodian_only(const Book& book, PortfolioIndex portfolio, Date to) {
  const auto totals = valuations_of(book, portfolio);
  if (totals.empty() || totals.front().date > to) return false;
  const auto bookings = transactions_of(book, portfolio);
  return std::none_of(bookings.begin(), bookings.end(),
                      [to](const Transaction& t) { return t.date <= to && !t.security.is_none(); });
}

}  // namespace dietz
