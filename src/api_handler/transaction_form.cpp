#include "api_handler/transaction_form.hpp"

#include "api_handler/entity_forms.hpp"
#include "codec/csv.hpp"
#include "codec/csv_text.hpp"
#include "importer/book_cells.hpp"
#include "importer/transaction_rules.hpp"

#include <array>

namespace dietz {
namespace {

using Need = JsonFields::Need;

struct NamedDecimal {
  std::string_view name;
  std::optional<Decimal> RecordedTransaction::*member;
};
constexpr std::array<NamedDecimal, 8> decimals = {{{"quantity", &RecordedTransaction::quantity},
                                                   {"price", &RecordedTransaction::price},
                                                   {"amount", &RecordedTransaction::amount},
                                                   {"fees", &RecordedTransaction::fees},
                                                   {"taxes", &RecordedTransaction::taxes},
                                                   {"fx_rate", &RecordedTransaction::fx_rate},
                                                   {"ratio", &RecordedTransaction::ratio},
                                                   {"cost_share", &RecordedTransaction::cost_share}}};

std::string clock_text(std::uint32_t milliseconds) {
  const auto digits = [](std::uint32_t number, std::size_t count) {
    const std::string plain = std::to_string(number);
    return std::string(count > plain.size() ? count - plain.size() : 0, '0') + plain;
  };
  const std::uint32_t seconds = milliseconds / 1'000;
  std::string text = digits(seconds / 3'600, 2) + ':' + digits(seconds / 60 % 60, 2) + ':' + digits(seconds % 60, 2);
  if (milliseconds % 1'000 != 0) text += '.' + digits(milliseconds % 1'000, 3);
  return text;
}

/// What a row of a book would hold.
Transaction row_of(const RecordedTransaction& t) {
  Transaction row;
  row.date = t.date;
  row.type = t.type;
  row.has_amount = t.amount.has_value();
  row.has_quantity = t.quantity.has_value();
  row.has_price = t.price.has_value();
  row.currency = t.currency;
  row.quantity = t.quantity.value_or(Decimal());
  row.price = t.price.value_or(Decimal());
  row.amount = t.amount.value_or(Decimal());
  row.fees = t.fees.value_or(Decimal());
  row.taxes = t.taxes.value_or(Decimal());
  row.ratio = t.ratio.value_or(Decimal());
  return row;
}

/// Has the reader of books look at the transaction as a file of one row.
void check_as_row(JsonFields& fields, RecordedTransaction& t, const std::string& time) {
  std::string header = "time,security,new_security", cells = csv_cell(time);
  cells += ',' + csv_cell(t.bought_currency ? t.bought_currency->code() : t.security) + ',' + csv_cell(t.new_security);
  for (const NamedDecimal& decimal : decimals) {
    header += ',' + std::string(decimal.name);
    cells += ',';
    if (const auto& value = t.*decimal.member) cells += value->to_string();
  }
  const std::string text = header + '\n' + cells + '\n';
  auto csv = CsvReader::open(text, "transaction", {{}, {}, true});
  if (!csv || !csv->next()) return fields.refuse("time", "is not a time such as 16:30 or 16:30:15.250");
  const TransactionColumns columns(*csv);
  const std::uint32_t clock = time_cell(*csv, columns.time);
  if (clock != Transaction::no_time) t.time = clock;
  check_transaction(*csv, columns, row_of(t));
  for (const Problem& problem : csv->problems().problems()) fields.refuse(problem.origin.column, problem.message);
}

void read_security(JsonFields& fields, References& references, RecordedTransaction& t) {
  if (t.type != TransactionType::exchange) {
    t.security = references.read(fields, "security", {EntityKind::security});
    return;
  }
  const Currency bought = read_currency(fields, "security", Need::optional);
  if (bought.is_none()) return;
  t.bought_currency = bought;
  if (bought == t.currency) fields.refuse("security", "an exchange of " + bought.code() + " into itself");
}

void check_shares(JsonFields& fields, const RecordedTransaction& t) {
  if (t.cost_share && (t.cost_share->is_negative() || Decimal(1) < *t.cost_share))
    fields.refuse("cost_share", "must lie between 0 and 1");
  if (t.fx_rate && t.fx_rate->sign() <= 0) fields.refuse("fx_rate", "must be more than 0");
}

}  // namespace

void write_transaction(JsonWriter& json, const RecordedTransaction& t) {
  json.key("portfolio").string(t.portfolio).key("date").string(t.date.to_string());
  json.key("type").string(name_of(t.type));
  if (t.time) json.key("time").string(clock_text(*t.time));
  write_text(json, "security", t.bought_currency ? t.bought_currency->code() : t.security);
  write_text(json, "new_security", t.new_security);
  json.key("currency").string(t.currency.code());
  for (const NamedDecimal& decimal : decimals) write_decimal(json, decimal.name, t.*decimal.member);
  write_text(json, "lot", t.lot);
  write_text(json, "note", t.note);
}

RecordedTransaction read_transaction(JsonFields& fields, References& references, const std::string& portfolio,
                                     Currency currency) {
  RecordedTransaction t;
  t.portfolio = portfolio;
  t.date = fields.date("date", Need::required).value_or(Date());
  read_choice(fields, "type", t.type, parse_transaction_type, "a type of transaction such as buy or deposit",
              Need::required);
  t.currency = fields.has("currency") ? read_currency(fields, "currency", Need::required) : currency;
  read_security(fields, references, t);
  if (!fields.has("currency") && !t.security.empty()) t.currency = references.currency_of_security(t.security);
  t.new_security = references.read(fields, "new_security", {EntityKind::security});
  for (const NamedDecimal& decimal : decimals) t.*decimal.member = fields.decimal(decimal.name);
  t.lot = fields.text("lot", Need::optional, 255).value_or("");
  t.note = fields.text("note", Need::optional, 10'000).value_or("");
  t.external_id = fields.text("external_id", Need::optional, 255).value_or("");
  const std::string time = fields.text("time", Need::optional, 20).value_or("");
  check_shares(fields, t);
  // A field that couldn't be read would look like one that is missing.
  if (fields.problems().empty() && !references.failure()) check_as_row(fields, t, time);
  return t;
}

}  // namespace dietz
