#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"
#include "importer/versions.hpp"

#include <array>
#include <map>
#include <utility>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 3> adjustment_names = {"raw", "split_adjusted", "fully_adjusted"};

std::optional<Adjustment> parse_adjustment(std::string_view text) {
  if (text.empty() || text == "raw") return Adjustment::raw;
  if (text == "split_adjusted") return Adjustment::split_adjusted;
  if (text == "fully_adjusted") return Adjustment::fully_adjusted;
  return {};
}

std::uint32_t line_of(const CsvReader& csv) { return static_cast<std::uint32_t>(csv.line()); }

/// A security that only prices.csv knows.
SecurityIndex add_priced_security(BookDraft& draft, std::string_view id, std::uint32_t line) {
  Security derived;
  derived.id = derived.name = std::string(id);
  if (draft.has_securities_file)
    draft.note("derived_security", "security " + shown(id) + " is not in securities.csv: derived from its prices",
               {BookFile::prices, line});
  return draft.add_security(std::move(derived));
}

/// What one row says of its series as a whole must be what the first one said.
void describe_series(CsvReader& csv, PriceSeries& series, bool first, Currency currency, Adjustment adjustment) {
  if (first) {
    series.currency = currency;
    series.adjustment = adjustment;
    return;
  }
  if (series.currency != currency) csv.refuse(csv.column("currency"), "differs from the other prices of this security");
  if (series.adjustment != adjustment)
    csv.refuse(csv.column("adjustment"), "differs from the other prices of this security");
}

/// Tells of two rows for the same day: an error, or a finding where they say the same.
class Doubles {
 public:
  Doubles(BookDraft& draft, CsvReader& csv, BookFile file) : draft_(draft), csv_(csv), file_(file) {}

  void tell(const std::string& what, Date date, std::uint32_t first, std::uint32_t second, bool same) {
    const std::string message =
        "a second " + what + " on " + date.to_string() + "; the first stands on line " + std::to_string(first);
    if (same) {
      draft_.note("duplicate_row", message + " and is the same", {file_, second}, true);
    } else {
      csv_.problems().add(second, {}, message);
    }
  }

 private:
  BookDraft& draft_;
  CsvReader& csv_;
  BookFile file_;
};

}  // namespace

Status read_prices(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened =
      CsvReader::open(text, file, {{"security", "date", "close"}, {"currency", "adjustment", "recorded_at"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn security = csv.column("security"), date = csv.column("date"), close = csv.column("close"),
                  currency = csv.column("currency"), adjustment = csv.column("adjustment"),
                  recorded = csv.column("recorded_at");
  CurrencyCells currencies;
  std::vector<std::vector<Version<Price>>> versions(draft.book.securities.size());
  while (csv.next()) {
    const auto id = id_cell(csv, security);
    const auto day = past_date_cell(csv, date, draft.last_day());
    const auto value = decimal_cell(csv, close);
    if (value && value->is_negative()) csv.refuse(close, "the price " + shown(csv.cell(close)) + " is negative");
    Currency in = currencies.optional(csv, currency);
    const auto adjusted = choice_cell(csv, adjustment, parse_adjustment, adjustment_names);
    const Instant recorded_at = recorded_at_cell(csv, recorded);
    if (!id || !day || !value || !adjusted) continue;
    SecurityIndex index = draft.find_security(*id);
    if (index.is_none()) index = add_priced_security(draft, *id, line_of(csv));
    versions.resize(draft.book.securities.size());
    if (in.is_none()) in = draft.book.securities[index.at()].currency;
    auto& series = versions[index.at()];
    describe_series(csv, draft.book.prices[index.at()], series.empty(), in, *adjusted);
    series.push_back({{*day, line_of(csv), *value}, recorded_at});
  }
  Doubles doubles(draft, csv, BookFile::prices);
  for (std::size_t s = 0; s < versions.size(); ++s) {
    draft.book.prices[s].closes =
        facts_known_at(versions[s], draft.reading.known_at, [&](const Price& a, const Price& b) {
          doubles.tell("price of " + shown(draft.book.securities[s].id), a.date, a.line, b.line, a.close == b.close);
        });
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

Status read_fx(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, {{"base", "quote", "date", "rate"}, {"recorded_at"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn base = csv.column("base"), quote = csv.column("quote"), date = csv.column("date"),
                  rate = csv.column("rate"), recorded = csv.column("recorded_at");
  CurrencyCells bases, quotes;
  std::map<std::pair<Currency, Currency>, std::vector<Version<FxRate>>> versions;
  while (csv.next()) {
    const auto from = bases.needed(csv, base);
    const auto to = quotes.needed(csv, quote);
    const auto day = past_date_cell(csv, date, draft.last_day());
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
  Doubles doubles(draft, csv, BookFile::fx);
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
  std::map<PortfolioIndex, std::vector<Version<Valuation>>> versions;
  while (csv.next()) {
    const auto id = id_cell(csv, portfolio);
    const auto day = past_date_cell(csv, date, draft.last_day());
    const auto total = decimal_cell(csv, value);
    const Instant recorded_at = recorded_at_cell(csv, recorded);
    if (!id || !day || !total) continue;
    const PortfolioIndex index = draft.portfolio_of(csv, portfolio, *id);
    if (!index.is_none()) versions[index].push_back({{index, *day, line_of(csv), *total}, recorded_at});
  }
  Doubles doubles(draft, csv, BookFile::valuations);
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
