#include "importer/doubled_facts.hpp"
#include "importer/price_rows.hpp"
#include "importer/prices_in_parts.hpp"
#include "importer/versions.hpp"

#include <utility>

namespace dietz {
namespace {

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

}  // namespace

SecurityIndex add_priced_security(BookDraft& draft, std::string_view id, std::uint32_t line) {
  if (draft.has_securities_file)
    draft.note("derived_security", "security " + shown(id) + " is not in securities.csv: derived from its prices",
               {BookFile::prices, line});
  return draft.add_security(std::string(id));
}

Status read_prices(BookDraft& draft, std::string_view text, const std::string& file) {
  if (read_prices_in_parts(draft, text, file)) return Done{};
  auto opened = CsvReader::open(text, file, price_columns());
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  PriceRows rows(csv, draft.last_day());
  std::vector<std::vector<Version<Price>>> versions(draft.book.securities.size());
  while (csv.next()) {
    const auto row = rows.read();
    if (!row) continue;
    const auto line = static_cast<std::uint32_t>(csv.line());
    SecurityIndex index = draft.find_security(row->id);
    if (index.is_none()) index = add_priced_security(draft, row->id, line);
    versions.resize(draft.book.securities.size());
    const Currency in = row->currency.is_none() ? draft.book.securities[index.at()].currency : row->currency;
    auto& series = versions[index.at()];
    describe_series(csv, draft.book.prices[index.at()], series.empty(), in, row->adjustment);
    series.push_back({{row->date, line, row->close}, row->recorded_at});
  }
  DoubledFacts doubles(draft, csv, BookFile::prices);
  for (std::size_t s = 0; s < versions.size(); ++s) {
    draft.book.prices[s].closes =
        facts_known_at(versions[s], draft.reading.known_at, [&](const Price& a, const Price& b) {
          doubles.tell("price of " + shown(draft.book.securities[s].id), a.date, a.line, b.line, a.close == b.close);
        });
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
