#include "importer/book_cells.hpp"

#include <algorithm>

namespace dietz {
namespace {

bool is_id(std::string_view text) {
  const auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20; };
  return text.front() != ' ' && text.back() != ' ' && std::none_of(text.begin(), text.end(), is_control);
}

/// The number of two digits at `at`, below `limit`; −1 where there is none.
int two_digits(std::string_view text, std::size_t at, int limit) {
  if (text.size() < at + 2) return -1;
  const int tens = text[at] - '0', ones = text[at + 1] - '0';
  const bool digits = tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9;
  return digits && tens * 10 + ones < limit ? tens * 10 + ones : -1;
}

std::optional<std::uint32_t> parse_time(std::string_view text) {
  const int hours = two_digits(text, 0, 24), minutes = two_digits(text, 3, 60);
  if (hours < 0 || minutes < 0 || text[2] != ':') return {};
  int milliseconds = (hours * 60 + minutes) * 60'000;
  if (text.size() == 5) return static_cast<std::uint32_t>(milliseconds);
  const int seconds = two_digits(text, 6, 60);
  if (seconds < 0 || text[5] != ':') return {};
  milliseconds += seconds * 1000;
  if (text.size() > 8) {
    const auto fraction =
        text[8] == '.' && text.size() <= 12 ? Decimal::parse("0" + std::string(text.substr(8))) : std::nullopt;
    if (!fraction) return {};
    milliseconds += static_cast<int>((*fraction * Decimal(1000)).rounded(0).coefficient());
  }
  return static_cast<std::uint32_t>(milliseconds);
}

}  // namespace

std::string_view optional_id_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = optional_text_cell(csv, column, max_id_bytes);
  if (text.empty() || is_id(text)) return text;
  csv.refuse(column, shown(text) + " is no id: an id stands on one line, without blanks around it");
  return {};
}

std::optional<std::string_view> id_cell(CsvReader& csv, CsvColumn column) {
  if (csv.cell(column).empty()) {
    refuse_empty(csv, column, "an id");
    return {};
  }
  const std::string_view text = optional_id_cell(csv, column);
  return text.empty() ? std::nullopt : std::optional(text);
}

Currency CurrencyCells::optional(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return {};
  if (const Currency* known = recent_.find(text)) return *known;
  const auto currency = Currency::parse(text);
  if (!currency) {
    csv.refuse(column, shown(text) + " is not a currency of ISO 4217, such as EUR");
    return {};
  }
  recent_.keep(text, *currency);
  return *currency;
}

std::optional<Currency> CurrencyCells::needed(CsvReader& csv, CsvColumn column) {
  if (csv.cell(column).empty()) refuse_empty(csv, column, "a currency such as EUR");
  const Currency currency = optional(csv, column);
  return currency.is_none() ? std::nullopt : std::optional(currency);
}

std::optional<Date> PastDateCells::needed(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (const Date* known = recent_.find(text)) return *known;
  const auto date = date_cell(csv, column);
  if (date && *date > last_) {
    csv.refuse(column, date->to_string() + " lies in the future");
    return {};
  }
  if (date) recent_.keep(text, *date);
  return date;
}

std::optional<Decimal> optional_positive_cell(CsvReader& csv, CsvColumn column) {
  const auto number = optional_decimal_cell(csv, column);
  if (!number || !number->is_negative()) return number;
  csv.refuse(column, shown(csv.cell(column)) + " is negative");
  return {};
}

Instant recorded_at_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return Instant::always();
  const auto instant = Instant::parse(text);
  if (!instant) csv.refuse(column, shown(text) + " is not an instant such as 2026-01-31T17:00:00Z");
  return instant.value_or(Instant::always());
}

std::uint32_t time_cell(CsvReader& csv, CsvColumn column) {
  const std::string_view text = csv.cell(column);
  if (text.empty()) return Transaction::no_time;
  const auto time = parse_time(text);
  if (!time) csv.refuse(column, shown(text) + " is not a time such as 16:30 or 16:30:15.250");
  return time.value_or(Transaction::no_time);
}

}  // namespace dietz
