#include "cli/twr_input.hpp"

#include "codec/csv_cells.hpp"

#include <algorithm>
#include <array>
#include <map>

namespace dietz {
namespace {

struct Columns {
  CsvColumn date, value, flow, timing;
};

struct Known {
  ValuedDay day;
  std::size_t value_line = 0;
};

constexpr std::array<std::string_view, 2> timings{"start", "end"};

std::optional<FlowTiming> parse_row_timing(std::string_view text) {
  if (text == "start") return FlowTiming::start;
  if (text == "end") return FlowTiming::end;
  return {};
}

void read_row(CsvReader& csv, const Columns& columns, FlowTiming policy, Date today, std::map<Date, Known>& days) {
  const auto date = date_cell(csv, columns.date);
  const auto value = optional_decimal_cell(csv, columns.value);
  const auto flow = optional_decimal_cell(csv, columns.flow);
  std::optional<FlowTiming> stated;
  if (!csv.cell(columns.timing).empty()) stated = choice_cell(csv, columns.timing, parse_row_timing, timings);
  if (!date) return;
  if (*date > today) csv.refuse(columns.date, date->to_string() + " is in the future");
  Known& known = days[*date];
  known.day.date = *date;
  if (value && known.value_line != 0) {
    csv.refuse(columns.value, "a second value for " + date->to_string() + ", the first is on line " +
                                  std::to_string(known.value_line));
  } else if (value) {
    known.day.value = value;
    known.value_line = csv.line();
  }
  if (!flow) return;
  try {
    add_flow(known.day, *flow, policy, stated);
  } catch (const DecimalOverflow& overflow) {
    csv.refuse(columns.flow, "the day's flows come to " + std::string(overflow.what()));
  }
}

}  // namespace

Result<std::vector<ValuedDay>> read_valued_days(std::string_view text, const std::string& file, FlowTiming policy,
                                                Date today) {
  auto csv = CsvReader::open(text, file, {.required = {"date", "value"}, .optional = {"flow", "timing"}});
  if (!csv) return std::move(csv).error();
  const Columns columns{csv->column("date"), csv->column("value"), csv->column("flow"), csv->column("timing")};
  std::map<Date, Known> days;
  while (csv->next()) read_row(*csv, columns, policy, today, days);
  if (!csv->problems().empty()) return csv->problems().error();
  std::vector<ValuedDay> sorted;
  sorted.reserve(days.size());
  for (auto& [date, known] : days) sorted.push_back(std::move(known.day));
  return sorted;
}

}  // namespace dietz
