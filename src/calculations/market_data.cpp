#include "calculations/market_data.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace dietz {
namespace {

/// The last entry on or before `date`, or the end.
template <class Entry>
typename std::vector<Entry>::const_iterator last_known(const std::vector<Entry>& entries, Date date) {
  const auto after =
      std::upper_bound(entries.begin(), entries.end(), date, [](Date d, const Entry& entry) { return d < entry.date; });
  return after == entries.begin() ? entries.end() : std::prev(after);
}

std::vector<std::vector<SplitEvent>> collect_splits(const Book& book) {
  std::vector<std::vector<SplitEvent>> splits(book.securities.size());
  for (const Transaction& t : book.transactions) {
    if (t.type == TransactionType::split) splits[t.security.at()].push_back({t.date, t.ratio, t.line});
  }
  for (auto& events : splits) {
    std::stable_sort(events.begin(), events.end(),
                     [](const SplitEvent& a, const SplitEvent& b) { return a.date < b.date; });
    const auto same_day = [](const SplitEvent& a, const SplitEvent& b) { return a.date == b.date; };
    events.erase(std::unique(events.begin(), events.end(), same_day), events.end());
  }
  return splits;
}

/// The price a trade or transfer was made at, in the security's currency.
std::optional<Decimal> traded_price(const Transaction& t, Currency currency) {
  switch (t.type) {
    case TransactionType::buy:
    case TransactionType::sell:
    case TransactionType::short_sale:
    case TransactionType::cover:
    case TransactionType::transfer_in:
    case TransactionType::transfer_out:
      break;
    default:
      return {};
  }
  if (t.has_price) return t.price;
  if (!t.has_amount || t.quantity.is_zero() || t.currency != currency) return {};
  return working_quotient(t.amount, t.quantity);
}

std::vector<std::vector<Price>> collect_traded_prices(const Book& book) {
  std::vector<std::vector<Price>> prices(book.securities.size());
  std::vector<const Transaction*> in_time;
  for (const Transaction& t : book.transactions) {
    if (!t.security.is_none() && book.prices[t.security.at()].closes.empty()) in_time.push_back(&t);
  }
  std::sort(in_time.begin(), in_time.end(), [](const Transaction* a, const Transaction* b) {
    return std::tie(a->date, a->time, a->id) < std::tie(b->date, b->time, b->id);
  });
  for (const Transaction* t : in_time) {
    const auto price = traded_price(*t, book.prices[t->security.at()].currency);
    auto& series = prices[t->security.at()];
    if (!price) continue;
    if (!series.empty() && series.back().date == t->date) series.pop_back();
    series.push_back({t->date, t->line, *price});
  }
  return prices;
}

Quote absent(Reason reason, Date quoted_on = {}, std::uint32_t line = 0) {
  Quote quote;
  quote.reason = reason;
  quote.quoted_on = quoted_on;
  quote.line = line;
  return quote;
}

}  // namespace

Decimal converted(const Decimal& amount, const Quote& rate) {
  const Decimal one(1);
  const Decimal multiplied = rate.multiplier == one ? amount : working_product(amount, rate.multiplier);
  return rate.divisor == one ? multiplied : working_quotient(multiplied, rate.divisor);
}

MarketData::MarketData(const Book& book, const Policy& policy)
    : book_(book), stale_after_days_(policy.stale_after_days), splits_(collect_splits(book)) {
  if (policy.missing_price == MissingPrice::last_transaction) traded_ = collect_traded_prices(book);
}

Quote MarketData::price(SecurityIndex security, Date date) const {
  const PriceSeries& series = book_.prices[security.at()];
  const bool traded = series.closes.empty();
  const auto close = last_known(closes(security), date);
  if (close == closes(security).end()) return absent(Reason::no_price);
  if (!traded && date - close->date > stale_after_days_) return absent(Reason::stale_price, close->date, close->line);
  Quote quote;
  quote.value = quote.quoted = close->close;
  quote.quoted_on = close->date;
  quote.line = close->line;
  quote.file = traded ? BookFile::transactions : BookFile::prices;
  for (const SplitEvent& split : splits_[security.at()]) {
    if (traded || series.adjustment == Adjustment::raw) {
      if (close->date < split.date && split.date <= date) quote.value = working_quotient(quote.value, split.ratio);
    } else if (split.date > date) {
      quote.value = working_product(quote.value, split.ratio);
    }
  }
  return quote;
}

const FxSeries* MarketData::series(Currency base, Currency quote) const {
  for (const FxSeries& candidate : book_.fx) {
    if (candidate.base == base && candidate.quote == quote) return &candidate;
  }
  return nullptr;
}

Quote MarketData::series_rate(Currency from, Currency to, Date date) const {
  const FxSeries* direct = series(from, to);
  const FxSeries* found = direct != nullptr ? direct : series(to, from);
  if (found == nullptr) return absent(Reason::no_fx_rate);
  const auto entry = last_known(found->rates, date);
  if (entry == found->rates.end()) return absent(Reason::no_fx_rate);
  if (date - entry->date > stale_after_days_) return absent(Reason::stale_price, entry->date, entry->line);
  const bool inverse = direct == nullptr;
  Quote quote;
  quote.value = inverse ? working_quotient(Decimal(1), entry->rate) : entry->rate;
  quote.quoted_on = entry->date;
  quote.line = entry->line;
  quote.quoted = entry->rate;
  quote.inverse = inverse;
  (inverse ? quote.divisor : quote.multiplier) = entry->rate;
  return quote;
}

Quote MarketData::rate(Currency from, Currency to, Date date) const {
  if (from == to) {
    Quote one;
    one.value = one.quoted = Decimal(1);
    one.quoted_on = date;
    return one;
  }
  const Quote straight = series_rate(from, to, date);
  if (straight.reason == Reason::none) return straight;
  std::vector<Currency> through;
  for (const FxSeries& s : book_.fx) {
    for (const Currency c : {s.base, s.quote}) {
      if (c != from && c != to) through.push_back(c);
    }
  }
  std::sort(through.begin(), through.end());
  through.erase(std::unique(through.begin(), through.end()), through.end());
  for (const Currency common : through) {
    const Quote first = series_rate(from, common, date);
    const Quote second = series_rate(common, to, date);
    if (first.reason != Reason::none || second.reason != Reason::none) continue;
    const Quote& older = first.quoted_on < second.quoted_on ? first : second;
    Quote quote;
    quote.value = quote.quoted = working_product(first.value, second.value);
    quote.quoted_on = older.quoted_on;
    quote.line = older.line;
    quote.through = common;
    quote.multiplier = working_product(first.multiplier, second.multiplier);
    quote.divisor = working_product(first.divisor, second.divisor);
    return quote;
  }
  return straight;
}

}  // namespace dietz
