#include "calculations/market_explanation.hpp"

namespace dietz {

using Place = ExplanationBuilder::Place;

std::optional<Place> MarketExplanation::price(SecurityIndex security, Date date) {
  const Quote quote = market_->price(security, date);
  if (quote.reason != Reason::none) return {};
  const PriceSeries& series = book_.prices[security.at()];
  const auto carried = [&](const SplitEvent& split) {
    return series.adjustment == Adjustment::raw && quote.quoted_on < split.date && split.date <= date;
  };
  const auto adjusted = [&](const SplitEvent& split) {
    return series.adjustment != Adjustment::raw && split.date > date;
  };
  SplitRows rows;
  for (const SplitEvent& split : market_->splits(security)) {
    if (carried(split) || adjusted(split)) rows.push_back(split.line);
  }
  const auto key = std::tuple(security, quote.quoted_on, std::move(rows));
  if (const auto known = prices_.find(key); known != prices_.end()) return known->second;
  const std::string unit = series.currency.code();
  const std::string label = "price of " + book_.securities[security.at()].id;
  Place place = builder_.fact(label + " at the close of " + quote.quoted_on.to_string(), quote.quoted, unit,
                              SourceRow{quote.file, quote.line});
  for (const SplitEvent& split : market_->splits(security)) {
    if (!carried(split) && !adjusted(split)) continue;
    const Place ratio = builder_.fact("new shares for one old on " + split.date.to_string(), split.ratio, "",
                                      SourceRow{BookFile::transactions, split.line});
    place = carried(split) ? builder_.quotient(label + " after the split", unit, place, ratio)
                           : builder_.product(label + " before the split", unit, {place, ratio});
  }
  return prices_[key] = place;
}

MarketExplanation::RateRow MarketExplanation::rate_row(Currency from, Currency to, Date date) {
  const Quote quote = market_->rate(from, to, date);
  const auto key = std::tuple(from, to, quote.quoted_on);
  auto known = rates_.find(key);
  if (known == rates_.end()) {
    const std::string pair = quote.inverse ? to.code() + "-" + from.code() : from.code() + "-" + to.code();
    const Place place = builder_.fact("rate " + pair + " of " + quote.quoted_on.to_string(), quote.quoted, "",
                                      SourceRow{BookFile::fx, quote.line});
    known = rates_.emplace(key, place).first;
  }
  return {known->second, quote.inverse};
}

std::vector<MarketExplanation::RateRow> MarketExplanation::rows_of_rate(Currency from, Date date) {
  const Quote whole = market_->rate(from, currency_, date);
  if (whole.reason != Reason::none) return {};
  if (whole.through.is_none()) return {rate_row(from, currency_, date)};
  return {rate_row(from, whole.through, date), rate_row(whole.through, currency_, date)};
}

/// Multiplied by what multiplies, then divided by what divides, as converted() does.
std::optional<Place> MarketExplanation::converted(Place amount, Currency from, Date date, const std::string& label) {
  if (from == currency_) return amount;
  const std::vector<RateRow> rows = rows_of_rate(from, date);
  if (rows.empty()) return {};
  const std::string unit = currency_.code();
  std::vector<Place> multipliers, divisors;
  for (const RateRow& row : rows) (row.inverse ? divisors : multipliers).push_back(row.place);
  const auto together = [&](const std::vector<Place>& rates) {
    return rates.size() == 1 ? rates.front() : product("both rates", "", rates);
  };
  Place place = amount;
  if (!multipliers.empty()) place = product(label, unit, {place, together(multipliers)});
  if (!divisors.empty()) place = quotient(label, unit, place, together(divisors));
  return place;
}

Place MarketExplanation::quotient(const std::string& label, const std::string& unit, Place dividend, Place divisor) {
  const std::vector<Place> key{dividend, divisor};
  const auto known = quotients_.find(key);
  if (known != quotients_.end()) return known->second;
  return quotients_[key] = builder_.quotient(label, unit, dividend, divisor);
}

Place MarketExplanation::product(const std::string& label, const std::string& unit, const std::vector<Place>& parts) {
  const auto known = products_.find(parts);
  if (known != products_.end()) return known->second;
  return products_[parts] = builder_.product(label, unit, parts);
}

}  // namespace dietz
