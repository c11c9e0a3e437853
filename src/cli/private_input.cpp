#include "cli/private_input.hpp"

#include "codec/csv_cells.hpp"

#include <map>

namespace dietz {
namespace {

struct Columns {
  CsvColumn date, contribution, distribution, nav, index;
};

struct Known {
  PrivateFlow flow;
  std::size_t nav_line = 0, index_line = 0;
};

std::optional<Decimal> amount_cell(CsvReader& csv, CsvColumn column) {
  const auto amount = optional_decimal_cell(csv, column);
  if (amount && amount->is_negative()) csv.refuse(column, "must not be negative");
  return amount;
}

void add_amount(CsvReader& csv, CsvColumn column, Decimal& sum) {
  const auto amount = amount_cell(csv, column);
  if (!amount) return;
  try {
    sum = sum + *amount;
  } catch (const DecimalOverflow& overflow) {
    csv.refuse(column, "the day's amounts come to " + std::string(overflow.what()));
  }
}

void set_once(CsvReader& csv, CsvColumn column, const std::optional<Decimal>& value, std::optional<Decimal>& into,
              std::size_t& line) {
  if (!value) return;
  if (line != 0) {
    csv.refuse(column, "a second one for this day, the first is on line " + std::to_string(line));
    return;
  }
  into = value;
  line = csv.line();
}

void read_row(CsvReader& csv, const Columns& columns, Date today, std::map<Date, Known>& days) {
  const auto date = date_cell(csv, columns.date);
  const auto nav = amount_cell(csv, columns.nav);
  const auto index = optional_decimal_cell(csv, columns.index);
  if (index && index->sign() <= 0) csv.refuse(columns.index, "must be above 0");
  if (!date) return;
  if (*date > today) csv.refuse(columns.date, date->to_string() + " is in the future");
  Known& known = days[*date];
  known.flow.date = *date;
  add_amount(csv, columns.contribution, known.flow.contribution);
  add_amount(csv, columns.distribution, known.flow.distribution);
  set_once(csv, columns.nav, nav, known.flow.nav, known.nav_line);
  set_once(csv, columns.index, index, known.flow.index, known.index_line);
}

}  // namespace

Result<std::vector<PrivateFlow>> read_private_flows(std::string_view text, const std::string& file, Date today) {
  auto csv =
      CsvReader::open(text, file, {.required = {"date", "contribution", "distribution", "nav"}, .optional = {"index"}});
  if (!csv) return std::move(csv).error();
  const Columns columns{csv->column("date"), csv->column("contribution"), csv->column("distribution"),
                        csv->column("nav"), csv->column("index")};
  std::map<Date, Known> days;
  while (csv->next()) read_row(*csv, columns, today, days);
  if (!csv->problems().empty()) return csv->problems().error();
  std::vector<PrivateFlow> sorted;
  sorted.reserve(days.size());
  for (auto& [date, known] : days) sorted.push_back(std::move(known.flow));
  return sorted;
}

}  // namespace dietz
