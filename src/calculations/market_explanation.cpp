#include "calculations/market_explanation.hpp"

namespace dietz {

using Place = ExplanationBuilder::Place;

std::optional<Place> MarketExplanation::price(SecurityIndex security, Date date) {
  const Quote quote = market_.price(security, date);
  if (quote.reason != Reason::none) return {};
  const PriceSeries& series = book_.prices[security.at()];
  Date split_seen = Date::min();
  for (const SplitEvent& split : market_.splits(security)) {
    if (split.date <= date) split_seen = split.date;
  }
  const auto key = std::tuple(security, quote.quoted_on, split_seen);
  if (const auto known = prices_.find(key); known != prices_.end()) return known->second;
  const std::string unit = series.currency.code();
  const std::string label = "price of " + book_.securities[security.at()].id;
  Place place = builder_.fact(label + " at the close of " + quote.quoted_on.to_string(), quote.quoted, unit,
                              SourceRow{quote.file, quote.line});
  for (const SplitEvent& split : market_.splits(security)) {
    const bool carried = series.adjustment == Adjustment::raw && quote.quoted_on < split.date && split.date <= date;
    const bool adjusted = series.adjustment != Adjustment::raw && split.date > date;
    if (!carried && !adjusted) continue;
    const Place ratio = builder_.fact("new shares for one old on " + split.date.to_string(), split.ratio, "",
                                      SourceRow{BookFile::transactions, split.line});
    place = carried ? builder_.quotient(label + " after the split", unit, place, ratio)
                    : builder_.product(label + " before the split", unit, {place, ratio});
  }
  return prices_[key] = place;
}

std::optional<Place> MarketExplanation::rate_in_row(Currency from, Currency to, Date date) {
  const Quote quote = market_.rate(from, to, date);
  if (quote.reason != Reason::none || !quote.through.is_none()) return {};
  const auto key = std::tuple(from, to, quote.quoted_on);
  if (const auto known = rates_.find(key); known != rates_.end()) return known->second;
  const std::string pair = from.code() + "-" + to.code();
  const std::string written = quote.inverse ? to.code() + "-" + from.code() : pair;
  Place place = builder_.fact("rate " + written + " of " + quote.quoted_on.to_string(), quote.quoted, "",
                              SourceRow{BookFile::fx, quote.line});
  if (quote.inverse) place = builder_.quotient("rate " + pair, "", builder_.fact("one", Decimal(1), "", {}), place);
  return rates_[key] = place;
}

std::optional<Place> MarketExplanation::rate(Currency from, Date date) {
  if (from == currency_) return {};
  const Quote whole = market_.rate(from, currency_, date);
  if (whole.reason != Reason::none) return {};
  if (whole.through.is_none()) return rate_in_row(from, currency_, date);
  const auto first = rate_in_row(from, whole.through, date);
  const auto second = rate_in_row(whole.through, currency_, date);
  if (!first || !second) return {};
  return product("rate " + from.code() + "-" + currency_.code(), "", {*first, *second});
}

std::optional<Place> MarketExplanation::converted(Place amount, Currency from, Date date, const std::string& label) {
  if (from == currency_) return amount;
  const auto units = rate(from, date);
  if (!units) return {};
  return product(label, currency_.code(), {amount, *units});
}

Place MarketExplanation::product(const std::string& label, const std::string& unit, const std::vector<Place>& parts) {
  const auto known = products_.find(parts);
  if (known != products_.end()) return known->second;
  return products_[parts] = builder_.product(label, unit, parts);
}

}  // namespace dietz
