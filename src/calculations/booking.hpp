#pragma once

#include "calculations/valuation.hpp"
#include "model/book.hpp"

#include <algorithm>
#include <span>
#include <vector>

namespace dietz {

/// What one transaction does to positions and cash. A buy pays amount + fees + taxes, a sale or income brings
/// amount − fees − taxes, a deposit or withdrawal moves its amount, a split multiplies the position.
struct BookingEffect {
  SecurityIndex security;     ///< none: no position changes
  Decimal quantity_change;    ///< signed
  Decimal split_ratio;        ///< 0: no split
  bool gives_up_all = false;  ///< of a merger: nothing of `security` is left
  SecurityIndex received;     ///< of a spin_off or merger: what comes for what is held
  Decimal received_ratio;     ///< units of `received` for one held; 0: `received_quantity` says it
  Decimal received_quantity;
  Decimal cash_change;             ///< signed, in the transaction's currency
  Decimal bought_currency_amount;  ///< of an exchange: what comes in, in its bought_currency
};
[[nodiscard]] BookingEffect effect_of(const Transaction& transaction);
/// The units of `effect.received` that come to who holds `held` of `effect.security`; who is short owes them.
[[nodiscard]] Decimal received_units(const BookingEffect& effect, const Decimal& held);

/// Positions and cash of a portfolio at a moment, in the order in which they were opened; what comes to zero is closed.
struct Account {
  std::vector<Holding> holdings;
  std::vector<CashBalance> cash;

  /// Exact; throws DecimalOverflow.
  void apply(const Transaction& transaction);
  /// 0 for what isn't held.
  [[nodiscard]] Decimal held(SecurityIndex security) const;

 private:
  void receive(const BookingEffect& effect);
  void change_holding(SecurityIndex security, const BookingEffect& effect);
  void change_balance(Currency currency, const Decimal& change);
};

/// The transactions of a portfolio within a book's, which are in booking order.
[[nodiscard]] std::span<const Transaction> transactions_of(const Book& book, PortfolioIndex portfolio);

/// The totals that a custodian states for a portfolio, by date.
[[nodiscard]] std::span<const Valuation> valuations_of(const Book& book, PortfolioIndex portfolio);

/// Those of a portfolio's facts (in order of date) that are dated after `after` up to `to`.
template <class Fact>
[[nodiscard]] std::span<const Fact> dated_between(std::span<const Fact> facts, Date after, Date to) {
  const auto by = [](Date date) { return [date](const Fact& fact) { return fact.date <= date; }; };
  const auto first = std::partition_point(facts.begin(), facts.end(), by(after));
  return {first, std::partition_point(first, facts.end(), by(to))};
}

/// True for a portfolio that up to `to` is known by its custodian's totals alone, so that days between them have no
/// value.
[[nodiscard]] bool valued_by_custodian_only(const Book& book, PortfolioIndex portfolio, Date to);

}  // namespace dietz
