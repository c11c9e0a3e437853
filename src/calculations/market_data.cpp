#include "calculations/market_data.hpp"

#include "calculations/booking.hpp"
#include "calculations/search_by_date.hpp"

#include <algorithm>
#include <optional>
#include <tuple>

namespace dietz {
namespace {

/// The last entry on or before `date`, or the end.
template <class Entry>
typename std::vector<Entry>::const_iterator last_known(const std::vector<Entry>& entries, Date date) {
  const auto after = first_after(entries, date);
  return after == entries.begin() ? entries.end() : std::prev(after);
}

/// What follows the bookings of the first one's day, found in steps that double.
std::span<const Transaction> after_first_day(std::span<const Transaction> bookings) {
  const Date day = bookings.front().date;
  std::size_t step = 1;
  while (step < bookings.size() && bookings[step].date == day) step *= 2;
  const auto first = bookings.begin() + static_cast<std::ptrdiff_t>(step / 2);
  const auto last = bookings.begin() + static_cast<std::ptrdiff_t>(std::min(step, bookings.size()));
  return {std::partition_point(first, last, [day](const Transaction& t) { return t.date == day; }), bookings.end()};
}

/// Splits come before everything else on their day.
void collect_splits(std::span<const Transaction> bookings, std::vector<SplitEvent>& splits) {
  while (!bookings.empty()) {
    const Date day = bookings.front().date;
    for (const Transaction& t : bookings) {
      if (t.type != TransactionType::split || t.date != day) break;
      splits.push_back({t.date, t.ratio, t.line, t.security, t.portfolio});
    }
    bookings = after_first_day(bookings);
  }
}

/// By security and date; where several portfolios book a split on one day, as the first of them books it.
void put_in_order(std::vector<SplitEvent>& splits) {
  const auto day = [](const SplitEvent& split) { return std::tie(split.security, split.date); };
  std::stable_sort(splits.begin(), splits.end(),
                   [&](const SplitEvent& a, const SplitEvent& b) { return day(a) < day(b); });
  std::size_t kept = 0;
  for (std::size_t i = 0; i < splits.size(); ++i) {
    const bool repeats =
        kept > 0 && day(splits[kept - 1]) == day(splits[i]) && splits[kept - 1].portfolio != splits[i].portfolio;
    if (!repeats) splits[kept++] = splits[i];
  }
  splits.resize(kept);
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

std::vector<std::vector<Price>> collect_traded_prices(const Book& book, std::span<const PortfolioIndex> portfolios) {
  std::vector<std::vector<Price>> prices(book.securities.size());
  std::vector<const Transaction*> in_time;
  for (const PortfolioIndex portfolio : portfolios) {
    for (const Transaction& t : transactions_of(book, portfolio)) {
      if (!t.security.is_none() && book.prices[t.security.at()].closes.empty()) in_time.push_back(&t);
    }
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

std::vector<PortfolioIndex> all_portfolios(const Book& book) {
  std::vector<PortfolioIndex> all;
  for (std::uint32_t i = 0; i < book.portfolios.size(); ++i) all.push_back(PortfolioIndex{i});
  return all;
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

MarketData::MarketData(const Book& book, const Policy& policy) : MarketData(book, policy, all_portfolios(book)) {}

MarketData::MarketData(const Book& book, const Policy& policy, std::span<const PortfolioIndex> portfolios)
    : book_(book), stale_after_days_(policy.stale_after_days) {
  for (const PortfolioIndex portfolio : portfolios) collect_splits(transactions_of(book, portfolio), splits_);
  put_in_order(splits_);
  if (policy.missing_price == MissingPrice::last_transaction) traded_ = collect_traded_prices(book, portfolios);
}

std::span<const SplitEvent> MarketData::splits(SecurityIndex security) const {
  const auto first = std::partition_point(splits_.begin(), splits_.end(),
                                          [security](const SplitEvent& split) { return split.security < security; });
  return {first, std::partition_point(first, splits_.end(),
                                      [security](const SplitEvent& split) { return split.security == security; })};
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
  for (const SplitEvent& split : splits(security)) {
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
  Quote none = absent(Reason::no_fx_rate);
  for (const bool inverse : {false, true}) {
    const FxSeries* found = inverse ? series(to, from) : series(from, to);
    if (found == nullptr) continue;
    const auto entry = last_known(found->rates, date);
    if (entry == found->rates.end()) continue;
    if (date - entry->date > stale_after_days_) {
      if (none.reason == Reason::no_fx_rate) none = absent(Reason::stale_price, entry->date, entry->line);
      continue;
    }
    Quote quote;
    quote.value = inverse ? working_quotient(Decimal(1), entry->rate) : entry->rate;
    quote.quoted_on = entry->date;
    quote.line = entry->line;
    quote.quoted = entry->rate;
    quote.inverse = inverse;
    (inverse ? quote.divisor : quote.multiplier) = entry->rate;
    return quote;
  }
  return none;
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
