#include "calculations/book_changes.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

bool same_booking(const Book& a, const Transaction& x, const Book& b, const Transaction& y) {
  const auto id = [](const Book& book, SecurityIndex i) {
    return i.is_none() ? std::string() : book.securities[i.at()].id;
  };
  return x.date == y.date && x.type == y.type &&
         a.portfolios[x.portfolio.at()].id == b.portfolios[y.portfolio.at()].id &&
         id(a, x.security) == id(b, y.security) && id(a, x.new_security) == id(b, y.new_security) &&
         x.currency == y.currency && x.bought_currency == y.bought_currency && x.time == y.time && x.lot == y.lot &&
         x.quantity == y.quantity && x.price == y.price && x.amount == y.amount && x.fees == y.fees &&
         x.taxes == y.taxes && x.ratio == y.ratio && x.has_amount == y.has_amount && x.has_quantity == y.has_quantity &&
         x.has_price == y.has_price;
}

std::string shown(const Book& book, const Transaction& t) {
  std::string text =
      t.date.to_string() + " " + book.portfolios[t.portfolio.at()].id + " " + std::string(name_of(t.type));
  if (!t.security.is_none()) text += " " + book.securities[t.security.at()].id;
  if (t.has_quantity) text += " " + t.quantity.to_string();
  if (!t.amount.is_zero()) text += (t.has_quantity ? " for " : " ") + t.amount.to_string() + " " + t.currency.code();
  return text;
}

std::string pair_of(const FxSeries& series) { return series.base.code() + "-" + series.quote.code(); }

/// A dated number with its row.
struct Entry {
  Decimal value;
  std::uint32_t line = 0;
};
using Entries = std::map<std::pair<std::string, Date>, Entry>;

Entries prices_of(const Book& book) {
  Entries all;
  for (std::size_t i = 0; i < book.prices.size(); ++i) {
    for (const Price& p : book.prices[i].closes) all[{book.securities[i].id, p.date}] = {p.close, p.line};
  }
  return all;
}

Entries rates_of(const Book& book) {
  Entries all;
  for (const FxSeries& series : book.fx) {
    for (const FxRate& r : series.rates) all[{pair_of(series), r.date}] = {r.rate, r.line};
  }
  return all;
}

Entries valuations_of(const Book& book) {
  Entries all;
  for (const Valuation& v : book.valuations) all[{book.portfolios[v.portfolio.at()].id, v.date}] = {v.value, v.line};
  return all;
}

void compare(BookFile file, const std::string& what, const Entries& before, const Entries& after,
             std::vector<BookChange>& changes) {
  std::map<std::pair<std::string, Date>, std::pair<const Entry*, const Entry*>> both;
  for (const auto& [key, entry] : before) both[key].first = &entry;
  for (const auto& [key, entry] : after) both[key].second = &entry;
  for (const auto& [key, entries] : both) {
    const auto [old_entry, new_entry] = entries;
    if (old_entry != nullptr && new_entry != nullptr && old_entry->value == new_entry->value) continue;
    BookChange change{file, key.first, key.second, what + " " + key.first + " on " + key.second.to_string(),
                      {},   {},        0,          0};
    if (old_entry != nullptr) {
      change.before = old_entry->value.to_string();
      change.line_before = old_entry->line;
    }
    if (new_entry != nullptr) {
      change.after = new_entry->value.to_string();
      change.line_after = new_entry->line;
    }
    changes.push_back(std::move(change));
  }
}

void compare_bookings(const Book& before, const Book& after, std::vector<BookChange>& changes) {
  std::map<std::string_view, std::pair<const Transaction*, const Transaction*>> both;
  for (const Transaction& t : before.transactions) both[t.id].first = &t;
  for (const Transaction& t : after.transactions) both[t.id].second = &t;
  for (const auto& [id, bookings] : both) {
    const auto [x, y] = bookings;
    if (x != nullptr && y != nullptr && same_booking(before, *x, after, *y)) continue;
    BookChange change{BookFile::transactions, std::string(id), {}, "transaction " + std::string(id), {}, {}, 0, 0};
    if (x != nullptr) {
      change.before = shown(before, *x);
      change.line_before = x->line;
    }
    if (y != nullptr) {
      change.after = shown(after, *y);
      change.line_after = y->line;
    }
    changes.push_back(std::move(change));
  }
}

std::string shown(const Benchmark& benchmark) {
  std::string text = benchmark.rebalance ? std::string(name_of(*benchmark.rebalance)) + " " : "";
  for (const BenchmarkComponent& c : benchmark.components) {
    text += c.weight.to_string() + " " + c.id + (c.from ? " from " + c.from->to_string() : "") + "; ";
  }
  if (text.ends_with("; ")) text.resize(text.size() - 2);
  return text;
}

void compare_benchmarks(const Book& before, const Book& after, std::vector<BookChange>& changes) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const Benchmark& b : before.benchmarks) both[b.id].first = shown(b);
  for (const Benchmark& b : after.benchmarks) both[b.id].second = shown(b);
  for (auto& [id, texts] : both) {
    if (texts.first == texts.second) continue;
    changes.push_back({BookFile::benchmarks, id, {}, "benchmark " + id, texts.first, texts.second, 0, 0});
  }
}

void compare_policies(const Book& before, const Book& after, std::vector<BookChange>& changes) {
  std::map<std::string, std::pair<std::string, std::string>> both;
  for (const PolicyEntry& e : entries_of(before.policy)) both[e.key].first = e.value;
  for (const PolicyEntry& e : entries_of(after.policy)) both[e.key].second = e.value;
  for (auto& [key, values] : both) {
    // The version is a name: it changes no figure.
    if (values.first == values.second || key == "version" || key == "effective_from") continue;
    changes.push_back({BookFile::policy, key, {}, key, values.first, values.second, 0, 0});
  }
}

/// Puts or takes away the entry of a day in a list ordered by date.
template <class Entry>
void place(std::vector<Entry>& list, Date date, const Entry* entry) {
  const auto at = std::lower_bound(list.begin(), list.end(), date, [](const Entry& e, Date d) { return e.date < d; });
  const bool there = at != list.end() && at->date == date;
  if (entry == nullptr) {
    if (there) list.erase(at);
  } else if (there) {
    *at = *entry;
  } else {
    list.insert(at, *entry);
  }
}

template <class Entry>
const Entry* on_day(const std::vector<Entry>& list, Date date) {
  const auto at = std::lower_bound(list.begin(), list.end(), date, [](const Entry& e, Date d) { return e.date < d; });
  return at != list.end() && at->date == date ? &*at : nullptr;
}

void take_booking(Book& book, const Book& after, const std::string& id) {
  std::erase_if(book.transactions, [&id](const Transaction& t) { return t.id == id; });
  for (const Transaction& t : after.transactions) {
    if (t.id == id) book.transactions.push_back(t);
  }
  sort_for_booking(book.transactions);
}

void take_price(Book& book, const Book& after, const BookChange& change) {
  const SecurityIndex security = after.find_security(change.key);
  if (security.is_none()) return;
  PriceSeries& series = book.prices[security.at()];
  if (series.currency.is_none()) series.currency = after.prices[security.at()].currency;
  place(series.closes, change.date, on_day(after.prices[security.at()].closes, change.date));
}

void take_rate(Book& book, const Book& after, const BookChange& change) {
  const auto of_pair = [&change](const FxSeries& series) { return pair_of(series) == change.key; };
  const auto source = std::find_if(after.fx.begin(), after.fx.end(), of_pair);
  auto target = std::find_if(book.fx.begin(), book.fx.end(), of_pair);
  if (target == book.fx.end()) target = book.fx.insert(target, FxSeries{source->base, source->quote, {}});
  place(target->rates, change.date, source == after.fx.end() ? nullptr : on_day(source->rates, change.date));
}

void take_valuation(Book& book, const Book& after, const BookChange& change) {
  const PortfolioIndex portfolio = after.find_portfolio(change.key);
  const auto is_it = [&](const Valuation& v) { return v.portfolio == portfolio && v.date == change.date; };
  std::erase_if(book.valuations, is_it);
  const auto found = std::find_if(after.valuations.begin(), after.valuations.end(), is_it);
  if (found == after.valuations.end()) return;
  const auto at = std::find_if(book.valuations.begin(), book.valuations.end(), [&](const Valuation& v) {
    return std::pair(v.portfolio, v.date) > std::pair(portfolio, change.date);
  });
  book.valuations.insert(at, *found);
}

void take_benchmark(Book& book, const Book& after, const std::string& id) {
  std::erase_if(book.benchmarks, [&id](const Benchmark& b) { return b.id == id; });
  for (const Benchmark& b : after.benchmarks) {
    if (b.id == id) book.benchmarks.push_back(b);
  }
}

void take_policy(Policy& policy, const Policy& other, const std::string& key) {
  if (key == "flow_timing") policy.flow_timing = other.flow_timing;
  if (key == "twr_method") policy.twr_method = other.twr_method;
  if (key == "large_flow_percent") policy.large_flow_percent = other.large_flow_percent;
  if (key == "day_count") policy.day_count = other.day_count;
  if (key == "lot_method") policy.lot_method = other.lot_method;
  if (key == "stale_after_days") policy.stale_after_days = other.stale_after_days;
  if (key == "missing_price") policy.missing_price = other.missing_price;
  if (key == "annualize_under_one_year") policy.annualize_under_one_year = other.annualize_under_one_year;
  if (key == "risk_free_annual") policy.risk_free_annual = other.risk_free_annual;
  if (key == "minimum_acceptable_return") policy.minimum_acceptable_return = other.minimum_acceptable_return;
  if (key == "benchmark_rebalance") policy.benchmark_rebalance = other.benchmark_rebalance;
  if (key == "model_fee_annual") policy.model_fee_annual = other.model_fee_annual;
}

/// Overlay rows with the tables of another book.
class Merge {
 public:
  Merge(Book book, const Book& overlay) : book_(std::move(book)), overlay_(overlay) {}

  Book run() {
    for (const Portfolio& p : overlay_.portfolios) portfolios_.push_back(index_of(p));
    for (std::size_t i = 0; i < overlay_.securities.size(); ++i)
      securities_.push_back(index_of(overlay_.securities[i], overlay_.prices[i]));
    merge_bookings();
    for (std::size_t i = 0; i < overlay_.prices.size(); ++i) {
      for (const Price& p : overlay_.prices[i].closes) place(book_.prices[securities_[i].at()].closes, p.date, &p);
    }
    merge_rates();
    merge_valuations();
    for (const Benchmark& b : overlay_.benchmarks) take_benchmark(book_, overlay_, b.id);
    for (const auto& text : overlay_.texts) book_.texts.push_back(text);
    return std::move(book_);
  }

 private:
  PortfolioIndex index_of(const Portfolio& p) {
    const PortfolioIndex known = book_.find_portfolio(p.id);
    if (!known.is_none()) return known;
    book_.portfolios.push_back(p);
    return {static_cast<std::uint32_t>(book_.portfolios.size() - 1)};
  }
  SecurityIndex index_of(const Security& s, const PriceSeries& series) {
    const SecurityIndex known = book_.find_security(s.id);
    if (!known.is_none()) {
      if (book_.prices[known.at()].currency.is_none()) book_.prices[known.at()].currency = series.currency;
      return known;
    }
    book_.securities.push_back(s);
    book_.prices.push_back({series.currency, series.adjustment, {}});
    return {static_cast<std::uint32_t>(book_.securities.size() - 1)};
  }
  void merge_bookings() {
    for (Transaction t : overlay_.transactions) {
      t.portfolio = portfolios_[t.portfolio.at()];
      if (!t.security.is_none()) t.security = securities_[t.security.at()];
      if (!t.new_security.is_none()) t.new_security = securities_[t.new_security.at()];
      std::erase_if(book_.transactions, [&t](const Transaction& other) { return other.id == t.id; });
      book_.transactions.push_back(t);
    }
    sort_for_booking(book_.transactions);
  }
  void merge_rates() {
    for (const FxSeries& series : overlay_.fx) {
      auto target = std::find_if(book_.fx.begin(), book_.fx.end(),
                                 [&series](const FxSeries& other) { return pair_of(other) == pair_of(series); });
      if (target == book_.fx.end()) target = book_.fx.insert(target, FxSeries{series.base, series.quote, {}});
      for (const FxRate& r : series.rates) place(target->rates, r.date, &r);
    }
  }
  void merge_valuations() {
    for (Valuation v : overlay_.valuations) {
      v.portfolio = portfolios_[v.portfolio.at()];
      std::erase_if(book_.valuations,
                    [&v](const Valuation& o) { return o.portfolio == v.portfolio && o.date == v.date; });
      const auto at = std::find_if(book_.valuations.begin(), book_.valuations.end(), [&v](const Valuation& o) {
        return std::pair(o.portfolio, o.date) > std::pair(v.portfolio, v.date);
      });
      book_.valuations.insert(at, v);
    }
  }

  Book book_;
  const Book& overlay_;
  std::vector<PortfolioIndex> portfolios_;
  std::vector<SecurityIndex> securities_;
};

template <class Table>
bool is_beginning_of(const Table& before, const Table& after) {
  return before.size() <= after.size() && std::equal(before.begin(), before.end(), after.begin(),
                                                     [](const auto& a, const auto& b) { return a.id == b.id; });
}

}  // namespace

std::vector<BookChange> changes_between(const Book& before, const Book& after) {
  std::vector<BookChange> changes;
  compare_bookings(before, after, changes);
  compare(BookFile::prices, "price of", prices_of(before), prices_of(after), changes);
  compare(BookFile::fx, "rate", rates_of(before), rates_of(after), changes);
  compare(BookFile::valuations, "valuation of", valuations_of(before), valuations_of(after), changes);
  compare_benchmarks(before, after, changes);
  compare_policies(before, after, changes);
  return changes;
}

bool same_tables(const Book& before, const Book& after) {
  return is_beginning_of(before.portfolios, after.portfolios) && is_beginning_of(before.securities, after.securities);
}

Book with_change(const Book& before, const Book& after, const BookChange& change) {
  Book book = before;
  for (std::size_t i = book.portfolios.size(); i < after.portfolios.size(); ++i)
    book.portfolios.push_back(after.portfolios[i]);
  for (std::size_t i = book.securities.size(); i < after.securities.size(); ++i) {
    book.securities.push_back(after.securities[i]);
    book.prices.push_back({after.prices[i].currency, after.prices[i].adjustment, {}});
  }
  switch (change.file) {
    case BookFile::transactions:
      take_booking(book, after, change.key);
      break;
    case BookFile::prices:
      take_price(book, after, change);
      break;
    case BookFile::fx:
      take_rate(book, after, change);
      break;
    case BookFile::valuations:
      take_valuation(book, after, change);
      break;
    case BookFile::benchmarks:
      take_benchmark(book, after, change.key);
      break;
    case BookFile::policy:
      take_policy(book.policy, after.policy, change.key);
      break;
    default:
      break;
  }
  return book;
}

Book with_overlay(const Book& book, const Book& overlay) { return Merge(book, overlay).run(); }

}  // namespace dietz
