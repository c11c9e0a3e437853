#include "presentation/contribution_output.hpp"

#include "codec/csv_text.hpp"
#include "presentation/figures.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

void write_rate(JsonWriter& json, std::string_view name, const Rate& rate) {
  json.key(name);
  rate ? json.number(rate.value()) : json.null();
}

void write_contribution(JsonWriter& json, const Contribution& c) {
  json.begin_object().key("segment").string(c.segment);
  if (!c.name.empty()) json.key("name").string(c.name);
  json.key("weight").number(c.weight);
  write_rate(json, "return", c.rate);
  json.key("contribution").number(c.contribution).key("price").number(c.parts.price);
  json.key("currency").number(c.parts.currency).key("income").number(c.parts.income);
  json.key("fees").number(c.parts.fees).key("taxes").number(c.parts.taxes);
  if (!c.rate) json.key("reason").string(name_of(c.rate.reason()));
  json.end_object();
}

/// Leaves the object open.
void write_period(JsonWriter& json, const PeriodContributions& period) {
  json.key("from").string(period.from.to_string()).key("to").string(period.to.to_string());
  write_rate(json, "return", period.rate);
  if (period.reason != Reason::none) json.key("reason").string(name_of(period.reason));
  if (!period.detail.empty()) json.key("detail").string(period.detail);
  json.key("contributions").begin_array();
  for (const Contribution& c : period.contributions) write_contribution(json, c);
  json.end_array();
}

void write_portfolio(JsonWriter& json, const PortfolioContributions& portfolio) {
  json.begin_object().key("id");
  portfolio.id.empty() ? json.null() : json.string(portfolio.id);
  json.key("name").string(portfolio.name).key("currency").string(portfolio.currency.code());
  write_period(json, portfolio.whole);
  if (!portfolio.periods.empty()) {
    json.key("periods").begin_array();
    for (const PeriodContributions& period : portfolio.periods) {
      json.begin_object().key("period").string(period.name);
      write_period(json, period);
      json.end_object();
    }
    json.end_array();
  }
  json.end_object();
}

std::string cell(const Rate& rate) { return rate ? shortest_text(rate.value()) : std::string(); }

std::string parts_cells(const ContributionParts& parts) {
  return shortest_text(parts.price) + "," + shortest_text(parts.currency) + "," + shortest_text(parts.income) + "," +
         shortest_text(parts.fees) + "," + shortest_text(parts.taxes);
}

/// All segments as one.
Contribution total_of(const PeriodContributions& period) {
  Contribution total;
  for (const Contribution& c : period.contributions) {
    total.weight += c.weight;
    total.parts += c.parts;
    total.contribution += c.contribution;
  }
  total.rate = period.rate;
  return total;
}

std::string period_as_csv(const PortfolioContributions& portfolio, const PeriodContributions& period) {
  const std::string begin =
      csv_cell(portfolio.id) + "," + period.name + "," + period.from.to_string() + "," + period.to.to_string() + ",";
  std::string out;
  const auto line = [&](const Contribution& c) {
    out += begin + csv_cell(c.segment) + "," + shortest_text(c.weight) + "," + cell(c.rate) + "," +
           shortest_text(c.contribution) + "," + parts_cells(c.parts) + "," +
           (c.rate ? std::string() : std::string(name_of(c.rate.reason()))) + "\n";
  };
  if (period.reason != Reason::none)
    return begin + ",," + cell(period.rate) + ",,,,,,," + std::string(name_of(period.reason)) + "\n";
  for (const Contribution& c : period.contributions) line(c);
  line(total_of(period));
  return out;
}

std::string right(std::string text, std::size_t width) {
  return std::string(text.size() < width ? width - text.size() : 1, ' ') + text;
}

std::string left(std::string_view text, std::size_t width) {
  const auto columns = static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
  return std::string(text) + std::string(columns < width ? width - columns : 1, ' ');
}

std::string line_of(const Contribution& c, const std::string& name) {
  const auto percent = [](double value) { return right(readable(Rate(value)), 11); };
  return "  " + left(name, 20) + percent(c.weight) + right(c.rate ? readable(c.rate) : "-", 11) +
         right(readable(Rate(c.contribution)), 14) + percent(c.parts.price) + percent(c.parts.currency) +
         percent(c.parts.income) + "\n";
}

std::string period_as_text(const PeriodContributions& period) {
  if (period.reason != Reason::none)
    return "  " + wrapped(period.detail.empty() ? std::string(in_words(period.reason)) : period.detail, 2, "  ") + "\n";
  std::string out = "  " + left("", 20) + "     weight     return  contribution      price   currency     income\n";
  std::vector<Contribution> sorted = period.contributions;
  std::stable_sort(sorted.begin(), sorted.end(), [](const Contribution& a, const Contribution& b) {
    return std::abs(a.contribution) > std::abs(b.contribution);
  });
  for (const Contribution& c : sorted) out += line_of(c, c.segment);
  return out + line_of(total_of(period), "total");
}

std::string portfolio_as_text(const PortfolioContributions& portfolio) {
  std::string out = (portfolio.id.empty() ? portfolio.name : portfolio.id) + ", in " + portfolio.currency.code() +
                    ", from the close of " + portfolio.whole.from.to_string() + " to the close of " +
                    portfolio.whole.to.to_string() + "\n\n" + period_as_text(portfolio.whole);
  for (const PeriodContributions& period : portfolio.periods) out += "\n" + period.name + "\n" + period_as_text(period);
  return out;
}

}  // namespace

std::string contributions_as_json(const ContributionReport& report) {
  JsonWriter json;
  json.begin_object().key("from").string(report.range.from.to_string()).key("to").string(report.range.to.to_string());
  json.key("by").string(name_of(report.by)).key("input_hash").string(report.input_hash);
  json.key("engine_version").string(report.engine_version).key("portfolios").begin_array();
  for (const PortfolioContributions& portfolio : report.portfolios) write_portfolio(json, portfolio);
  json.end_array().key("total");
  report.total ? write_portfolio(json, *report.total) : static_cast<void>(json.null());
  json.end_object();
  return json.take();
}

std::string contributions_as_csv(const ContributionReport& report) {
  std::string out =
      "portfolio,period,from,to,segment,weight,return,contribution,price,currency,income,fees,taxes,reason\n";
  const auto add = [&out](const PortfolioContributions& portfolio) {
    out += period_as_csv(portfolio, portfolio.whole);
    for (const PeriodContributions& period : portfolio.periods) out += period_as_csv(portfolio, period);
  };
  for (const PortfolioContributions& portfolio : report.portfolios) add(portfolio);
  if (report.total) add(*report.total);
  return out;
}

std::string contributions_as_text(const ContributionReport& report) {
  std::string out;
  for (const PortfolioContributions& portfolio : report.portfolios)
    out += (out.empty() ? "" : "\n") + portfolio_as_text(portfolio);
  // One portfolio's total says the same again.
  if (report.total && report.portfolios.size() > 1) out += "\n" + portfolio_as_text(*report.total);
  return out;
}

}  // namespace dietz
