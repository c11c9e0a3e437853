#include "presentation/book_attribution_output.hpp"

#include "codec/csv_text.hpp"
#include "presentation/attribution_output.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

void write_portfolio(JsonWriter& json, const BookAttribution& portfolio) {
  json.begin_object().key("id");
  portfolio.id.empty() ? json.null() : json.string(portfolio.id);
  json.key("name").string(portfolio.name).key("currency").string(portfolio.currency.code()).key("benchmark");
  portfolio.benchmark.empty() ? json.null() : json.string(portfolio.benchmark);
  json.key("from").string(portfolio.range.from.to_string()).key("to").string(portfolio.range.to.to_string());
  if (portfolio.reason == Reason::none) {
    write_attribution(json, portfolio.table, portfolio.attribution);
  } else {
    json.key("periods").begin_array().end_array().key("linked").null();
    json.key("reason").string(name_of(portfolio.reason)).key("detail").string(portfolio.detail);
  }
  json.end_object();
}

std::string portfolio_as_text(const BookAttribution& portfolio) {
  std::string out = portfolio.id.empty() ? portfolio.name : portfolio.id;
  if (!portfolio.benchmark.empty()) out += " against " + portfolio.benchmark;
  out += ", in " + portfolio.currency.code() + ", from the close of " + portfolio.range.from.to_string() +
         " to the close of " + portfolio.range.to.to_string() + "\n";
  if (portfolio.reason == Reason::none) return out + attribution_as_text(portfolio.table, portfolio.attribution);
  const std::string detail = portfolio.detail.empty() ? std::string(in_words(portfolio.reason)) : portfolio.detail;
  return out + "no attribution: " + wrapped(detail, 16, "  ") + "\n";
}

}  // namespace

std::string book_attribution_as_json(const BookAttributionReport& report) {
  JsonWriter json;
  json.begin_object().key("from").string(report.range.from.to_string()).key("to").string(report.range.to.to_string());
  json.key("by").begin_array();
  for (const Classification by : report.by) json.string(name_of(by));
  json.end_array().key("input_hash").string(report.input_hash).key("engine_version").string(report.engine_version);
  json.key("portfolios").begin_array();
  for (const BookAttribution& portfolio : report.portfolios) write_portfolio(json, portfolio);
  json.end_array().key("total");
  report.total ? write_portfolio(json, *report.total) : static_cast<void>(json.null());
  json.end_object();
  return json.take();
}

std::string book_attribution_as_csv(const BookAttributionReport& report) {
  std::string out = "portfolio," + std::string(attribution_csv_header());
  const auto add = [&out](const BookAttribution& portfolio) {
    const std::string before = csv_cell(portfolio.id) + ",";
    out += portfolio.reason == Reason::none
               ? attribution_csv_lines(portfolio.table, portfolio.attribution, before)
               : before + "linked,,,,,,,,,,," + std::string(name_of(portfolio.reason)) + "\n";
  };
  for (const BookAttribution& portfolio : report.portfolios) add(portfolio);
  if (report.total) add(*report.total);
  return out;
}

std::string book_attribution_as_text(const BookAttributionReport& report) {
  std::string out;
  for (const BookAttribution& portfolio : report.portfolios)
    out += (out.empty() ? "" : "\n") + portfolio_as_text(portfolio);
  if (report.total && report.portfolios.size() > 1) out += "\n" + portfolio_as_text(*report.total);
  return out;
}

}  // namespace dietz
