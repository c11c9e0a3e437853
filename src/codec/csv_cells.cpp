#include "codec/csv_cells.hpp"

#include "codec/csv_text.hpp"

#include <charconv>
#include <cmath>

namespace dietz {
namespace {

std::string bad_decimal(std::string_view text) {
  const bool number_like = text.find_first_not_of("0123456789.-") == std::string_view::npos;
  const std::size_t point = text.find('.');
  const std::size_t places = point == std::string_view::npos ? 0 : text.size() - point - 1;
  if (number_like && places > Decimal::max_fact_scale)
    return shown(text) + " has more than " + std::to_string(Decimal::max_fact_scale) + " decimal places";
  if (number_like && text.size() > Decimal::max_digits) return shown(text) + " has more than 38 digits";
  return shown(text) + " is not a number such as 1234.56";
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

void refuse_empty(CsvReader& csv, CsvColumn column, std::string_view needed) {
  csv.refuse(column, "is empty: " + std::string(needed) + " is needed");
}

void refuse_choice(CsvReader& csv, CsvColumn column, std::span<const std::string_view> names) {
  const std::string_view text = csv.cell(column);
  if (csv.problems().full()) return csv.refuse(column, {});
  if (text.empty()) return refuse_empty(csv, column, one_of(names));
  csv.refuse(column, shown(text) + " is none of " + one_of(names) + did_you_mean(text, names));
}

std::optional<Date> optional_date_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return {};
  const auto date = Date::parse(text);
  if (!date) csv.refuse(column, shown(text) + " is not a date YYYY-MM-DD");
  return date;
}

std::optional<Date> date_cell(CsvReader& csv, CsvColumn column) {
  if (csv.cell(column).empty()) refuse_empty(csv, column, "a date YYYY-MM-DD");
  return optional_date_cell(csv, column);
}

std::optional<Decimal> optional_decimal_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return {};
  const auto number = Decimal::parse(text);
  if (!number) csv.refuse(column, bad_decimal(text));
  return number;
}

std::optional<Decimal> decimal_cell(CsvReader& csv, CsvColumn column) {
  if (csv.cell(column).empty()) refuse_empty(csv, column, "a number");
  return optional_decimal_cell(csv, column);
}

std::optional<double> parse_double(std::string_view text) {
  const std::size_t first = text.starts_with('-') ? 1 : 0;
  if (text.size() <= first || !is_digit(text[first]) || !is_digit(text.back())) return {};
  // from_chars would read the part before a lone point; the point needs digits on both sides here.
  if (const std::size_t point = text.find('.'); point != std::string_view::npos && !is_digit(text[point + 1]))
    return {};
  double value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return {};
  return value;
}

std::optional<double> optional_double_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return {};
  const auto number = parse_double(text);
  if (!number) csv.refuse(column, shown(text) + " is not a number such as 0.0123");
  return number;
}

std::optional<double> double_cell(CsvReader& csv, CsvColumn column) {
  if (csv.cell(column).empty()) refuse_empty(csv, column, "a number");
  return optional_double_cell(csv, column);
}

std::string_view optional_text_cell(CsvReader& csv, CsvColumn column, std::size_t max_bytes) {
  const std::string_view text = csv.cell(column);
  if (text.size() > max_bytes) {
    csv.refuse(column, shown(text) + " is longer than " + std::to_string(max_bytes) + " bytes");
    return {};
  }
  return without_guard(text);
}

std::optional<std::string_view> text_cell(CsvReader& csv, CsvColumn column, std::size_t max_bytes) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) {
    refuse_empty(csv, column, "a text");
    return {};
  }
  if (text.size() > max_bytes) {
    (void)optional_text_cell(csv, column, max_bytes);
    return {};
  }
  return without_guard(text);
}

}  // namespace dietz
