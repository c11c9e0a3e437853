#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"

#include <utility>

namespace dietz {
namespace {

std::string text_of(CsvReader& csv, std::string_view column) {
  return std::string(optional_text_cell(csv, csv.column(column)));
}

std::uint32_t line_of(const CsvReader& csv) { return static_cast<std::uint32_t>(csv.line()); }

/// The name of a time zone that is known, or "" for UTC, also in place of one that was refused.
std::string zone_of(CsvReader& csv, const PortfolioZones& zones) {
  const CsvColumn column = csv.column("time_zone");
  std::string zone(optional_id_cell(csv, column));
  // Any moment will do to find out whether the zone is known.
  const auto known = zones.offset_of(zone, Instant{0});
  if (known.ok()) return zone;
  csv.refuse(column, known.error().message());
  return {};
}

template <class Row>
void refuse_doubled(CsvReader& csv, const Row& first) {
  csv.refuse(csv.column("id"), shown(first.id) + " stands on line " + std::to_string(first.row.line) + " already");
}

}  // namespace

Status read_portfolios(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(
      text, file,
      {{"id", "name", "currency"}, {"client", "inception", "benchmark", "policy", "group", "time_zone"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  CurrencyCells currencies;
  while (csv.next()) {
    const auto id = id_cell(csv, csv.column("id"));
    const auto currency = currencies.needed(csv, csv.column("currency"));
    Portfolio p;
    p.name = text_of(csv, "name");
    p.client = text_of(csv, "client");
    p.inception = optional_date_cell(csv, csv.column("inception"));
    p.benchmark = std::string(optional_id_cell(csv, csv.column("benchmark")));
    p.policy = text_of(csv, "policy");
    p.group = std::string(optional_id_cell(csv, csv.column("group")));
    p.row = {BookFile::portfolios, line_of(csv)};
    std::string zone = zone_of(csv, draft.zones);
    if (!id || !currency) continue;
    p.id = std::string(*id);
    if (p.name.empty()) p.name = p.id;
    p.currency = *currency;
    if (const auto known = draft.find_portfolio(*id); !known.is_none()) {
      refuse_doubled(csv, draft.book.portfolios[known.at()]);
    } else {
      draft.add_portfolio(std::move(p));
      draft.zones.names.push_back(std::move(zone));
    }
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

Status read_securities(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file,
                                {{"id", "name", "type", "currency"},
                                 {"isin", "cusip", "sedol", "ticker", "asset_class", "sector", "region"},
                                 false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  CurrencyCells currencies;
  while (csv.next()) {
    const auto id = id_cell(csv, csv.column("id"));
    const auto currency = currencies.needed(csv, csv.column("currency"));
    Security s;
    s.name = text_of(csv, "name");
    s.type = text_of(csv, "type");
    s.isin = text_of(csv, "isin");
    s.cusip = text_of(csv, "cusip");
    s.sedol = text_of(csv, "sedol");
    s.ticker = text_of(csv, "ticker");
    s.asset_class = text_of(csv, "asset_class");
    s.sector = text_of(csv, "sector");
    s.region = text_of(csv, "region");
    s.row = {BookFile::securities, line_of(csv)};
    if (!id || !currency) continue;
    s.id = std::string(*id);
    if (s.name.empty()) s.name = s.id;
    s.currency = *currency;
    if (const auto known = draft.find_security(*id); !known.is_none()) {
      refuse_doubled(csv, draft.book.securities[known.at()]);
    } else {
      draft.add_security(std::move(s));
    }
  }
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
