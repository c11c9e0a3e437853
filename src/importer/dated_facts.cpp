#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"
#include "importer/doubled_facts.hpp"
#include "importer/versions.hpp"

#include <map>
#include <utility>

namespace dietz {
namespace {

std::uint32_t line_of(const CsvReader& csv) { return static_cast<std::uint32_t>(csv.line()); }

}  // namespace

Status read_fx(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, {{"base", "quote", "date", "rate"}, {"recorded_at"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn base = csv.column("base"), quote = csv.column("quote"), date = csv.column("date"),
                  rate = csv.column("rate"), recorded = csv.column("recorded_at");
  PastDateCells dates(draft.last_day());
  CurrencyCells bases, quotes;
  std::map<std::pair<Currency, Currency>, std::vector<Version<FxRate>>> versions;
  while (csv.next()) {
    const auto from = bases.needed(csv, base);
    const auto to = quotes.needed(csv, quote);
    const auto day = dates.needed(csv, date);
    const auto value = decimal_cell(csv, rate);
    if (value && value->sign() <= 0) csv.refuse(rate, "the rate must be more than 0");
    const Instant recorded_at = recorded_at_cell(csv, recorded);
    if (!from || !to || !day || !value) continue;
    if (*from == *to) {
      csv.refuse(quote, "base and quote are both " + from->code());
      continue;
    }
    versions[{*from, *to}].push_back({{*day, line_of(csv), *value}, recorded_at});
  }
  DoubledFacts doubles(draft, csv, BookFile::fx);
  for (auto& [pair, rates] : versions) {
    const std::string name = "rate " + pair.first.code() + "-" + pair.second.code();
    draft.book.fx.push_back(
        {pair.first, pair.second, facts_known_at(rates, draft.reading.known_at, [&](const FxRate& a, const FxRate& b) {
           doubles.tell(name, a.date, a.line, b.line, a.rate == b.rate);
         })});
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

Status read_valuations(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, {{"portfolio", "date", "value"}, {"recorded_at"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn portfolio = csv.column("portfolio"), date = csv.column("date"), value = csv.column("value"),
                  recorded = csv.column("recorded_at");
  EventTimeCells dates(draft.last_day(), draft.zones);
  std::map<PortfolioIndex, std::vector<Version<Valuation>>> versions;
  while (csv.next()) {
    const auto id = id_cell(csv, portfolio);
    const auto total = decimal_cell(csv, value);
    const Instant recorded_at = recorded_at_cell(csv, recorded);
    const PortfolioIndex index = id ? draft.portfolio_of(csv, portfolio, *id) : PortfolioIndex::none();
    const auto event = dates.needed(csv, date, index);
    if (index.is_none() || !event || !total) continue;
    versions[index].push_back({{index, event->day, line_of(csv), *total}, recorded_at});
  }
  DoubledFacts doubles(draft, csv, BookFile::valuations);
  for (auto& [index, totals] : versions) {
    const std::string name = "valuation of " + shown(draft.book.portfolios[index.at()].id);
    const auto known = facts_known_at(totals, draft.reading.known_at, [&](const Valuation& a, const Valuation& b) {
      doubles.tell(name, a.date, a.line, b.line, a.value == b.value);
    });
    draft.book.valuations.insert(draft.book.valuations.end(), known.begin(), known.end());
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
