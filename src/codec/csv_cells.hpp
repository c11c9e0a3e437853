#pragma once

#include "codec/csv.hpp"
#include "codec/shown_text.hpp"
#include "model/date.hpp"
#include "model/decimal.hpp"

#include <optional>
#include <span>
#include <string>
#include <string_view>

// A cell of the current row as a value. Where it isn't one, the reader's problem list says so with line and column, and
// nothing is returned. The plain forms need a value; the `optional_` ones take an empty cell or a column that isn't
// there as "not given".
namespace dietz {

/// Text may have this many bytes unless a caller says otherwise.
constexpr std::size_t max_cell_bytes = 1000;

[[nodiscard]] std::optional<Date> date_cell(CsvReader& csv, CsvColumn column);
[[nodiscard]] std::optional<Date> optional_date_cell(CsvReader& csv, CsvColumn column);

/// At most 38 significant digits and Decimal::max_fact_scale decimal places; no sign +, exponent or grouping.
[[nodiscard]] std::optional<Decimal> decimal_cell(CsvReader& csv, CsvColumn column);
[[nodiscard]] std::optional<Decimal> optional_decimal_cell(CsvReader& csv, CsvColumn column);

/// A finite double: `-?digits[.digits][e[+-]digits]`. For rates and returns; facts are Decimals.
[[nodiscard]] std::optional<double> double_cell(CsvReader& csv, CsvColumn column);
[[nodiscard]] std::optional<double> optional_double_cell(CsvReader& csv, CsvColumn column);

/// Text without the apostrophe that guards it from spreadsheets (codec/csv_text.hpp).
[[nodiscard]] std::optional<std::string_view> text_cell(CsvReader& csv, CsvColumn column,
                                                        std::size_t max_bytes = max_cell_bytes);
/// "" where nothing is given.
[[nodiscard]] std::string_view optional_text_cell(CsvReader& csv, CsvColumn column,
                                                  std::size_t max_bytes = max_cell_bytes);

/// A strict double from text, as double_cell reads it.
[[nodiscard]] std::optional<double> parse_double(std::string_view text);

void refuse_empty(CsvReader& csv, CsvColumn column, std::string_view needed);
void refuse_choice(CsvReader& csv, CsvColumn column, std::span<const std::string_view> names);

/// One of a closed list: `parse` turns a name into a value, `names` is for the message.
template <class Parse>
[[nodiscard]] auto choice_cell(CsvReader& csv, CsvColumn column, Parse parse, std::span<const std::string_view> names)
    -> decltype(parse(std::string_view())) {
  auto value = parse(csv.cell(column));
  if (!value) refuse_choice(csv, column, names);
  return value;
}

}  // namespace dietz
