#include "importer/transaction_rows.hpp"

#include <string>

namespace dietz {

const CsvColumns& transaction_columns() {
  static const CsvColumns columns = {{"id", "portfolio", "date", "type"},
                                     {"time", "security", "new_security", "cost_share", "quantity", "price", "amount",
                                      "currency", "fees", "taxes", "fx_rate", "lot", "ratio", "note", "recorded_at"},
                                     false};
  return columns;
}

TransactionRows::TransactionRows(CsvReader& csv, const Book& book, Date last_day, const PortfolioZones& zones,
                                 BookNames& names)
    : csv_(csv), book_(book), names_(names), columns_(csv), dates_(last_day, zones) {
  for (std::size_t i = 0; i < type_count; ++i) type_names_[i] = name_of(static_cast<TransactionType>(i));
}

bool TransactionRows::read(Transaction& t, Instant& recorded_at) {
  const std::size_t problems = csv_.problems().count();
  read_cells(t);
  recorded_at = recorded_at_cell(csv_, columns_.recorded_at);
  return csv_.problems().count() == problems;
}

void TransactionRows::read_cells(Transaction& t) {
  t.line = static_cast<std::uint32_t>(csv_.line());
  t.id = id_cell(csv_, columns_.id).value_or(std::string_view());
  t.portfolio = read_portfolio();
  read_time(t);
  t.lot = optional_id_cell(csv_, columns_.lot);
  t.currency = currencies_.optional(csv_, columns_.currency);
  (void)optional_text_cell(csv_, columns_.note, max_note_bytes);
  const std::size_t problems = csv_.problems().count();
  t.has_quantity = read_number(columns_.quantity, t.quantity);
  t.has_price = read_number(columns_.price, t.price);
  t.has_amount = read_number(columns_.amount, t.amount);
  read_number(columns_.fees, t.fees);
  read_number(columns_.taxes, t.taxes);
  read_number(columns_.ratio, t.ratio);
  const bool numbers_are_good = csv_.problems().count() == problems;
  const auto type = read_type();
  if (!type) return;
  t.type = *type;
  // A number that couldn't be read would look like one that is missing.
  if (numbers_are_good) check_transaction(csv_, columns_, t);
  read_security(t);
  rule_of(t.type).reorganises ? read_reorganisation(t) : derive_amount(t);
}

void TransactionRows::read_time(Transaction& t) {
  const EventTime event = dates_.needed(csv_, columns_.date, t.portfolio).value_or(EventTime());
  t.date = event.day;
  t.time = time_cell(csv_, columns_.time);
  if (event.time == Transaction::no_time) return;
  if (t.time != Transaction::no_time) csv_.refuse(columns_.time, "the date has a time of day already");
  t.time = event.time;
}

std::optional<TransactionType> TransactionRows::read_type() {
  const std::string_view text = csv_.cell(columns_.type);
  if (const TransactionType* known = types_.find(text)) return *known;
  const auto type = choice_cell(csv_, columns_.type, parse_transaction_type, type_names_);
  if (type) types_.keep(text, *type);
  return type;
}

PortfolioIndex TransactionRows::read_portfolio() {
  const std::string_view text = csv_.cell(columns_.portfolio);
  if (const PortfolioIndex* known = portfolios_.find(text)) return *known;
  const auto id = id_cell(csv_, columns_.portfolio);
  if (!id) return {};
  const PortfolioIndex found = names_.portfolio_of(csv_, columns_.portfolio, *id);
  if (!found.is_none()) portfolios_.keep(text, found);
  return found;
}

void TransactionRows::read_security(Transaction& t) {
  if (t.type == TransactionType::exchange) {
    const std::string_view id = optional_id_cell(csv_, columns_.security);
    if (id.empty()) return;
    t.bought_currency = bought_.optional(csv_, columns_.security);
    if (!t.bought_currency.is_none() && t.bought_currency == t.currency)
      csv_.refuse(columns_.security, "an exchange of " + std::string(id) + " into itself");
  } else if (rule_of(t.type).security == TransactionRule::Security::none) {
    (void)optional_id_cell(csv_, columns_.security);
  } else {
    t.security = find_security(columns_.security);
  }
}

SecurityIndex TransactionRows::find_security(CsvColumn column) {
  const std::string_view text = csv_.cell(column);
  if (const SecurityIndex* known = securities_.find(text)) return *known;
  const std::string_view id = optional_id_cell(csv_, column);
  if (id.empty()) return {};
  const SecurityIndex found = names_.security_of(csv_, column, id);
  if (!found.is_none()) securities_.keep(text, found);
  return found;
}

void TransactionRows::read_reorganisation(Transaction& t) {
  t.new_security = find_security(columns_.new_security);
  Decimal share;
  if (t.type != TransactionType::spin_off || !read_number(columns_.cost_share, share)) return;
  if (share.is_negative() || share > Decimal(1)) csv_.refuse(columns_.cost_share, "must lie between 0 and 1");
  t.price = share;
  t.has_price = true;
}

bool TransactionRows::read_number(CsvColumn column, Decimal& into) {
  const std::string_view text = csv_.cell(column);
  if (text.empty()) return false;
  const auto number = optional_decimal_cell(csv_, column);
  if (number) into = *number;
  return number.has_value();
}

/// A missing amount is quantity × price, times fx_rate where the security trades in another currency.
void TransactionRows::derive_amount(Transaction& t) try {
  const auto rate = optional_positive_cell(csv_, columns_.fx_rate);
  if (rate && rate->is_zero()) csv_.refuse(columns_.fx_rate, "must be more than 0");
  if (t.has_amount || !t.has_quantity || !t.has_price) return;
  t.amount = t.quantity * t.price;
  if (t.currency.is_none() || t.security.at() >= book_.securities.size()) return;
  const Currency traded_in = book_.securities[t.security.at()].currency;
  if (!traded_in.is_none() && traded_in != t.currency && rate) t.amount = t.amount * *rate;
} catch (const DecimalOverflow&) {
  csv_.refuse(columns_.amount, "quantity × price has more than 38 digits: give the amount");
}

}  // namespace dietz
