#include "codec/csv.hpp"

#include "base/byte_words.hpp"
#include "base/utf8.hpp"
#include "codec/shown_text.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t block_size = 64;

/// A bit for each byte of a block that may end or break a bare cell: `,`, `"`, line feed and carriage return, but also
/// blanks and other characters below `-`, which are rare enough.
std::uint64_t possible_stops(const char* block) {
  std::uint64_t stops = 0;
  for (unsigned i = 0; i < block_size; i += 8) stops |= gather_high_bits(bytes_below(load_8(block + i), '-')) << i;
  return stops;
}

/// The same where the text may end before the block.
std::uint64_t possible_stops(const char* block, const char* end) {
  if (end - block >= static_cast<std::ptrdiff_t>(block_size)) return possible_stops(block);
  char rest[block_size];
  std::fill(std::copy(block, end, rest), rest + block_size, 'x');
  return possible_stops(rest);
}

bool is_stop(char c) { return c == ',' || c == '\n' || c == '\r' || c == '"'; }

std::size_t line_of(std::string_view text, std::size_t position) { return 1 + count_lines(text.substr(0, position)); }

std::string hex_of(char c) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  return {digits[byte >> 4], digits[byte & 15U]};
}

std::string count_of(std::size_t n, std::string_view thing) {
  return std::to_string(n) + " " + std::string(thing) + (n == 1 ? "" : "s");
}

/// What is wrong with the bytes themselves.
std::optional<Problem> find_bad_byte(std::string_view text, const std::string& file) {
  const auto problem = [&](std::size_t at, std::string message) {
    return Problem{{file, line_of(text, at), {}}, std::move(message)};
  };
  if (text.empty()) return Problem{{file, 1, {}}, "the file is empty: a header line is needed"};
  if (const std::size_t at = find_invalid_utf8(text); at != std::string_view::npos)
    return problem(at, "encoding: byte 0x" + hex_of(text[at]) + " is not valid UTF-8");
  if (const std::size_t at = find_control_character(text); at != std::string_view::npos)
    return problem(at, "control character 0x" + hex_of(text[at]));
  return {};
}

}  // namespace

CsvReader::CsvReader(std::string_view text, std::string file)
    : text_(text), unescaped_(std::make_shared<std::deque<std::string>>()), problems_(std::move(file)) {}

Result<CsvReader> CsvReader::open(std::string_view text, std::string file, const CsvColumns& columns) {
  text = without_byte_order_mark(text);
  if (auto bad = find_bad_byte(text, file)) return Error{ErrorKind::invalid, {std::move(*bad)}};
  CsvReader reader(text, std::move(file));
  if (reader.read_record()) {
    reader.header_ = reader.cells_;
    reader.check_header(columns);
  }
  if (!reader.problems_.empty()) return reader.problems_.error();
  return reader;
}

Result<CsvReader> CsvReader::open_rows(std::string_view text, const CsvReader& with_header) {
  const std::string& file = with_header.problems_.file();
  if (auto bad = find_bad_byte(text, file)) return Error{ErrorKind::invalid, {std::move(*bad)}};
  CsvReader reader(text, file);
  reader.header_ = with_header.header_;
  return reader;
}

CsvColumn CsvReader::column(std::string_view name) const {
  const auto found = std::find(header_.begin(), header_.end(), name);
  return found == header_.end() ? CsvColumn{} : CsvColumn{static_cast<std::size_t>(found - header_.begin())};
}

void CsvReader::check_header(const CsvColumns& columns) {
  std::vector<std::string_view> known = columns.required;
  known.insert(known.end(), columns.optional.begin(), columns.optional.end());
  const auto holds = [](const std::vector<std::string_view>& names, std::string_view name) {
    return std::find(names.begin(), names.end(), name) != names.end();
  };
  if (header_.size() == 1 && !columns.others && header_.front().find_first_of(";\t") != std::string_view::npos) {
    problems_.add(1, {}, "header: " + shown(header_.front()) + " is one column: commas separate columns, nothing else");
    return;
  }
  for (std::size_t i = 0; i < header_.size(); ++i) {
    const std::string_view name = header_[i];
    if (std::find(header_.begin(), header_.begin() + static_cast<std::ptrdiff_t>(i), name) !=
        header_.begin() + static_cast<std::ptrdiff_t>(i)) {
      problems_.add(1, {}, "header: column " + shown(name) + " stands there twice");
    } else if (name.empty()) {
      problems_.add(1, {}, "header: column " + std::to_string(i + 1) + " has no name");
    } else if (!columns.others && !holds(known, name)) {
      problems_.add(1, {}, "header: unknown column " + shown(name) + did_you_mean(name, known));
    }
  }
  for (const std::string_view name : columns.required) {
    if (!holds(header_, name)) problems_.add(1, {}, "header: column '" + std::string(name) + "' is missing");
  }
}

bool CsvReader::next() {
  while (at_ < text_.size()) {
    if (!read_record()) continue;
    if (cells_.size() == header_.size()) return true;
    problems_.add(
        row_line_, {},
        "the row has " + count_of(cells_.size(), "cell") + ", the header " + count_of(header_.size(), "column"));
  }
  return false;
}

bool CsvReader::read_record() {
  cells_.clear();
  row_line_ = line_;
  bool more_cells = true;
  while (more_cells) {
    const bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (!(quoted ? read_quoted_cell() : read_bare_cells())) {
      skip_line();
      return false;
    }
    more_cells = at_ < text_.size() && text_[at_] == ',';
    if (more_cells) ++at_;
  }
  end_line();
  return true;
}

bool CsvReader::read_bare_cells() {
  const char* const begin = text_.data();
  const char* const end = begin + text_.size();
  const char* first = begin + at_;
  for (const char* block = first; block < end; block += block_size) {
    for (std::uint64_t stops = possible_stops(block, end); stops != 0; stops &= stops - 1) {
      const char* const at = block + std::countr_zero(stops);
      if (!is_stop(*at)) continue;
      at_ = static_cast<std::size_t>(at - begin);
      if ((*at != ',' && !check_bare_stop()) || !keep_cell({first, static_cast<std::size_t>(at - first)}, line_))
        return false;
      // The next cell, unless the row ends here or a quoted one follows.
      first = at + 1;
      if (*at != ',' || first == end || *first == '"') return true;
    }
  }
  at_ = text_.size();
  return keep_cell({first, static_cast<std::size_t>(end - first)}, line_);
}

bool CsvReader::check_bare_stop() {
  if (text_[at_] == '"') {
    problems_.add(line_, {}, "stray quote: a cell with a quote in it must be quoted as a whole, the quote doubled");
    return false;
  }
  if (text_[at_] == '\r' && !text_.substr(at_).starts_with("\r\n")) {
    problems_.add(line_, {}, "control character 0x0D: a carriage return without a line feed");
    return false;
  }
  return true;
}

bool CsvReader::keep_cell(std::string_view cell, std::size_t line) {
  if (cell.size() <= max_field_bytes) {
    cells_.push_back(cell);
    return true;
  }
  problems_.add(line, {},
                "field size: a field of " + std::to_string(cell.size()) + " bytes, " + std::to_string(max_field_bytes) +
                    " are allowed");
  return false;
}

bool CsvReader::read_quoted_cell() {
  const std::size_t first = ++at_;
  const std::size_t opened_on = line_;
  bool doubled = false;
  while (true) {
    const std::size_t quote = text_.find('"', at_);
    if (quote == std::string_view::npos) {
      problems_.add(opened_on, {}, "unclosed quote: the quote opened on this line is never closed");
      at_ = text_.size();
      return false;
    }
    line_ += static_cast<std::size_t>(std::count(text_.begin() + static_cast<std::ptrdiff_t>(at_),
                                                 text_.begin() + static_cast<std::ptrdiff_t>(quote), '\n'));
    at_ = quote + 1;
    if (at_ >= text_.size() || text_[at_] != '"') break;
    doubled = true;
    ++at_;
  }
  std::string_view cell = text_.substr(first, at_ - 1 - first);
  const std::string_view rest = text_.substr(at_);
  if (!rest.empty() && rest.front() != ',' && rest.front() != '\n' && !rest.starts_with("\r\n")) {
    problems_.add(line_, {}, "stray quote: text follows the closing quote of a cell");
    return false;
  }
  if (doubled) {
    std::string& plain = unescaped_->emplace_back();
    for (std::size_t i = 0; i < cell.size(); i += cell[i] == '"' ? 2 : 1) plain += cell[i];
    cell = plain;
  }
  return keep_cell(cell, opened_on);
}

void CsvReader::end_line() {
  if (at_ < text_.size() && text_[at_] == '\r') ++at_;
  if (at_ < text_.size()) ++at_;
  ++line_;
}

void CsvReader::skip_line() {
  const std::size_t end = text_.find('\n', at_);
  at_ = end == std::string_view::npos ? text_.size() : end + 1;
  ++line_;
}

std::size_t CsvReader::rows_left_at_most() const { return 1 + count_lines(text_.substr(at_)); }

void CsvReader::refuse(CsvColumn column, std::string message) {
  problems_.add(row_line_, column.is_none() ? std::string_view() : header_[column.position], std::move(message));
}

}  // namespace dietz
