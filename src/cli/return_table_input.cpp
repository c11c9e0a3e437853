#include "cli/return_table_input.hpp"

#include "codec/csv_cells.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::string_view date_name = "date";

struct TableRow {
  std::size_t line = 0;
  Date date;
  std::vector<std::optional<double>> cells;
};

std::vector<TableRow> read_rows(CsvReader& csv, const std::vector<CsvColumn>& columns) {
  std::vector<TableRow> rows;
  const CsvColumn date_column = csv.column(date_name);
  while (csv.next()) {
    const auto date = date_cell(csv, date_column);
    TableRow row{csv.line(), date.value_or(Date()), {}};
    for (const CsvColumn column : columns) row.cells.push_back(optional_double_cell(csv, column));
    if (date) rows.push_back(std::move(row));
  }
  return rows;
}

void refuse_doubled_dates(const std::vector<TableRow>& by_date, ProblemList& problems) {
  for (std::size_t i = 1; i < by_date.size(); ++i) {
    if (by_date[i].date != by_date[i - 1].date) continue;
    problems.add(by_date[i].line, date_name,
                 by_date[i].date.to_string() + " stands already on line " + std::to_string(by_date[i - 1].line));
  }
}

}  // namespace

Result<ReturnTable> read_return_table(std::string_view text, const std::string& file, std::optional<Date> from,
                                      std::optional<Date> to) {
  auto csv = CsvReader::open(text, file, {.required = {date_name}, .optional = {}, .others = true});
  if (!csv) return std::move(csv).error();
  ReturnTable table;
  std::vector<CsvColumn> columns;
  for (const std::string_view name : csv->header()) {
    if (name == date_name) continue;
    table.names.emplace_back(name);
    columns.push_back(csv->column(name));
  }
  std::vector<TableRow> rows = read_rows(*csv, columns);
  std::stable_sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  refuse_doubled_dates(rows, csv->problems());
  if (!csv->problems().empty()) return csv->problems().error();
  table.columns.resize(table.names.size());
  for (const TableRow& row : rows) {
    if ((from && row.date < *from) || (to && row.date > *to)) continue;
    table.dates.push_back(row.date);
    for (std::size_t i = 0; i < row.cells.size(); ++i) table.columns[i].push_back(row.cells[i]);
  }
  return table;
}

}  // namespace dietz
