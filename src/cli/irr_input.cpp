#include "cli/irr_input.hpp"

#include "codec/csv_cells.hpp"

#include <charconv>
#include <optional>

namespace dietz {
namespace {

std::optional<std::int32_t> period_cell(CsvReader& csv, CsvColumn column) {
  constexpr std::int32_t last_period = 999'999;
  const std::string_view text = csv.cell(column);
  std::int32_t period = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), period);
  if (error == std::errc() && end == text.data() + text.size() && period >= -last_period && period <= last_period)
    return period;
  if (text.empty()) {
    refuse_empty(csv, column, "a whole number");
  } else {
    csv.refuse(column, shown(text) + " is not a whole number of up to six digits");
  }
  return {};
}

}  // namespace

Result<std::vector<DatedAmount>> read_dated_amounts(std::string_view text, const std::string& file) {
  auto csv = CsvReader::open(text, file, {.required = {"date", "amount"}, .optional = {}});
  if (!csv) return std::move(csv).error();
  const CsvColumn dates = csv->column("date");
  const CsvColumn amounts = csv->column("amount");
  std::vector<DatedAmount> flows;
  while (csv->next()) {
    const auto date = date_cell(*csv, dates);
    const auto amount = decimal_cell(*csv, amounts);
    if (date && amount) flows.push_back({*date, *amount});
  }
  if (!csv->problems().empty()) return csv->problems().error();
  return flows;
}

Result<std::vector<PeriodicAmount>> read_periodic_amounts(std::string_view text, const std::string& file) {
  auto csv = CsvReader::open(text, file, {.required = {"period", "amount"}, .optional = {}});
  if (!csv) return std::move(csv).error();
  const CsvColumn periods = csv->column("period");
  const CsvColumn amounts = csv->column("amount");
  std::vector<PeriodicAmount> flows;
  while (csv->next()) {
    const auto period = period_cell(*csv, periods);
    const auto amount = decimal_cell(*csv, amounts);
    if (period && amount) flows.push_back({*period, *amount});
  }
  if (!csv->problems().empty()) return csv->problems().error();
  return flows;
}

}  // namespace dietz
