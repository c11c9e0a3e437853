#pragma once

#include "support/cases.hpp"
#include "support/ledger.hpp"

#include <map>
#include <string>
#include <vector>

namespace dietz::test {

/// What a generated ledger may hold.
struct LedgerShape {
  int most_days = 30;
  bool flows_after_start = true;
  bool foreign = true;  ///< a second currency with its own cash, securities and rates
  bool splits = true;
  bool costs = true;  ///< fees and taxes, of trades and as rows
  bool trades = true;
  bool reorganisations = false;  ///< spin-offs and mergers between the securities that there are
};

/// One portfolio P with a deposit on its first day, long positions and cash never below 0, and a price and a rate known
/// on every day (some of them carried over). Amounts are of one magnitude a case, from 1e-9 to 1e12.
class GeneratedLedger {
 public:
  GeneratedLedger(Random& random, const LedgerShape& shape) : random_(random), shape_(shape) {
    magnitude_ = Decimal::from_parts(1, 9);
    for (int n = random.chance(1, 3) ? random.any(0, 18) : 9; n > 0; --n) magnitude_ = magnitude_ * Decimal(10);
    first = Ledger::date("2019-12-25") + random.any(0, 1600);
    last = first + (random.chance(1, 200) ? random.any(0, 400) : random.any(0, shape.most_days));
    ledger.add("portfolio P EUR");
    add_securities();
    balance(eur) = add(first, TransactionType::deposit, eur).amount = money(10'000, 10'000'000);
    for (Date d = first; d <= last; ++d) add_day(d);
    std::sort(ledger.book().transactions.begin(), ledger.book().transactions.end(), books_before);
  }

  Ledger ledger;
  Date first, last;
  const Currency eur = Ledger::currency("EUR");
  const Currency usd = Ledger::currency("USD");

  /// A positive amount of money of the case's magnitude, in cents of it.
  Decimal money(std::int64_t low, std::int64_t high) {
    return Decimal::from_parts(random_.between(low, high), 2) * magnitude_;
  }
  Transaction& add(Date date, TransactionType type, Currency currency, SecurityIndex security = SecurityIndex::none()) {
    Transaction& t = ledger.book().transactions.emplace_back();
    t.date = date;
    t.type = type;
    t.currency = currency;
    t.security = security;
    t.portfolio = PortfolioIndex{0};
    t.has_amount = true;
    t.line = ++line_;
    t.id = ledger.keep("t" + std::to_string(random_.below(1'000'000)) + "-" + std::to_string(line_));
    return t;
  }

 private:
  void add_securities() {
    const std::uint64_t count = shape_.trades ? random_.below(4) : 0;
    for (std::uint64_t i = 0; i < count; ++i) {
      const bool foreign = shape_.foreign && random_.chance(1, 3);
      ledger.add("security S" + std::to_string(i) + (foreign ? " USD" : " EUR"));
      closes_.push_back(Decimal::from_parts(random_.between(1, 100'000), 2));
      held_.emplace_back();
      add_close(SecurityIndex{static_cast<std::uint32_t>(i)}, first);
    }
    if (shape_.foreign) {
      ledger.book().fx.push_back({usd, eur, {}});
      add_rate(first);
    }
  }
  void add_close(SecurityIndex s, Date date) {
    ledger.book().prices[s.at()].closes.push_back({date, ++line_, closes_[s.at()]});
  }
  void add_rate(Date date) {
    ledger.book().fx[0].rates.push_back({date, ++line_, Decimal::from_parts(random_.between(5'000, 20'000), 4)});
  }

  void add_day(Date d) {
    for (std::size_t i = 0; i < closes_.size(); ++i) {
      const SecurityIndex s{static_cast<std::uint32_t>(i)};
      auto& closes = ledger.book().prices[i].closes;
      if (shape_.splits && d != first && random_.chance(1, 40)) split(d, s);
      const bool due = d - closes.back().date >= 9;
      if (d == first || (!due && random_.chance(1, 4))) continue;
      const Decimal moved = closes_[i] * Decimal::from_parts(random_.between(80, 125), 2);
      closes_[i] = std::max(moved.rounded(4), Decimal::from_parts(1, 4));
      add_close(s, d);
    }
    if (shape_.foreign && d != first && (d - ledger.book().fx[0].rates.back().date >= 9 || random_.chance(2, 3)))
      add_rate(d);
    if (shape_.reorganisations && closes_.size() > 1 && random_.chance(1, 8)) reorganise(d);
    for (std::uint64_t n = random_.chance(1, 30) ? random_.below(9) : random_.below(3); n > 0; --n) add_booking(d);
  }

  void split(Date d, SecurityIndex s) {
    Transaction& t = add(d, TransactionType::split, eur, s);
    t.ratio = random_.pick({Decimal(2), Decimal(4), Decimal::from_parts(5, 1)});
    closes_[s.at()] = std::max((closes_[s.at()] * Decimal::from_parts(random_.pick({50, 25}), 2)).rounded(4),
                               Decimal::from_parts(1, 4));
    held_[s.at()] = held_[s.at()] * t.ratio;
  }

  /// After the day's splits, as it is booked; sales of the day come later.
  void reorganise(Date d) {
    const std::size_t from = random_.below(closes_.size());
    const std::size_t to = (from + 1 + random_.below(closes_.size() - 1)) % closes_.size();
    if (held_[from].is_zero()) return;
    const bool merger = random_.chance(1, 2);
    Transaction& t = add(d, merger ? TransactionType::merger : TransactionType::spin_off, eur,
                         SecurityIndex{static_cast<std::uint32_t>(from)});
    t.new_security = SecurityIndex{static_cast<std::uint32_t>(to)};
    t.currency = ledger.book().securities[from].currency;
    t.has_amount = false;
    if (random_.chance(1, 2)) {
      t.ratio = random_.pick({Decimal(1), Decimal(2), Decimal::from_parts(25, 2)});
    } else {
      t.quantity = Decimal::from_parts(random_.between(1, 1000), random_.any(0U, 3U)) * magnitude_;
      t.has_quantity = true;
    }
    held_[to] += t.ratio.is_zero() ? t.quantity : held_[from] * t.ratio;
    if (!merger) return;
    held_[from] = Decimal();
    if (!random_.chance(1, 2)) return;
    t.has_amount = true;
    t.amount = money(100, 10'000);
    t.fees = cost(50);
    t.taxes = cost(50);
    balance(t.currency) += t.amount - t.fees - t.taxes;
  }

  Decimal cost(std::int64_t most) { return shape_.costs && random_.chance(1, 3) ? money(0, most) : Decimal(); }

  void add_booking(Date d) {
    const Currency currency = shape_.foreign && random_.chance(1, 4) ? usd : eur;
    switch (random_.below(shape_.trades && !closes_.empty() ? 8 : 4)) {
      case 0: {
        if (!shape_.flows_after_start) return;
        const bool in = random_.chance(2, 3);
        const Decimal amount = money(1, 100'000);
        if (!in && balance(currency) < amount) return;
        add(d, in ? TransactionType::deposit : TransactionType::withdrawal, currency).amount = amount;
        balance(currency) += in ? amount : -amount;
        return;
      }
      case 1: {
        Transaction& t = add(d, TransactionType::interest, currency);
        t.amount = money(100, 2'000);
        t.taxes = cost(90);
        balance(currency) += t.amount - t.taxes;
        return;
      }
      case 2: {
        const Decimal amount = money(1, 1'000);
        if (!shape_.costs || balance(currency) < amount) return;
        add(d, random_.chance(1, 3) ? TransactionType::tax : TransactionType::fee, currency).amount = amount;
        balance(currency) -= amount;
        return;
      }
      case 3: {
        if (!shape_.foreign || balance(eur) < money(10'000, 10'000)) return;
        Transaction& t = add(d, TransactionType::exchange, eur);
        t.amount = money(100, 10'000);
        t.bought_currency = usd;
        t.quantity = t.amount * Decimal::from_parts(11, 1);
        balance(eur) -= t.amount;
        balance(usd) += t.quantity;
        return;
      }
      default:
        return trade(d);
    }
  }

  void trade(Date d) {
    const SecurityIndex s{static_cast<std::uint32_t>(random_.below(closes_.size()))};
    const Currency currency = ledger.book().securities[s.at()].currency;
    const Decimal quantity = Decimal::from_parts(random_.between(1, 1000), random_.any(0U, 3U)) * magnitude_;
    const Decimal amount = quantity * closes_[s.at()] * Decimal::from_parts(random_.between(98, 102), 2);
    const std::uint64_t kind = random_.below(5);
    const Decimal fees = cost(50);
    const bool sells = kind == 1 || kind == 2;
    if (sells && held_[s.at()] < quantity) return;
    if (kind == 0 && balance(currency) < amount + fees) return;
    constexpr TransactionType types[] = {TransactionType::buy, TransactionType::sell, TransactionType::transfer_out,
                                         TransactionType::transfer_in, TransactionType::dividend};
    if ((kind == 2 || kind == 3) && !shape_.flows_after_start) return;
    Transaction& t = add(d, types[kind], currency, s);
    t.quantity = quantity;
    t.has_quantity = true;
    t.amount = kind == 4 ? money(100, 3'000) : amount;
    if (kind == 2 || kind == 3) {
      t.has_amount = random_.chance(1, 2);
      if (!t.has_amount) t.amount = Decimal();
    } else {
      t.fees = kind == 1 ? std::min(fees, amount) : kind == 4 ? Decimal() : fees;
    }
    held_[s.at()] += kind == 0 || kind == 3 ? quantity : sells ? -quantity : Decimal();
    if (kind == 0) balance(currency) -= amount + t.fees;
    if (kind == 1) balance(currency) += amount - t.fees;
    if (kind == 4) balance(currency) += t.amount;
  }

  Decimal& balance(Currency currency) { return cash_[currency]; }

  Random& random_;
  LedgerShape shape_;
  Decimal magnitude_;
  std::vector<Decimal> closes_, held_;
  std::map<Currency, Decimal> cash_;
  std::uint32_t line_ = 0;
};

}  // namespace dietz::test
