#pragma once

#include "codec/csv_cells.hpp"
#include "importer/recent_cells.hpp"
#include "model/book.hpp"
#include "model/currency.hpp"
#include "model/instant.hpp"

#include <optional>
#include <string_view>

// Cells that only a book has; see codec/csv_cells.hpp for how they answer.
namespace dietz {

constexpr std::size_t max_id_bytes = 200;
constexpr std::size_t max_note_bytes = 10'000;

/// One line of at most 200 bytes without blanks around it.
[[nodiscard]] std::optional<std::string_view> id_cell(CsvReader& csv, CsvColumn column);
[[nodiscard]] std::string_view optional_id_cell(CsvReader& csv, CsvColumn column);

/// Currencies of a column.
class CurrencyCells {
 public:
  [[nodiscard]] std::optional<Currency> needed(CsvReader& csv, CsvColumn column);
  /// None where nothing is given.
  [[nodiscard]] Currency optional(CsvReader& csv, CsvColumn column);

 private:
  RecentCells<Currency> recent_;
};

/// Days of a column on which something can have happened: none is after `last`.
class PastDateCells {
 public:
  explicit PastDateCells(Date last) : last_(last) {}
  [[nodiscard]] std::optional<Date> needed(CsvReader& csv, CsvColumn column);

 private:
  Date last_;
  RecentCells<Date> recent_;
};

/// Not negative; nothing where nothing is given.
[[nodiscard]] std::optional<Decimal> optional_positive_cell(CsvReader& csv, CsvColumn column);

/// When a row was recorded; Instant::always() where nothing is given.
[[nodiscard]] Instant recorded_at_cell(CsvReader& csv, CsvColumn column);

/// `HH:MM`, `HH:MM:SS` or `HH:MM:SS.mmm` as milliseconds of the day; Transaction::no_time where nothing is given.
[[nodiscard]] std::uint32_t time_cell(CsvReader& csv, CsvColumn column);

}  // namespace dietz
