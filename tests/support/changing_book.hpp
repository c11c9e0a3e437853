#pragma once

#include "calculations/incremental_valuation.hpp"
#include "support/cases.hpp"
#include "support/ledger.hpp"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

namespace dietz::test {

/// A book of three portfolios in three currencies over half a year that is inserted into, corrected and deleted from at
/// random, whatever sense that makes: shorts, overdrafts, missing and stale prices and rates, totals, splits on raw and
/// adjusted prices, lots that aren't there. Tells what it changed as IncrementalValuation wants to hear it.
class ChangingBook {
 public:
  explicit ChangingBook(Random& random) : random_(random) {
    ledger_.add(R"(portfolio P EUR
                   portfolio Q USD
                   portfolio R EUR
                   security RAW EUR
                   security FAR USD
                   security ADJ USD split_adjusted
                   security NIL JPY)");
    for (const auto& [base, quote] : pairs) {
      book().fx.push_back({Ledger::currency(base), Ledger::currency(quote), {}});
    }
    Policy& policy = book().policy;
    policy.stale_after_days = random.any(1, 12);
    policy.missing_price = random.chance(1, 3) ? MissingPrice::last_transaction : MissingPrice::last_known;
    policy.lot_method =
        random.pick({LotMethod::fifo, LotMethod::lifo, LotMethod::hifo, LotMethod::average, LotMethod::specific});
    policy.flow_timing = random.pick({FlowTiming::inflow_start_outflow_end, FlowTiming::start, FlowTiming::end});
    first = Ledger::date("2023-12-20") + random.any(0, 70);
    for (int n = random.any(0, 60); n > 0; --n) (void)insert();
    changes_.clear();
  }

  [[nodiscard]] Book& book() { return ledger_.book(); }
  Date first;

  /// Changes some facts, and says which.
  std::vector<FactChange> change() {
    changes_.clear();
    for (int n = random_.any(0, 4); n > 0; --n) {
      switch (random_.below(4)) {
        case 0:
        case 1:
          insert();
          break;
        case 2:
          remove();
          break;
        default:  // a correction: out and in again, with something else in it
          remove();
          insert();
      }
    }
    return changes_;
  }

  /// Facts of the days that came.
  std::vector<FactChange> new_days(Date from, Date to) {
    changes_.clear();
    for (Date date = from; date <= to; ++date) {
      for (std::uint64_t n = random_.below(4); n > 0; --n) insert_on(date);
    }
    return changes_;
  }

 private:
  static constexpr std::pair<const char*, const char*> pairs[] = {
      {"USD", "EUR"}, {"EUR", "USD"}, {"EUR", "JPY"}, {"JPY", "CHF"}};

  Decimal number(std::int64_t low, std::int64_t high) {
    return Decimal::from_parts(random_.between(low, high), random_.any(0U, 4U));
  }

  void insert() { insert_on(first + random_.any(-40, 140)); }

  void insert_on(Date date) {
    switch (random_.below(10)) {
      case 0:
      case 1:
      case 2:
        return insert_price(date);
      case 3:
        return insert_rate(date);
      case 4:
        if (random_.chance(1, 3)) return insert_total(date);
        [[fallthrough]];
      default:
        return insert_transaction(date);
    }
  }

  void insert_price(Date date) {
    const SecurityIndex security{static_cast<std::uint32_t>(random_.below(random_.chance(1, 12) ? 4 : 3))};
    put(book().prices[security.at()].closes, Price{date, ++line_, number(0, 9'999)});
    changed(BookFile::prices, date).security = security;
  }

  void insert_rate(Date date) {
    FxSeries& series = book().fx[random_.below(random_.chance(1, 6) ? 4 : 1)];
    put(series.rates, FxRate{date, ++line_, number(1, 9'999)});
    FactChange& change = changed(BookFile::fx, date);
    change.base = series.base;
    change.quote = series.quote;
  }

  /// In order of date, one a day.
  template <class Entry>
  static void put(std::vector<Entry>& entries, Entry entry) {
    const auto at = std::lower_bound(entries.begin(), entries.end(), entry.date,
                                     [](const Entry& e, Date date) { return e.date < date; });
    if (at != entries.end() && at->date == entry.date) {
      *at = std::move(entry);
    } else {
      entries.insert(at, std::move(entry));
    }
  }

  void insert_total(Date date) {
    const PortfolioIndex portfolio{static_cast<std::uint32_t>(random_.chance(1, 4) ? random_.below(3) : 2)};
    auto& totals = book().valuations;
    const auto at =
        std::lower_bound(totals.begin(), totals.end(), std::pair(portfolio, date),
                         [](const Valuation& v, const auto& key) { return std::pair(v.portfolio, v.date) < key; });
    const Valuation total{portfolio, date, ++line_, number(0, 9'999)};
    if (at != totals.end() && at->portfolio == portfolio && at->date == date) {
      *at = total;
    } else {
      totals.insert(at, total);
    }
    changed(BookFile::valuations, date).portfolio = portfolio;
  }

  void insert_transaction(Date date) {
    using Type = TransactionType;
    Transaction t;
    t.date = date;
    // R is mostly cash, so that it may be known by its totals alone.
    t.portfolio = PortfolioIndex{static_cast<std::uint32_t>(random_.below(3))};
    const bool cash_only = random_.chance(1, 2) || (t.portfolio.at() == 2 && !random_.chance(1, 30));
    t.type = cash_only
                 ? random_.pick({Type::deposit, Type::withdrawal, Type::interest, Type::fee, Type::tax,
                                 Type::transfer_in, Type::transfer_out, Type::exchange, Type::adjustment})
                 : random_.pick({Type::buy, Type::buy, Type::sell, Type::short_sale, Type::cover, Type::transfer_in,
                                 Type::transfer_out, Type::split, Type::stock_dividend, Type::return_of_capital,
                                 Type::dividend, Type::adjustment, Type::spin_off, Type::merger});
    t.currency = Ledger::currency(random_.pick({"EUR", "EUR", "USD", "JPY"}));
    if (!cash_only) {
      t.security = SecurityIndex{static_cast<std::uint32_t>(random_.below(4))};
      if (random_.chance(2, 3)) t.currency = book().securities[t.security.at()].currency;
    }
    fill_in(t);
    if (random_.chance(1, 8)) mirror_a_transfer(t);
    t.line = ++line_;
    t.id = ledger_.keep("t" + std::to_string(random_.below(1'000'000)) + "-" + std::to_string(line_));
    auto& all = book().transactions;
    all.insert(std::upper_bound(all.begin(), all.end(), t, books_before), t);
    tell(t);
  }

  void fill_in(Transaction& t) {
    t.has_amount = t.security.is_none() || random_.chance(3, 4);
    t.amount = t.has_amount ? number(0, 9'999) : Decimal();
    if (t.type == TransactionType::split) t.ratio = random_.pick({Decimal(2), Decimal(3), Decimal::from_parts(5, 1)});
    if (t.type == TransactionType::spin_off || t.type == TransactionType::merger) reorganise(t);
    if (t.type == TransactionType::exchange) t.bought_currency = Ledger::currency(random_.pick({"EUR", "USD", "JPY"}));
    if (!t.security.is_none() || t.type == TransactionType::exchange) t.quantity = number(0, 99);
    t.has_price = random_.chance(1, 3);
    if (t.has_price) t.price = number(1, 999);
    if (random_.chance(1, 4)) t.fees = number(0, 9);
    if (random_.chance(1, 6)) t.taxes = number(0, 9);
    // Transfers pair more often than chance would have it.
    if (random_.chance(1, 2)) t.amount = t.amount.rounded(0), t.quantity = t.quantity.rounded(0);
    const auto& all = book().transactions;
    if (t.type == TransactionType::sell && !all.empty() && random_.chance(1, 20))
      t.lot = all[random_.below(all.size())].id;
  }

  void reorganise(Transaction& t) {
    if (random_.chance(3, 4)) {
      t.new_security = SecurityIndex{static_cast<std::uint32_t>((t.security.at() + 1 + random_.below(3)) % 4)};
      t.ratio = random_.pick({Decimal(1), Decimal(2), Decimal::from_parts(5, 1)});
    }
    t.has_amount = t.type == TransactionType::merger && (t.new_security.is_none() || random_.chance(1, 2));
    if (!t.has_amount) t.amount = Decimal();
  }

  /// The other side of a transfer that is there, in another portfolio.
  void mirror_a_transfer(Transaction& t) {
    const auto& all = book().transactions;
    const auto is_transfer = [](const Transaction& other) {
      return other.type == TransactionType::transfer_in || other.type == TransactionType::transfer_out;
    };
    const auto count = static_cast<std::uint64_t>(std::count_if(all.begin(), all.end(), is_transfer));
    if (count == 0) return;
    auto nth = random_.below(count);
    const auto other =
        std::find_if(all.begin(), all.end(), [&](const Transaction& one) { return is_transfer(one) && nth-- == 0; });
    t = *other;
    t.lot = {};
    t.type = other->type == TransactionType::transfer_in ? TransactionType::transfer_out : TransactionType::transfer_in;
    const auto next = static_cast<std::uint32_t>(other->portfolio.at() + 1 + random_.below(2));
    t.portfolio = PortfolioIndex{next % 3};
  }

  void remove() {
    switch (random_.below(6)) {
      case 0:
        return remove_price();
      case 1:
        return remove_rate();
      case 2:
        return remove_total();
      default:
        return remove_transaction();
    }
  }

  void remove_price() {
    const SecurityIndex security{static_cast<std::uint32_t>(random_.below(4))};
    if (const auto date = take_one(book().prices[security.at()].closes))
      changed(BookFile::prices, *date).security = security;
  }

  void remove_rate() {
    FxSeries& series = book().fx[random_.below(4)];
    const auto date = take_one(series.rates);
    if (!date) return;
    FactChange& change = changed(BookFile::fx, *date);
    change.base = series.base;
    change.quote = series.quote;
  }

  template <class Entry>
  std::optional<Date> take_one(std::vector<Entry>& entries) {
    if (entries.empty()) return {};
    const auto at = entries.begin() + static_cast<std::ptrdiff_t>(random_.below(entries.size()));
    const Date date = at->date;
    entries.erase(at);
    return date;
  }

  void remove_total() {
    auto& totals = book().valuations;
    if (totals.empty()) return;
    const auto at = totals.begin() + static_cast<std::ptrdiff_t>(random_.below(totals.size()));
    changed(BookFile::valuations, at->date).portfolio = at->portfolio;
    totals.erase(at);
  }

  void remove_transaction() {
    auto& all = book().transactions;
    if (all.empty()) return;
    const auto at = all.begin() + static_cast<std::ptrdiff_t>(random_.below(all.size()));
    tell(*at);
    all.erase(at);
  }

  void tell(const Transaction& t) {
    FactChange& change = changed(BookFile::transactions, t.date);
    change.portfolio = t.portfolio;
    change.security = t.security;
    change.type = t.type;
  }

  FactChange& changed(BookFile file, Date date) {
    FactChange& change = changes_.emplace_back();
    change.file = file;
    change.date = date;
    return change;
  }

  Random& random_;
  Ledger ledger_;
  std::vector<FactChange> changes_;
  std::uint32_t line_ = 0;
};

}  // namespace dietz::test
