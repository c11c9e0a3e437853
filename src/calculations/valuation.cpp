#include "calculations/valuation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace dietz {
namespace {

/// Positions and cash at a moment.
struct Account {
  std::vector<Holding> holdings;
  std::vector<CashBalance> cash;

  Decimal& quantity(SecurityIndex security) {
    for (Holding& h : holdings) {
      if (h.security == security) return h.quantity;
    }
    return holdings.emplace_back(Holding{security, {}}).quantity;
  }
  Decimal& balance(Currency currency) {
    for (CashBalance& c : cash) {
      if (c.currency == currency) return c.amount;
    }
    return cash.emplace_back(CashBalance{currency, {}}).amount;
  }
};

/// What a transaction does to positions and cash, and what it means.
class Booking {
 public:
  Booking(Account& account, const Transaction& t) : account_(account), t_(t) {}

  void apply() {
    const Decimal costs = t_.fees + t_.taxes;
    switch (t_.type) {
      case TransactionType::deposit:
        cash(t_.amount - costs);
        break;
      case TransactionType::withdrawal:
        cash(-(t_.amount + costs));
        break;
      case TransactionType::buy:
      case TransactionType::cover:
        trade(t_.quantity, -(t_.amount + costs));
        break;
      case TransactionType::sell:
      case TransactionType::short_sale:
        trade(-t_.quantity, t_.amount - costs);
        break;
      case TransactionType::dividend:
      case TransactionType::interest:
      case TransactionType::return_of_capital:
        cash(t_.amount - costs);
        break;
      case TransactionType::fee:
      case TransactionType::tax:
        cash(-(t_.amount + costs));
        break;
      case TransactionType::transfer_in:
        transfer(Decimal(1), -costs);
        break;
      case TransactionType::transfer_out:
        transfer(Decimal(-1), -costs);
        break;
      case TransactionType::exchange:
        cash(-(t_.amount + costs));
        account_.balance(t_.bought_currency) += t_.quantity;
        break;
      case TransactionType::split: {
        Decimal& held = account_.quantity(t_.security);
        held = held * t_.ratio;
        break;
      }
      case TransactionType::stock_dividend:
        account_.quantity(t_.security) += t_.quantity;
        if (!costs.is_zero()) cash(-costs);
        break;
      case TransactionType::adjustment:
        if (!t_.security.is_none()) account_.quantity(t_.security) += t_.quantity;
        if (t_.security.is_none()) cash(t_.amount - costs);
        break;
      case TransactionType::spin_off:
      case TransactionType::merger:
        break;
    }
  }

 private:
  void cash(const Decimal& change) { account_.balance(t_.currency) += change; }
  void trade(const Decimal& quantity, const Decimal& change) {
    account_.quantity(t_.security) += quantity;
    cash(change);
  }
  void transfer(const Decimal& direction, const Decimal& costs) {
    if (t_.security.is_none()) {
      cash(direction * t_.amount + costs);
    } else {
      account_.quantity(t_.security) += direction * t_.quantity;
      if (!costs.is_zero()) cash(costs);
    }
  }

  Account& account_;
  const Transaction& t_;
};

/// Fills one day: meaning of its transactions, currency gain, value.
class DayAccounting {
 public:
  DayAccounting(const Book& book, const MarketData& market, Currency currency, PortfolioDay& day)
      : book_(book), market_(market), currency_(currency), day_(day) {}

  /// amount × rate of the day; a missing rate leaves the day without value.
  Decimal in_currency(const Decimal& amount, Currency from) {
    if (amount.is_zero()) return {};
    const Quote rate = market_.rate(from, currency_, day_.date);
    if (rate.reason != Reason::none) {
      miss(rate.reason, "rate " + from.code() + "-" + currency_.code());
      return {};
    }
    return working_product(amount, rate.value);
  }

  void account(const Transaction& t, bool internal) {
    const auto add = [this, &t](Decimal& sum, const Decimal& amount) {
      sum = working_sum(sum, in_currency(amount, t.currency));
    };
    add(day_.fees, t.fees);
    add(day_.taxes, t.taxes);
    switch (t.type) {
      case TransactionType::deposit:
        add(day_.flows_in, t.amount);
        break;
      case TransactionType::withdrawal:
        add(day_.flows_out, t.amount);
        break;
      case TransactionType::transfer_in:
        if (!internal) day_.flows_in = working_sum(day_.flows_in, transferred(t));
        break;
      case TransactionType::transfer_out:
        if (!internal) day_.flows_out = working_sum(day_.flows_out, transferred(t));
        break;
      case TransactionType::dividend:
      case TransactionType::interest:
        add(day_.income, t.amount);
        break;
      case TransactionType::fee:
        add(day_.fees, t.amount);
        add(day_.fee_rows, t.amount);
        break;
      case TransactionType::tax:
        add(day_.taxes, t.amount);
        break;
      default:
        break;
    }
  }

  void value(const Account& account) {
    Decimal total;
    for (const Holding& h : account.holdings) {
      if (h.quantity.is_zero()) continue;
      const Quote price = market_.price(h.security, day_.date);
      if (price.reason != Reason::none) {
        miss(price.reason, "price of " + book_.securities[h.security.at()].id);
        continue;
      }
      total =
          working_sum(total, in_currency(working_product(h.quantity, price.value), market_.price_currency(h.security)));
    }
    for (const CashBalance& c : account.cash) total = working_sum(total, in_currency(c.amount, c.currency));
    if (day_.missing == Reason::none) day_.value = total;
  }

  /// Yesterday's holding at today's price × (today's rate − yesterday's).
  void currency_gain(const Account& yesterday) {
    for (const Holding& h : yesterday.holdings) {
      const Currency currency = market_.price_currency(h.security);
      if (h.quantity.is_zero() || currency == currency_) continue;
      const Quote price = market_.price(h.security, day_.date);
      if (price.reason != Reason::none) continue;
      Decimal held = h.quantity;
      for (const SplitEvent& split : market_.splits(h.security)) {
        if (split.date == day_.date) held = working_product(held, split.ratio);
      }
      revalue(working_product(held, price.value), currency);
    }
    for (const CashBalance& c : yesterday.cash) {
      if (!c.amount.is_zero() && c.currency != currency_) revalue(c.amount, c.currency);
    }
  }

 private:
  Decimal transferred(const Transaction& t) {
    if (t.security.is_none() || t.has_amount) return in_currency(t.amount, t.currency);
    const Quote price = market_.price(t.security, day_.date);
    if (price.reason != Reason::none) {
      miss(price.reason, "price of " + book_.securities[t.security.at()].id);
      return {};
    }
    return in_currency(working_product(t.quantity, price.value), market_.price_currency(t.security));
  }

  void revalue(const Decimal& amount, Currency from) {
    const Quote today = market_.rate(from, currency_, day_.date);
    const Quote before = market_.rate(from, currency_, day_.date - 1);
    if (today.reason != Reason::none || before.reason != Reason::none) return;
    const Decimal change = working_sum(today.value, -before.value);
    day_.currency_gain = working_sum(day_.currency_gain, working_product(amount, change));
  }

  void miss(Reason reason, std::string what) {
    if (day_.missing != Reason::none) return;
    day_.missing = reason;
    day_.missing_what = std::move(what);
  }

  const Book& book_;
  const MarketData& market_;
  Currency currency_;
  PortfolioDay& day_;
};

std::span<const Transaction> transactions_of(const Book& book, PortfolioIndex portfolio) {
  const auto [first, last] =
      std::equal_range(book.transactions.begin(), book.transactions.end(), portfolio, [](const auto& a, const auto& b) {
        if constexpr (std::is_same_v<std::decay_t<decltype(a)>, Transaction>) {
          return a.portfolio < b;
        } else {
          return a < b.portfolio;
        }
      });
  return {first, last};
}

const Valuation* custodian_value(const Book& book, PortfolioIndex portfolio, Date date) {
  const auto found = std::lower_bound(book.valuations.begin(), book.valuations.end(), std::pair(portfolio, date),
                                      [](const Valuation& v, const std::pair<PortfolioIndex, Date>& key) {
                                        return std::pair(v.portfolio, v.date) < key;
                                      });
  const bool hit = found != book.valuations.end() && found->portfolio == portfolio && found->date == date;
  return hit ? &*found : nullptr;
}

/// True for a portfolio that is known by its custodian's totals alone.
bool valued_by_custodian_only(const Book& book, PortfolioIndex portfolio, std::span<const Transaction> bookings) {
  const bool has_totals = std::any_of(book.valuations.begin(), book.valuations.end(),
                                      [portfolio](const Valuation& v) { return v.portfolio == portfolio; });
  return has_totals &&
         std::none_of(bookings.begin(), bookings.end(), [](const Transaction& t) { return !t.security.is_none(); });
}

Error unsupported(const Transaction& t) {
  return {ErrorKind::invalid,
          {{{std::string(file_name_of(BookFile::transactions)), t.line, "type"},
            std::string(name_of(t.type)) + " is unsupported: book it as transfers of securities"}}};
}

}  // namespace

InternalTransfers internal_transfers(const Book& book, std::span<const PortfolioIndex> scope) {
  InternalTransfers internal(book.transactions.size(), false);
  using Key = std::tuple<Date, SecurityIndex, std::string, std::uint32_t>;
  std::map<Key, std::vector<std::size_t>> incoming;
  const auto in_scope = [scope](PortfolioIndex p) { return std::find(scope.begin(), scope.end(), p) != scope.end(); };
  const auto key_of = [](const Transaction& t) -> Key {
    if (!t.security.is_none()) return {t.date, t.security, t.quantity.to_string(), 0};
    return {t.date, t.security, t.amount.to_string(), t.currency.packed()};
  };
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    if (t.type == TransactionType::transfer_in && in_scope(t.portfolio)) incoming[key_of(t)].push_back(i);
  }
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    if (t.type != TransactionType::transfer_out || !in_scope(t.portfolio)) continue;
    const auto candidates = incoming.find(key_of(t));
    if (candidates == incoming.end()) continue;
    for (const std::size_t other : candidates->second) {
      if (internal[other] || book.transactions[other].portfolio == t.portfolio) continue;
      internal[i] = internal[other] = true;
      break;
    }
  }
  return internal;
}

Result<PortfolioHistory> replay(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                                Date first, Date to, const InternalTransfers& internal) try {
  const auto bookings = transactions_of(book, portfolio);
  const bool custodian_only = valued_by_custodian_only(book, portfolio, bookings);
  const auto offset = static_cast<std::size_t>(bookings.data() - book.transactions.data());
  PortfolioHistory history;
  Account account;
  std::size_t next = 0;
  for (Date date = first; date <= to; ++date) {
    PortfolioDay& day = history.days.emplace_back();
    day.date = date;
    DayAccounting accounting(book, market, currency, day);
    accounting.currency_gain(account);
    for (; next < bookings.size() && bookings[next].date <= date; ++next) {
      const Transaction& t = bookings[next];
      if (t.type == TransactionType::spin_off || t.type == TransactionType::merger) return unsupported(t);
      accounting.account(t, !internal.empty() && internal[offset + next]);
      Booking(account, t).apply();
    }
    if (const Valuation* total = custodian_value(book, portfolio, date)) {
      day.value = accounting.in_currency(total->value, book.portfolios[portfolio.at()].currency);
    } else if (custodian_only) {
      day.missing = Reason::insufficient_data;
      day.missing_what = "valuation";
    } else {
      accounting.value(account);
    }
  }
  std::erase_if(account.holdings, [](const Holding& h) { return h.quantity.is_zero(); });
  std::erase_if(account.cash, [](const CashBalance& c) { return c.amount.is_zero(); });
  history.holdings = std::move(account.holdings);
  history.cash = std::move(account.cash);
  return history;
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("portfolio " + book.portfolios[portfolio.at()].id + ": " + overflow.what());
}

std::vector<ValuedDay> valued_days(std::span<const PortfolioDay> days, FlowTiming timing) {
  std::vector<ValuedDay> out;
  out.reserve(days.size());
  for (const PortfolioDay& day : days) {
    ValuedDay& valued = out.emplace_back();
    valued.date = day.date;
    valued.value = day.value;
    valued.missing = day.missing;
    add_flow(valued, day.flows_in, timing);
    add_flow(valued, -day.flows_out, timing);
  }
  return out;
}

}  // namespace dietz
