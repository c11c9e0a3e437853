#include "base/utf8.hpp"
#include "codec/csv.hpp"
#include "codec/csv_cells.hpp"
#include "fuzzing.hpp"

#include <string>
#include <vector>

using namespace dietz;
using fuzz::ensure;

namespace {

using Rows = std::vector<std::vector<std::string>>;

void read_cells(CsvReader& csv) {
  for (std::size_t i = 0; i < csv.header().size(); ++i) {
    const CsvColumn column{i};
    (void)optional_date_cell(csv, column);
    (void)optional_decimal_cell(csv, column);
    (void)optional_double_cell(csv, column);
    (void)optional_text_cell(csv, column, 100);
  }
}

/// Header and rows; `clean` if nothing was wrong.
Rows read(std::string_view text, bool& clean, bool with_cells) {
  Rows rows;
  auto csv = CsvReader::open(text, "f.csv", {{}, {}, true});
  clean = csv.ok();
  if (!csv) {
    ensure(!csv.error().problems.empty(), "an error names a problem");
    return rows;
  }
  rows.emplace_back(csv->header().begin(), csv->header().end());
  while (csv->next()) {
    rows.emplace_back(csv->cells().begin(), csv->cells().end());
    if (with_cells) read_cells(*csv);
  }
  clean = csv->problems().empty();
  if (clean) return rows;
  const Error error = csv->problems().error();
  ensure(error.problems.size() <= ProblemList::limit, "at most 20 problems are told");
  for (const Problem& p : error.problems) {
    ensure(p.origin.line >= 1 && p.origin.line <= 1 + count_lines(text), "a problem's line is in the file");
    ensure(find_control_character(p.message) == std::string_view::npos && p.message.find('\n') == std::string::npos,
           "a message is one plain line");
    ensure(find_invalid_utf8(p.message) == std::string_view::npos, "a message is UTF-8");
  }
  return rows;
}

std::string write(const Rows& rows) {
  std::string text;
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      text += i == 0 ? "\"" : ",\"";
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
      text += "\"";
    }
    text += "\r\n";
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  bool clean = false;
  (void)read(fuzz::text_of(data, size), clean, true);
  const Rows rows = read(fuzz::text_of(data, size), clean, false);
  if (rows.empty()) return 0;
  const Rows again = read(write(rows), clean, false);
  ensure(clean && again == rows, "rows that are written again read back as the same cells");
  return 0;
}
