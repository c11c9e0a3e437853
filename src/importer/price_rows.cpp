#include "importer/price_rows.hpp"

#include <array>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 3> adjustment_names = {"raw", "split_adjusted", "fully_adjusted"};

std::optional<Adjustment> parse_adjustment(std::string_view text) {
  if (text.empty() || text == "raw") return Adjustment::raw;
  if (text == "split_adjusted") return Adjustment::split_adjusted;
  if (text == "fully_adjusted") return Adjustment::fully_adjusted;
  return {};
}

}  // namespace

const CsvColumns& price_columns() {
  static const CsvColumns columns = {{"security", "date", "close"}, {"currency", "adjustment", "recorded_at"}, false};
  return columns;
}

PriceRows::PriceRows(CsvReader& csv, Date last_day)
    : csv_(csv),
      security_(csv.column("security")),
      date_(csv.column("date")),
      close_(csv.column("close")),
      currency_(csv.column("currency")),
      adjustment_(csv.column("adjustment")),
      recorded_(csv.column("recorded_at")),
      dates_(last_day) {}

std::optional<PriceRow> PriceRows::read() {
  const auto id = id_cell(csv_, security_);
  const auto day = dates_.needed(csv_, date_);
  const auto value = decimal_cell(csv_, close_);
  if (value && value->is_negative()) csv_.refuse(close_, "the price " + shown(csv_.cell(close_)) + " is negative");
  const Currency in = currencies_.optional(csv_, currency_);
  const auto adjusted = choice_cell(csv_, adjustment_, parse_adjustment, adjustment_names);
  const Instant recorded_at = recorded_at_cell(csv_, recorded_);
  if (!id || !day || !value || !adjusted) return {};
  return PriceRow{*id, *day, *value, in, *adjusted, recorded_at};
}

}  // namespace dietz
