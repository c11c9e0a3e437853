#include "cli/risk_input.hpp"

#include "codec/csv_cells.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::string_view date_name = "date";

struct UsedColumns {
  CsvColumn date;
  CsvColumn series;
  CsvColumn benchmark;
  CsvColumn risk_free;
  CsvColumn mar;
};

struct ReturnRow {
  std::size_t line = 0;
  Date date;
  std::optional<double> series;
  std::optional<double> benchmark;
  std::optional<double> risk_free;
  std::optional<double> mar;
};

std::vector<std::string_view> series_names(const CsvReader& csv) {
  std::vector<std::string_view> names;
  for (const std::string_view name : csv.header()) {
    if (name != date_name) names.push_back(name);
  }
  return names;
}

std::string which_there_are(const CsvReader& csv) {
  constexpr std::size_t most_named = 20;
  auto names = series_names(csv);
  if (names.empty()) return "; the file has no series";
  if (names.size() > most_named) return "; the file has " + std::to_string(names.size()) + " series";
  return "; the file has " + one_of(names);
}

Error unknown(const CsvReader& csv, std::string_view option, std::string_view name, std::string_view or_number = "") {
  return Error::not_found(std::string(option) + ": " + shown(name) + " is no series of the file" +
                          std::string(or_number) + which_there_are(csv));
}

Result<CsvColumn> column_of(const CsvReader& csv, std::string_view option, const std::string& name) {
  if (name.empty()) return CsvColumn();
  const CsvColumn column = csv.column(name);
  if (column.is_none() || name == date_name) return unknown(csv, option, name);
  return column;
}

/// A column's name, or else a number that goes to `number`.
Result<CsvColumn> column_or_number(const CsvReader& csv, std::string_view option, const std::string& text,
                                   double& number) {
  if (!text.empty() && csv.column(text).is_none()) {
    const auto value = parse_double(text);
    if (!value) return unknown(csv, option, text, " and no number");
    number = *value;
    return CsvColumn();
  }
  return column_of(csv, option, text);
}

Result<UsedColumns> used_columns(const CsvReader& csv, const ReturnSources& sources, ReturnRows& rows) {
  UsedColumns used;
  used.date = csv.column(date_name);
  rows.series = sources.series;
  if (rows.series.empty()) {
    const auto names = series_names(csv);
    if (names.size() != 1) return Error::not_found("--series is missing" + which_there_are(csv));
    rows.series = names.front();
  }
  const auto series = column_of(csv, "--series", rows.series);
  if (!series) return series.error();
  const auto benchmark = column_of(csv, "--benchmark", sources.benchmark);
  if (!benchmark) return benchmark.error();
  const auto risk_free = column_or_number(csv, "--risk-free", sources.risk_free, rows.risk_free_annual);
  if (!risk_free) return risk_free.error();
  if (rows.risk_free_annual <= -1) return Error::not_found("--risk-free: an annual rate must be above -1");
  const auto mar = column_or_number(csv, "--mar", sources.mar, rows.mar_per_period);
  if (!mar) return mar.error();
  used.series = *series;
  used.benchmark = *benchmark;
  used.risk_free = *risk_free;
  used.mar = *mar;
  return used;
}

std::vector<ReturnRow> read_rows(CsvReader& csv, const UsedColumns& used) {
  std::vector<ReturnRow> rows;
  while (csv.next()) {
    const auto date = date_cell(csv, used.date);
    const ReturnRow row{csv.line(),
                        date.value_or(Date()),
                        optional_double_cell(csv, used.series),
                        optional_double_cell(csv, used.benchmark),
                        optional_double_cell(csv, used.risk_free),
                        optional_double_cell(csv, used.mar)};
    if (date) rows.push_back(row);
  }
  return rows;
}

void refuse_doubled_dates(const std::vector<ReturnRow>& by_date, ProblemList& problems) {
  for (std::size_t i = 1; i < by_date.size(); ++i) {
    if (by_date[i].date != by_date[i - 1].date) continue;
    problems.add(by_date[i].line, date_name,
                 by_date[i].date.to_string() + " stands already on line " + std::to_string(by_date[i - 1].line));
  }
}

void keep(ReturnRows& rows, const ReturnRow& row, const UsedColumns& used) {
  const auto is_gap = [](CsvColumn column, const std::optional<double>& value) { return !column.is_none() && !value; };
  if (is_gap(used.series, row.series) || is_gap(used.benchmark, row.benchmark) ||
      is_gap(used.risk_free, row.risk_free) || is_gap(used.mar, row.mar)) {
    ++rows.left_out;
    return;
  }
  rows.dates.push_back(row.date);
  rows.returns.push_back(*row.series);
  if (row.benchmark) rows.benchmark.push_back(*row.benchmark);
  if (row.risk_free) rows.risk_free.push_back(*row.risk_free);
  if (row.mar) rows.mar.push_back(*row.mar);
}

}  // namespace

Result<ReturnRows> read_return_rows(std::string_view text, const std::string& file, const ReturnSources& sources) {
  auto csv = CsvReader::open(text, file, {.required = {date_name}, .optional = {}, .others = true});
  if (!csv) return std::move(csv).error();
  ReturnRows rows;
  const auto used = used_columns(*csv, sources, rows);
  if (!used) return used.error();
  std::vector<ReturnRow> by_date = read_rows(*csv, *used);
  std::stable_sort(by_date.begin(), by_date.end(), [](const auto& a, const auto& b) { return a.date < b.date; });
  refuse_doubled_dates(by_date, csv->problems());
  if (!csv->problems().empty()) return csv->problems().error();
  for (const ReturnRow& row : by_date) {
    const bool inside = (!sources.from || row.date >= *sources.from) && (!sources.to || row.date <= *sources.to);
    if (inside) keep(rows, row, *used);
  }
  return rows;
}

}  // namespace dietz
