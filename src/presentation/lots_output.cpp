#include "presentation/lots_output.hpp"

#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"

namespace dietz {
namespace {

constexpr unsigned money_places = 2;

void write(JsonWriter& json, const char* name, const std::optional<Decimal>& value) {
  json.key(name);
  value ? json.string(value->to_string()) : json.null();
}

void write_money(JsonWriter& json, const LotMoney& money, const char* worth) {
  json.key("currency").string(money.currency.code());
  write(json, "cost", money.cost);
  write(json, worth, money.worth);
  write(json, "gain", money.gain);
  json.key("reason");
  money.reason == Reason::none ? json.null() : json.string(name_of(money.reason));
}

void write_row(JsonWriter& json, const LotRow& row) {
  const char* const worth = row.closed ? "proceeds" : "value";
  json.begin_object().key("security").string(row.security).key("lot").string(row.lot);
  json.key("opened").string(row.opened.to_string()).key("line").integer(row.line);
  if (row.closed) {
    json.key("closed").string(row.closed->to_string()).key("booking").string(row.booking);
    json.key("closing_line").integer(row.closing_line);
  }
  json.key("days").integer(row.days).key("quantity").string(row.quantity.to_string());
  write_money(json, row.money, worth);
  if (row.local) {
    json.key("local").begin_object();
    write_money(json, *row.local, worth);
    json.end_object();
  }
  json.end_object();
}

void write_rows(JsonWriter& json, const char* name, const std::vector<LotRow>& rows) {
  json.key(name).begin_array();
  for (const LotRow& row : rows) write_row(json, row);
  json.end_array();
}

void write_portfolio(JsonWriter& json, const PortfolioLots& lots) {
  json.begin_object().key("id").string(lots.id).key("currency").string(lots.currency.code());
  write_rows(json, "open", lots.open);
  write_rows(json, "closed", lots.closed);
  json.key("realised").begin_array();
  for (const RealisedRow& row : lots.realised) {
    json.begin_object().key("security").string(row.security);
    write(json, "of_lots", row.of_lots);
    write(json, "other", row.other);
    json.end_object();
  }
  json.end_array().key("totals").begin_object();
  write(json, "cost", lots.cost);
  write(json, "value", lots.value);
  write(json, "unrealised", lots.unrealised);
  write(json, "realised", lots.realised_total);
  json.end_object().end_object();
}

std::string text_of(const std::optional<Decimal>& value) { return value ? value->to_string() : ""; }

void add_csv_row(std::string& out, const std::string& portfolio, const LotRow& row) {
  const auto& m = row.money;
  out += csv_cell(portfolio) + (row.closed ? ",closed," : ",open,") + csv_cell(row.security) + "," + csv_cell(row.lot) +
         "," + row.opened.to_string() + "," + (row.closed ? row.closed->to_string() : "") + "," +
         std::to_string(row.days) + "," + row.quantity.to_string() + "," + m.currency.code() + "," + text_of(m.cost) +
         "," + text_of(m.worth) + "," + text_of(m.gain) + ",";
  if (row.local) {
    out += row.local->currency.code() + "," + text_of(row.local->cost) + "," + text_of(row.local->worth) + "," +
           text_of(row.local->gain) + ",";
  } else {
    out += ",,,,";
  }
  out += (m.reason == Reason::none ? std::string() : std::string(name_of(m.reason))) + "\n";
}

std::string left(std::string text, std::size_t width) {
  text.resize(std::max(text.size(), width), ' ');
  return text;
}
std::string right(const std::string& text, std::size_t width) {
  return text.size() < width ? std::string(width - text.size(), ' ') + text : text;
}
/// With two decimals always, so that a column of amounts lines up.
std::string money(const std::optional<Decimal>& value) {
  if (!value) return "unknown";
  std::string text = value->rounded(money_places).to_string();
  const std::size_t point = text.find('.');
  if (point == std::string::npos) return text + ".00";
  return text + std::string(money_places + 1 - (text.size() - point), '0');
}

void add_table(std::string& out, const char* title, const char* worth, const std::vector<LotRow>& rows) {
  out += std::string("\n  ") + title + "\n";
  if (rows.empty()) {
    out += "    none\n";
    return;
  }
  out += "    " + left("security", 10) + " " + left("lot", 8) + " " + left("opened", 10) + right("days", 6) +
         right("quantity", 11) + right(worth, 14) + right("gain", 13) + "\n";
  for (const LotRow& row : rows) {
    out += "    " + left(row.security, 10) + " " + left(row.lot, 8) + " " + row.opened.to_string() +
           right(std::to_string(row.days), 6) + right(row.quantity.to_string(), 11) +
           right(money(row.money.worth), 14) + right(money(row.money.gain), 13) + "\n";
  }
}

}  // namespace

std::string lots_as_json(const LotsReport& report) {
  JsonWriter json;
  json.begin_object().key("from").string(report.range.from.to_string()).key("to").string(report.range.to.to_string());
  json.key("lot_method").string(name_of(report.method)).key("input_hash").string(report.input_hash);
  json.key("engine_version").string(report.engine_version).key("portfolios").begin_array();
  for (const PortfolioLots& lots : report.portfolios) write_portfolio(json, lots);
  json.end_array().end_object();
  return json.take();
}

std::string lots_as_csv(const LotsReport& report) {
  std::string out =
      "portfolio,kind,security,lot,opened,closed,days,quantity,currency,cost,worth,gain,local_currency,local_cost,"
      "local_worth,"
      "local_gain,reason\n";
  for (const PortfolioLots& lots : report.portfolios) {
    for (const auto* rows : {&lots.closed, &lots.open}) {
      for (const LotRow& row : *rows) add_csv_row(out, lots.id, row);
    }
  }
  return out;
}

std::string lots_as_text(const LotsReport& report) {
  std::string out = "Lots (" + std::string(name_of(report.method)) + ") from the close of " +
                    report.range.from.to_string() + " to the close of " + report.range.to.to_string() + "\n";
  for (const PortfolioLots& lots : report.portfolios) {
    out += "\n" + lots.id + " (" + lots.currency.code() + ")\n";
    add_table(out, "Closed", "proceeds", lots.closed);
    add_table(out, "Open", "value", lots.open);
    out += "\n  " + left("Cost of what is open", 28) + right(money(lots.cost), 16) + "\n  " + left("Its value", 28) +
           right(money(lots.value), 16) + "\n  " + left("Unrealised gain", 28) + right(money(lots.unrealised), 16) +
           "\n  " + left("Realised in the interval", 28) + right(money(lots.realised_total), 16) + "\n";
  }
  return out;
}

}  // namespace dietz
