#include "calculations/ledger_explanation.hpp"

#include <algorithm>

namespace dietz {

using Place = ExplanationBuilder::Place;

LedgerExplanation::LedgerExplanation(ExplanationBuilder& builder, const Book& book, MarketExplanation& market,
                                     PortfolioIndex portfolio, const InternalTransfers& internal)
    : builder_(builder),
      book_(book),
      market_(market),
      portfolio_(portfolio),
      currency_(market.currency()),
      internal_(internal) {}

std::vector<DayNodes> LedgerExplanation::explain(DateRange range) {
  const auto bookings = transactions_of(book_, portfolio_);
  const auto offset = static_cast<std::size_t>(bookings.data() - book_.transactions.data());
  const auto is_internal = [&](std::size_t i) { return !internal_.empty() && internal_[offset + i]; };
  custodian_only_ = valued_by_custodian_only(book_, portfolio_, range.to);
  std::vector<DayNodes> days;
  std::size_t next = 0;
  const auto book_until = [&](Date date, bool splits_only) {
    for (; next < bookings.size() && bookings[next].date <= date; ++next) {
      if (splits_only && booking_rank(bookings[next].type) != 0) return;
      book(bookings[next], is_internal(next));
    }
  };
  Date first = range.from;
  if (!bookings.empty()) first = std::min(first, bookings.front().date);
  for (Date date = first; date <= range.to; ++date) {
    begin_day(date, date >= range.from);
    book_until(date, true);
    if (inside_ && date > range.from) explain_currency_gain();
    book_until(date, false);
    if (inside_) days.push_back(end_day());
  }
  return days;
}

void LedgerExplanation::begin_day(Date date, bool inside) {
  date_ = date;
  inside_ = inside;
  for (Parts* parts : {&flows_in_, &flows_out_, &income_, &fee_rows_, &fees_, &taxes_, &currency_gain_}) parts->clear();
}

const std::string& LedgerExplanation::id_of(SecurityIndex security) const { return book_.securities[security.at()].id; }

std::string LedgerExplanation::name_of(const Transaction& t, const std::string& what) const {
  std::string text = what + " of " + std::string(dietz::name_of(t.type));
  if (!t.security.is_none()) text += " " + id_of(t.security);
  if (!t.id.empty()) text += " (" + std::string(t.id) + ")";
  return text;
}

void LedgerExplanation::extend(Line& line, const std::string& label, const std::string& unit, Place part) {
  const Date month = date_.month_end();
  if (line.month != month && !line.parts.empty()) line.parts = {line.node};
  line.month = month;
  line.parts.push_back(part);
  line.node = builder_.sum(label + " on " + date_.to_string(), unit, line.parts);
}

/// Signed gross cash of a booking: as booked (an adjustment's amount has its sign already), or quantity × price.
Place LedgerExplanation::amount_of(const Transaction& t, bool in) {
  const std::string unit = t.currency.code();
  if (t.has_amount || !t.has_quantity || !t.has_price) {
    return builder_.fact(name_of(t, "amount"), in == t.amount.is_negative() ? -t.amount : t.amount, unit, row(t));
  }
  const Place quantity = builder_.fact(name_of(t, "quantity"), in ? t.quantity : -t.quantity, "", row(t));
  const Place price = builder_.fact(name_of(t, "price"), t.price, unit, row(t));
  return builder_.product(name_of(t, "amount"), unit, {quantity, price});
}

void LedgerExplanation::add_costs(const Transaction& t, Parts& parts) {
  const std::string unit = t.currency.code();
  if (!t.fees.is_zero()) parts.push_back(builder_.fact(name_of(t, "fees"), -t.fees, unit, row(t)));
  if (!t.taxes.is_zero()) parts.push_back(builder_.fact(name_of(t, "taxes"), -t.taxes, unit, row(t)));
}

void LedgerExplanation::move_quantity(const Transaction& t, const BookingEffect& effect) {
  const std::string label = id_of(t.security) + " held";
  Line& line = quantities_[t.security];
  if (!effect.split_ratio.is_zero()) {
    if (line.parts.empty()) return;
    const Place ratio = builder_.fact("new shares for one old", effect.split_ratio, "", row(t));
    line.node = builder_.product(label + " on " + date_.to_string(), "", {line.node, ratio});
    line.parts = {line.node};
  } else if (!effect.quantity_change.is_zero()) {
    extend(line, label, "", builder_.fact(name_of(t, "quantity"), effect.quantity_change, "", row(t)));
  }
}

/// What comes for what is held, then what is given up for it.
void LedgerExplanation::reorganise(const Transaction& t, const BookingEffect& effect) {
  const auto held = quantities_.find(t.security);
  const bool holds = held != quantities_.end() && !held->second.parts.empty();
  if (!effect.received.is_none() && (holds || effect.received_ratio.is_zero())) {
    Place units;
    if (effect.received_ratio.is_zero()) {
      const bool is_short = account_.held(t.security).is_negative();
      units = builder_.fact(name_of(t, "quantity"), is_short ? -effect.received_quantity : effect.received_quantity, "",
                            row(t));
    } else {
      const Place ratio = builder_.fact(name_of(t, "ratio"), effect.received_ratio, "", row(t));
      units = builder_.product(name_of(t, "new units"), "", {held->second.node, ratio});
    }
    extend(quantities_[effect.received], id_of(effect.received) + " held", "", units);
  }
  if (effect.gives_up_all) quantities_.erase(t.security);
}

void LedgerExplanation::move_cash(Currency currency, std::vector<Place> parts) {
  for (const Place part : parts) extend(balances_[currency], currency.code() + " cash", currency.code(), part);
}

void LedgerExplanation::book(const Transaction& t, bool internal) {
  if (inside_ && t.date == date_) account(t, internal);
  const BookingEffect effect = effect_of(t);
  if (effect.gives_up_all || !effect.received.is_none()) {
    reorganise(t, effect);
  } else if (!effect.security.is_none()) {
    move_quantity(t, effect);
  }
  Parts parts;
  const Decimal costs = t.fees + t.taxes;
  const Decimal before_costs = effect.cash_change + costs;
  if (!before_costs.is_zero()) parts.push_back(amount_of(t, !before_costs.is_negative()));
  if (!effect.cash_change.is_zero() || !before_costs.is_zero()) add_costs(t, parts);
  move_cash(t.currency, parts);
  if (!effect.bought_currency_amount.is_zero()) {
    move_cash(t.bought_currency, {builder_.fact(name_of(t, "amount bought"), effect.bought_currency_amount,
                                                t.bought_currency.code(), row(t))});
  }
  account_.apply(t);
}

void LedgerExplanation::add(Parts& parts, Place amount, Currency from, const std::string& label) {
  if (const auto place = market_.converted(amount, from, date_, label)) parts.push_back(*place);
}

void LedgerExplanation::account(const Transaction& t, bool internal) {
  const auto fact = [&](const std::string& what, const Decimal& amount) {
    return builder_.fact(name_of(t, what), amount, t.currency.code(), row(t));
  };
  const auto add_fact = [&](Parts& parts, const std::string& what, const Decimal& amount) {
    if (!amount.is_zero()) add(parts, fact(what, amount), t.currency, name_of(t, what));
  };
  add_fact(fees_, "fees", t.fees);
  add_fact(taxes_, "taxes", t.taxes);
  switch (t.type) {
    case TransactionType::deposit:
      return add_fact(flows_in_, "amount", t.amount);
    case TransactionType::withdrawal:
      return add_fact(flows_out_, "amount", t.amount);
    case TransactionType::transfer_in:
    case TransactionType::transfer_out: {
      if (internal) return;
      Parts& flows = t.type == TransactionType::transfer_in ? flows_in_ : flows_out_;
      if (t.security.is_none() || t.has_amount) return add_fact(flows, "amount", t.amount);
      const auto close = market_.price(t.security, date_);
      if (!close) return;
      const Currency currency = book_.prices[t.security.at()].currency;
      const Place quantity = builder_.fact(name_of(t, "quantity"), t.quantity, "", row(t));
      const Place value = builder_.product(name_of(t, "value"), currency.code(), {quantity, *close});
      return add(flows, value, currency, name_of(t, "value"));
    }
    case TransactionType::dividend:
    case TransactionType::interest:
      return add_fact(income_, "amount", t.amount);
    case TransactionType::fee:
      add_fact(fees_, "amount", t.amount);
      return add_fact(fee_rows_, "amount", t.amount);
    case TransactionType::tax:
      return add_fact(taxes_, "amount", t.amount);
    default:
      return;
  }
}

std::vector<LedgerExplanation::Bucket> LedgerExplanation::buckets() {
  std::vector<Bucket> found;
  const auto add_part = [&found](Currency currency, Place part) {
    for (Bucket& bucket : found) {
      if (bucket.currency == currency) return bucket.parts.push_back(part);
    }
    found.push_back({currency, {part}});
  };
  for (const Holding& h : account_.holdings) {
    const auto close = market_.price(h.security, date_);
    if (!close) continue;
    const Currency currency = book_.prices[h.security.at()].currency;
    add_part(currency,
             market_.product("value of " + id_of(h.security), currency.code(), {quantities_[h.security].node, *close}));
  }
  for (const CashBalance& c : account_.cash) add_part(c.currency, balances_[c.currency].node);
  return found;
}

Place LedgerExplanation::bucket_sum(const Bucket& bucket) {
  if (bucket.parts.size() == 1) return bucket.parts.front();
  const auto known = sums_.find(bucket.parts);
  if (known != sums_.end()) return known->second;
  return sums_[bucket.parts] = builder_.sum("held in " + bucket.currency.code(), bucket.currency.code(), bucket.parts);
}

void LedgerExplanation::explain_currency_gain() {
  for (const Bucket& bucket : buckets()) {
    if (bucket.currency == currency_) continue;
    const Place held = bucket_sum(bucket);
    const std::string label = "held in " + bucket.currency.code();
    const auto today = market_.converted(held, bucket.currency, date_, label + " at today's rate");
    const auto before = market_.converted(held, bucket.currency, date_ - 1, label + " at yesterday's rate");
    if (!today || !before || *today == *before) continue;
    const Place gain =
        builder_.difference("currency gain in " + bucket.currency.code(), currency_.code(), {*today, *before});
    if (!builder_.exact(gain).is_zero()) currency_gain_.push_back(gain);
  }
}

std::optional<Place> LedgerExplanation::custodian_value() {
  for (const Valuation& v : book_.valuations) {
    if (v.portfolio != portfolio_ || v.date != date_) continue;
    const Currency own = book_.portfolios[portfolio_.at()].currency;
    const Place stated = builder_.fact("stated value on " + date_.to_string(), v.value, own.code(),
                                       SourceRow{BookFile::valuations, v.line});
    return market_.converted(stated, own, date_, "value on " + date_.to_string());
  }
  return {};
}

std::optional<Place> LedgerExplanation::value() {
  if (const auto stated = custodian_value()) return stated;
  if (custodian_only_) return {};
  Parts parts;
  for (const Bucket& bucket : buckets()) {
    add(parts, bucket_sum(bucket), bucket.currency, "held in " + bucket.currency.code() + ", converted");
  }
  if (parts.size() == 1) return parts.front();
  const auto known = sums_.find(parts);
  if (known != sums_.end()) return known->second;
  return sums_[parts] = builder_.sum("value on " + date_.to_string(), currency_.code(), parts);
}

std::optional<Place> LedgerExplanation::summed(const std::string& label, Parts parts) {
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front();
  return builder_.sum(label + " on " + date_.to_string(), currency_.code(), std::move(parts));
}

DayNodes LedgerExplanation::end_day() {
  DayNodes day;
  day.value = value();
  day.flows_in = summed("paid in", flows_in_);
  day.flows_out = summed("paid out", flows_out_);
  day.income = summed("income", income_);
  day.fee_rows = summed("management and custody fees", fee_rows_);
  day.fees = summed("fees", fees_);
  day.taxes = summed("taxes", taxes_);
  day.currency_gain = summed("currency gain", currency_gain_);
  return day;
}

}  // namespace dietz
