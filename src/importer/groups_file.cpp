#include "codec/problem_list.hpp"
#include "codec/shown_text.hpp"
#include "importer/book_cells.hpp"
#include "importer/book_draft.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <tuple>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 3> weighting_names = {"begin_values", "begin_values_and_flows", "aggregate"};
constexpr std::array<std::string_view, 4> measure_names = {"equal_weighted", "asset_weighted", "range",
                                                           "interquartile"};
constexpr int most_members = 100'000;

std::uint32_t line_of(const CsvReader& csv) { return static_cast<std::uint32_t>(csv.line()); }

std::optional<int> optional_count_cell(CsvReader& csv, CsvColumn column, int lowest) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return {};
  int count = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), count);
  if (error == std::errc() && end == text.data() + text.size() && count >= lowest && count <= most_members)
    return count;
  csv.refuse(column, shown(text) + " is not a whole number from " + std::to_string(lowest) + " to 100000");
  return {};
}

/// A portfolio can't belong to one group twice on a day.
void refuse_overlaps(CsvReader& csv, std::vector<GroupMembership>& all) {
  std::sort(all.begin(), all.end(), [](const GroupMembership& a, const GroupMembership& b) {
    return std::tuple(std::string_view(a.group), a.portfolio.at(), a.from, a.line) <
           std::tuple(std::string_view(b.group), b.portfolio.at(), b.from, b.line);
  });
  for (std::size_t i = 1; i < all.size(); ++i) {
    const GroupMembership &before = all[i - 1], &after = all[i];
    if (before.group != after.group || before.portfolio != after.portfolio) continue;
    if (before.to && after.from && *before.to < *after.from) continue;
    csv.problems().add(std::max(before.line, after.line), "from",
                       "overlaps with the membership on line " + std::to_string(std::min(before.line, after.line)));
  }
}

void refuse_doubled_terms(CsvReader& csv, std::vector<CompositeTerms>& all) {
  std::sort(all.begin(), all.end(), [](const CompositeTerms& a, const CompositeTerms& b) {
    return std::tie(a.composite, a.from, a.line) < std::tie(b.composite, b.from, b.line);
  });
  for (std::size_t i = 1; i < all.size(); ++i) {
    if (all[i].composite != all[i - 1].composite || all[i].from != all[i - 1].from) continue;
    csv.problems().add(all[i].line, "from",
                       "rules of this composite from the same day stand on line " + std::to_string(all[i - 1].line));
  }
}

}  // namespace

Status read_groups(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file, {{"group", "portfolio"}, {"from", "to", "reason"}, false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  const CsvColumn group = csv.column("group"), portfolio = csv.column("portfolio"), from = csv.column("from"),
                  to = csv.column("to"), reason = csv.column("reason");
  while (csv.next()) {
    const auto id = id_cell(csv, group);
    const auto member = id_cell(csv, portfolio);
    GroupMembership row;
    row.from = optional_date_cell(csv, from);
    row.to = optional_date_cell(csv, to);
    row.reason = std::string(optional_text_cell(csv, reason));
    row.line = line_of(csv);
    if (row.from && row.to && *row.to < *row.from) csv.refuse(to, "is before `from`, " + row.from->to_string());
    if (!id || !member) continue;
    row.group = std::string(*id);
    row.portfolio = draft.find_portfolio(*member);
    if (row.portfolio.is_none()) {
      csv.refuse(portfolio,
                 "the book has no portfolio " + shown(*member) + did_you_mean(*member, draft.portfolio_ids.ids()));
      continue;
    }
    draft.book.groups.push_back(std::move(row));
  }
  refuse_overlaps(csv, draft.book.groups);
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

Status read_composites(BookDraft& draft, std::string_view text, const std::string& file) {
  auto opened = CsvReader::open(text, file,
                                {{"composite"},
                                 {"from", "name", "weighting", "minimum_assets", "significant_flow_percent",
                                  "dispersion", "minimum_members", "entry_months", "currency", "benchmark"},
                                 false});
  if (!opened) return std::move(opened).error();
  CsvReader& csv = *opened;
  CurrencyCells currencies;
  while (csv.next()) {
    const auto id = id_cell(csv, csv.column("composite"));
    CompositeTerms terms;
    terms.from = optional_date_cell(csv, csv.column("from"));
    terms.name = std::string(optional_text_cell(csv, csv.column("name")));
    if (const CsvColumn column = csv.column("weighting"); !csv.cell(column).empty()) {
      const auto weighting = choice_cell(csv, column, parse_composite_weighting, weighting_names);
      terms.weighting = weighting.value_or(terms.weighting);
    }
    if (const CsvColumn column = csv.column("dispersion"); !csv.cell(column).empty()) {
      const auto measure = choice_cell(csv, column, parse_dispersion_measure, measure_names);
      terms.dispersion = measure.value_or(terms.dispersion);
    }
    terms.minimum_assets = optional_positive_cell(csv, csv.column("minimum_assets"));
    terms.significant_flow_percent = optional_positive_cell(csv, csv.column("significant_flow_percent"));
    terms.minimum_members = optional_count_cell(csv, csv.column("minimum_members"), 2).value_or(terms.minimum_members);
    terms.entry_months = optional_count_cell(csv, csv.column("entry_months"), 0);
    terms.currency = currencies.optional(csv, csv.column("currency"));
    terms.benchmark = std::string(optional_id_cell(csv, csv.column("benchmark")));
    terms.line = line_of(csv);
    if (const auto& b = terms.benchmark;
        !b.empty() && draft.find_security(b).is_none() && draft.benchmark_ids.find(b) == IdTable::absent) {
      csv.refuse(csv.column("benchmark"), shown(b) + " is neither a benchmark nor a security of the book");
    }
    if (!id) continue;
    terms.composite = std::string(*id);
    draft.book.composites.push_back(std::move(terms));
  }
  refuse_doubled_terms(csv, draft.book.composites);
  if (!csv.problems().empty()) return csv.problems().error();
  return Done{};
}

}  // namespace dietz
