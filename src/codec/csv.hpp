#pragma once

#include "base/result.hpp"
#include "codec/problem_list.hpp"

#include <cstddef>
#include <deque>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What a file's header may hold.
struct CsvColumns {
  std::vector<std::string_view> required;
  std::vector<std::string_view> optional;
  bool others = false;  ///< columns of any other name are welcome too
};

/// Where a column stands in the file's header; none for an optional column that the file leaves out.
struct CsvColumn {
  static constexpr std::size_t none_value = std::numeric_limits<std::size_t>::max();
  std::size_t position = none_value;
  [[nodiscard]] bool is_none() const { return position == none_value; }
};

/// A strict reader of RFC 4180 text, row by row: comma-separated, a header line, lines ended by LF or CRLF, `"` quotes
/// a whole cell and is doubled inside one, UTF-8 with or without a byte-order mark, columns in any order.
///
///   auto csv = CsvReader::open(text, "flows.csv", {.required = {"date", "amount"}});
///   if (!csv) return csv.error();
///   const CsvColumn date = csv->column("date");
///   while (csv->next()) { … csv->cell(date) … csv->line() … }
///   if (!csv->problems().empty()) return csv->problems().error();
///
/// Cells are views into the text, or into `unescaped()` where doubled quotes had to be undone; both must outlive them.
/// Nothing is guessed or trimmed: a wrong separator, an unknown or doubled column, a row of another length, a bare
/// quote, a control character or broken UTF-8 is a problem with its line.
class CsvReader {
 public:
  static constexpr std::size_t max_field_bytes = 65'536;

  /// Reads the header. Errors: an empty file, broken UTF-8, control characters, unknown, doubled or missing columns.
  [[nodiscard]] static Result<CsvReader> open(std::string_view text, std::string file, const CsvColumns& columns);

  /// Reads rows that stand apart from their header, which `with_header` has read; lines count from 1. Errors: those of
  /// bytes.
  [[nodiscard]] static Result<CsvReader> open_rows(std::string_view text, const CsvReader& with_header);

  [[nodiscard]] const std::vector<std::string_view>& header() const { return header_; }
  /// None for a name that isn't in the header.
  [[nodiscard]] CsvColumn column(std::string_view name) const;

  /// Goes to the next well-formed row; false at the end. Rows that aren't well-formed become problems.
  [[nodiscard]] bool next();
  /// The line the row begins on, from 1.
  [[nodiscard]] std::size_t line() const { return row_line_; }
  [[nodiscard]] std::size_t lines_read() const { return line_ - 1; }
  /// "" for a column that isn't there.
  [[nodiscard]] std::string_view cell(CsvColumn column) const {
    return column.is_none() ? std::string_view() : cells_[column.position];
  }
  [[nodiscard]] const std::vector<std::string_view>& cells() const { return cells_; }
  /// Rows in what is left to read, at most.
  [[nodiscard]] std::size_t rows_left_at_most() const;

  /// Notes that a cell of the current row is wrong.
  void refuse(CsvColumn column, std::string message);
  [[nodiscard]] ProblemList& problems() { return problems_; }
  [[nodiscard]] const ProblemList& problems() const { return problems_; }

  /// Storage of the cells that held doubled quotes.
  [[nodiscard]] std::shared_ptr<const std::deque<std::string>> unescaped() const { return unescaped_; }

 private:
  CsvReader(std::string_view text, std::string file);

  [[nodiscard]] bool read_record();
  [[nodiscard]] bool read_quoted_cell();
  /// Cells without quotes up to the row's end or the next quoted one.
  [[nodiscard]] bool read_bare_cells();
  [[nodiscard]] bool check_bare_stop();
  [[nodiscard]] bool keep_cell(std::string_view cell, std::size_t line);
  void end_line();
  void skip_line();
  void check_header(const CsvColumns& columns);

  std::string_view text_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  std::size_t row_line_ = 0;
  std::vector<std::string_view> header_;
  std::vector<std::string_view> cells_;
  std::shared_ptr<std::deque<std::string>> unescaped_;
  ProblemList problems_;
};

}  // namespace dietz
