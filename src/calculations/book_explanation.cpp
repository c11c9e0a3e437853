#include "calculations/book_explanation.hpp"

#include "calculations/benchmark_explanation.hpp"
#include "calculations/figure_explanation.hpp"

namespace dietz {
namespace {

using Place = ExplanationBuilder::Place;
using Part = std::optional<Place> DayNodes::*;

/// A portfolio's part of the total on a day.
std::optional<Place> added(ExplanationBuilder& builder, const std::string& label, const std::string& unit,
                           const std::vector<std::vector<DayNodes>>& portfolios, std::size_t day, Part part) {
  std::vector<Place> parts;
  for (const auto& days : portfolios) {
    if (const auto& place = days[day].*part) parts.push_back(*place);
  }
  if (parts.empty()) return {};
  if (parts.size() == 1) return parts.front();
  return builder.sum(label, unit, std::move(parts));
}

std::vector<DayNodes> totals(ExplanationBuilder& builder, const std::string& unit, Date from,
                             const std::vector<std::vector<DayNodes>>& portfolios) {
  std::vector<DayNodes> days(portfolios.front().size());
  const std::pair<const char*, Part> parts[] = {
      {"value", &DayNodes::value},   {"paid in", &DayNodes::flows_in},           {"paid out", &DayNodes::flows_out},
      {"income", &DayNodes::income}, {"fee rows", &DayNodes::fee_rows},          {"fees", &DayNodes::fees},
      {"taxes", &DayNodes::taxes},   {"currency gain", &DayNodes::currency_gain}};
  for (std::size_t day = 0; day < days.size(); ++day) {
    const std::string date = (from + static_cast<int>(day)).to_string();
    for (const auto& [what, part] : parts) {
      days[day].*part =
          added(builder, std::string(what) + " of all portfolios on " + date, unit, portfolios, day, part);
    }
    for (const auto& portfolio : portfolios) {
      if (!portfolio[day].value) days[day].value.reset();
    }
  }
  return days;
}

Explanation explain(const Book& book, const BookFacts& facts, const std::vector<PortfolioIndex>& portfolios,
                    const PortfolioFacts& subject, const PortfolioReport& report, const InternalTransfers& internal) {
  ExplanationBuilder builder;
  const MarketData data(book, book.policy, portfolios);
  MarketExplanation market(builder, book, data, subject.currency);
  std::vector<std::vector<DayNodes>> days;
  for (const PortfolioIndex portfolio : portfolios) {
    const MarketData own(book, book.policy, portfolio);
    market.use(own);
    days.push_back(LedgerExplanation(builder, book, market, portfolio, internal).explain(facts.range));
  }
  market.use(data);
  std::vector<DayNodes> all =
      days.size() == 1 ? std::move(days.front()) : totals(builder, subject.currency.code(), facts.range.from, days);
  std::map<Date, Place> benchmark;
  if (subject.benchmark) benchmark = explain_benchmark_days(builder, market, book, data, *subject.benchmark);
  FigureExplanation(builder, subject, report, book.policy, std::move(all), benchmark).explain();
  if (subject.benchmark) explain_benchmark(builder, benchmark, *subject.benchmark, report);
  return builder.take();
}

}  // namespace

Explanation explain_portfolio(const Book& book, const BookFacts& facts, const BookReport& report, std::size_t i) {
  return explain(book, facts, {facts.portfolios[i]}, facts.facts[i], report.portfolios[i], {});
}

Explanation explain_total(const Book& book, const BookFacts& facts, const BookReport& report) {
  return explain(book, facts, facts.portfolios, facts.total, *report.total, internal_transfers(book, facts.portfolios));
}

}  // namespace dietz
