#include "calculations/lots_report.hpp"

#include "calculations/security_lots.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

void settle(LotMoney& money, const ConvertedAmount& cost, const ConvertedAmount& worth) {
  if (cost.known()) money.cost = cost.value;
  if (worth.known()) money.worth = worth.value;
  money.reason = cost.known() ? worth.missing : cost.missing;
  if (money.cost && money.worth) money.gain = working_sum(*money.worth, -*money.cost);
}

LotRow row_of(const Book& book, SecurityIndex security, const Lot& lot) {
  LotRow row;
  row.security = book.securities[security.at()].id;
  row.lot = std::string(lot.id);
  row.opened = lot.date;
  row.line = lot.line;
  row.quantity = lot.quantity;
  return row;
}

/// The same lots in one currency of the book.
class InCurrency {
 public:
  InCurrency(const MarketData& market, Currency currency, LotHistory history)
      : market_(market), currency_(currency), history_(std::move(history)) {}

  [[nodiscard]] const LotHistory& history() const { return history_; }

  [[nodiscard]] LotMoney of_open(SecurityIndex security, const Lot& lot, Date to) const {
    LotMoney money;
    money.currency = currency_;
    ConvertedAmount value;
    const Quote price = market_.price(security, to);
    const Quote rate = market_.rate(market_.price_currency(security), currency_, to);
    value.missing = price.reason != Reason::none ? price.reason : rate.reason;
    if (value.known()) value.value = converted(working_product(lot.quantity, price.value), rate);
    settle(money, lot.cost, value);
    return money;
  }
  [[nodiscard]] LotMoney of_closed(const ClosedLot& closed) const {
    LotMoney money;
    money.currency = currency_;
    settle(money, closed.lot.cost, closed.proceeds);
    return money;
  }

 private:
  const MarketData& market_;
  Currency currency_;
  LotHistory history_;
};

bool same_part(const ClosedLot& a, const ClosedLot& b) {
  return a.security == b.security && a.lot.id == b.lot.id && a.lot.quantity == b.lot.quantity && a.line == b.line;
}

class Builder {
 public:
  Builder(const Book& book, PortfolioIndex portfolio, const Policy& policy, DateRange range)
      : book_(book), portfolio_(portfolio), policy_(policy), range_(range), market_(book, policy, portfolio) {}

  Result<PortfolioLots> run() {
    const Portfolio& p = book_.portfolios[portfolio_.at()];
    lots_.id = p.id;
    lots_.currency = p.currency;
    auto own = in_currency(p.currency);
    if (!own.ok()) return std::move(own).error();
    own_ = *own;
    for (const OpenPosition& open : own_->history().ledger.open) {
      if (Status s = add_open(open); !s) return std::move(s).error();
    }
    for (std::size_t i = 0; i < own_->history().closed.size(); ++i) {
      if (Status s = add_closed(i); !s) return std::move(s).error();
    }
    if (Status s = add_realised(); !s) return std::move(s).error();
    add_totals();
    return std::move(lots_);
  }

 private:
  Result<const InCurrency*> in_currency(Currency currency) {
    const auto known = currencies_.find(currency.packed());
    if (known != currencies_.end()) return &known->second;
    auto history = lot_history(book_, market_, portfolio_, currency, policy_.lot_method, range_.to);
    if (!history.ok()) return std::move(history).error();
    return &currencies_.emplace(currency.packed(), InCurrency(market_, currency, *std::move(history))).first->second;
  }
  [[nodiscard]] bool is_foreign(SecurityIndex security) const {
    const Currency currency = market_.price_currency(security);
    return !currency.is_none() && currency != lots_.currency;
  }

  Status add_open(const OpenPosition& open) {
    const OpenPosition* local = nullptr;
    const InCurrency* local_side = nullptr;
    if (is_foreign(open.security)) {
      auto side = in_currency(market_.price_currency(open.security));
      if (!side.ok()) return std::move(side).error();
      local_side = *side;
      for (const OpenPosition& other : local_side->history().ledger.open) {
        if (other.security == open.security) local = &other;
      }
    }
    for (std::size_t i = 0; i < open.lots.size(); ++i) {
      const Lot& lot = open.lots[i];
      LotRow row = row_of(book_, open.security, lot);
      row.days = range_.to - lot.date;
      row.money = own_->of_open(open.security, lot, range_.to);
      const bool agrees = local != nullptr && i < local->lots.size() && local->lots[i].id == lot.id &&
                          local->lots[i].quantity == lot.quantity;
      if (agrees) row.local = local_side->of_open(open.security, local->lots[i], range_.to);
      lots_.open.push_back(std::move(row));
    }
    return Done{};
  }

  Status add_closed(std::size_t i) {
    const ClosedLot& part = own_->history().closed[i];
    if (part.closed <= range_.from) return Done{};
    LotRow row = row_of(book_, part.security, part.lot);
    row.closed = part.closed;
    row.booking = std::string(part.booking);
    row.closing_line = part.line;
    row.days = part.closed - part.lot.date;
    row.money = own_->of_closed(part);
    if (is_foreign(part.security)) {
      auto side = in_currency(market_.price_currency(part.security));
      if (!side.ok()) return std::move(side).error();
      const auto& others = (*side)->history().closed;
      if (i < others.size() && same_part(part, others[i])) row.local = (*side)->of_closed(others[i]);
    }
    lots_.closed.push_back(std::move(row));
    return Done{};
  }

  /// What was realised in the interval is what was realised up to its end without what was up to its beginning.
  Status add_realised() {
    auto before = open_lots(book_, market_, portfolio_, lots_.currency, policy_.lot_method, range_.from);
    if (!before.ok()) return std::move(before).error();
    std::map<SecurityIndex, ConvertedAmount> realised;
    for (const RealisedGain& r : own_->history().ledger.realised) realised[r.security] = r.gain;
    for (const RealisedGain& r : before->realised) realised[r.security] = sum_of(realised[r.security], negated(r.gain));
    std::map<SecurityIndex, ConvertedAmount> of_lots;
    for (const ClosedLot& part : own_->history().closed) {
      if (part.closed > range_.from)
        of_lots[part.security] = sum_of(of_lots[part.security], sum_of(part.proceeds, negated(part.lot.cost)));
    }
    for (const auto& [security, all] : realised) {
      const ConvertedAmount lots = of_lots[security];
      const ConvertedAmount other = sum_of(all, negated(lots));
      RealisedRow row{book_.securities[security.at()].id, {}, {}, all.missing};
      if (lots.known()) row.of_lots = lots.value;
      if (other.known()) row.other = other.value;
      const bool nothing = row.of_lots && row.other && row.of_lots->is_zero() && row.other->is_zero();
      if (!nothing) lots_.realised.push_back(std::move(row));
    }
    std::sort(lots_.realised.begin(), lots_.realised.end(),
              [](const RealisedRow& a, const RealisedRow& b) { return a.security < b.security; });
    return Done{};
  }

  void add_totals() {
    std::stable_sort(lots_.open.begin(), lots_.open.end(),
                     [](const LotRow& a, const LotRow& b) { return a.security < b.security; });
    const auto add = [](std::optional<Decimal>& sum, const std::optional<Decimal>& part) {
      sum = sum && part ? std::optional(working_sum(*sum, *part)) : std::nullopt;
    };
    lots_.cost = lots_.value = lots_.unrealised = lots_.realised_total = Decimal();
    for (const LotRow& row : lots_.open) {
      add(lots_.cost, row.money.cost);
      add(lots_.value, row.money.worth);
      add(lots_.unrealised, row.money.gain);
    }
    for (const RealisedRow& row : lots_.realised) {
      add(lots_.realised_total, row.of_lots);
      add(lots_.realised_total, row.other);
    }
  }

  const Book& book_;
  PortfolioIndex portfolio_;
  const Policy& policy_;
  DateRange range_;
  MarketData market_;
  std::map<std::uint32_t, InCurrency> currencies_;
  const InCurrency* own_ = nullptr;
  PortfolioLots lots_;
};

}  // namespace

Result<PortfolioLots> lots_of_portfolio(const Book& book, PortfolioIndex portfolio, const Policy& policy,
                                        DateRange range) try {
  return Builder(book, portfolio, policy, range).run();
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

}  // namespace dietz
