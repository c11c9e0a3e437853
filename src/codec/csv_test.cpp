#include "codec/csv.hpp"

#include "support/cases.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace dietz {
namespace {

using testing::ElementsAre;
using Rows = std::vector<std::vector<std::string>>;

struct Read {
  Rows rows;  ///< header first
  std::vector<Problem> problems;
};

Read read_all(std::string_view text, const CsvColumns& columns) {
  Read read;
  auto csv = CsvReader::open(text, "f.csv", columns);
  if (!csv) {
    read.problems = csv.error().problems;
    return read;
  }
  const auto keep = [&read](const auto& cells) { read.rows.emplace_back(cells.begin(), cells.end()); };
  keep(csv->header());
  while (csv->next()) keep(csv->cells());
  if (!csv->problems().empty()) read.problems = csv->problems().error().problems;
  return read;
}

const CsvColumns any_columns = {{}, {}, true};
const CsvColumns abc = {{}, {"a", "b", "c"}, false};

/// The kind that a message begins with, as the vectors name it, with the line.
std::string kind_of(const Problem& problem) {
  const std::vector<std::pair<std::string, std::string>> kinds = {{"the file is empty", "empty"},
                                                                  {"the row has", "field-count"},
                                                                  {"unclosed quote", "unclosed-quote"},
                                                                  {"stray quote", "stray-quote"},
                                                                  {"control character", "control-character"},
                                                                  {"encoding", "encoding"},
                                                                  {"field size", "field-size"},
                                                                  {"header", "header"}};
  for (const auto& [start, kind] : kinds) {
    if (problem.message.starts_with(start))
      return kind == "empty" ? kind : kind + "@" + std::to_string(problem.origin.line);
  }
  return problem.message;
}

Rows rows_of(const test::Json& list) {
  Rows rows;
  for (const test::Json& row : list.items) {
    rows.emplace_back();
    for (const test::Json& cell : row.items) rows.back().push_back(cell.text);
  }
  return rows;
}

TEST(Csv, reads_the_written_cases) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("csv/cases");
  for (const test::Json& c : test::read_json_lines(test::read_text(test::shared_file("vectors/csv/cases.jsonl")))) {
    const std::string text = test::decode_base64(c["csv_b64"].text);
    const Read read = read_all(text, c.has("error") ? abc : any_columns);
    const bool passed = c.has("error") ? !read.problems.empty() && kind_of(read.problems.front()) == c["error"].text
                                       : read.problems.empty() && read.rows == rows_of(c["rows"]);
    EXPECT_TRUE(count.ran(passed)) << c["id"].text << (read.problems.empty() ? "" : ": " + read.problems[0].message);
  }
}

TEST(Csv, reads_the_spectrum) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("csv/spectrum");
  for (const auto& entry : std::filesystem::directory_iterator(test::shared_file("vectors/csv/spectrum"))) {
    if (entry.path().extension() != ".csv") continue;
    const std::string text = test::read_text(entry.path());
    const Read read = read_all(text, any_columns);
    const test::Json expected =
        test::read_json(test::read_text(std::filesystem::path(entry.path()).replace_extension(".json")));
    bool same = read.problems.empty() && read.rows.size() == expected.items.size() + 1;
    for (std::size_t r = 0; same && r < expected.items.size(); ++r) {
      same = expected.items[r].members.size() == read.rows[0].size();
      for (std::size_t i = 0; same && i < read.rows[0].size(); ++i)
        same = read.rows[r + 1][i] == expected.items[r][read.rows[0][i]].text;
    }
    EXPECT_TRUE(count.ran(same)) << entry.path();
  }
}

struct BadText {
  std::string name, text;
  std::size_t line;
  std::string message;
};

TEST(Csv, names_line_and_reason_of_each_fault) {
  using std::string_literals::operator""s;
  const std::vector<BadText> cases = {
      {"empty", "", 1, "the file is empty: a header line is needed"},
      {"only a byte-order mark", "\xEF\xBB\xBF", 1, "the file is empty: a header line is needed"},
      {"unknown column", "a,d\n1,2\n", 1, "header: unknown column 'd'"},
      {"unknown column near a known one", "alpha,bteta\n", 1, "header: unknown column 'bteta'; did you mean 'beta'?"},
      {"doubled column", "a,b,a\n", 1, "header: column 'a' stands there twice"},
      {"unnamed column", "a,,b\n", 1, "header: column 2 has no name"},
      {"other separator", "a;b\n1;2\n", 1, "header: 'a;b' is one column: commas separate columns, nothing else"},
      {"short row", "a,b\n1,2\n3\n", 3, "the row has 1 cell, the header 2 columns"},
      {"long row", "a,b\n1,2,3\n", 2, "the row has 3 cells, the header 2 columns"},
      {"blank line", "a,b\n\n1,2\n", 2, "the row has 1 cell, the header 2 columns"},
      {"bare quote", "a,b\n1,x\"y\n", 2,
       "stray quote: a cell with a quote in it must be quoted as a whole, the quote doubled"},
      {"text behind a quote", "a,b\n\"x\"y,2\n", 2, "stray quote: text follows the closing quote of a cell"},
      {"carriage return behind a quote", "a,b\n\"x\"\r,2\n", 2,
       "stray quote: text follows the closing quote of a cell"},
      {"unclosed quote", "a,b\n1,2\n3,\"x\n4,5\n", 3, "unclosed quote: the quote opened on this line is never closed"},
      {"carriage return alone", "a,b\r1,2\r", 1, "control character 0x0D: a carriage return without a line feed"},
      {"NUL", "a,b\n1,\0\n"s, 2, "control character 0x00"},
      {"NUL in quotes", "a,b\n1,\"\0\"\n"s, 2, "control character 0x00"},
      {"delete", "a,b\n1,2\n1,\x7F\n", 3, "control character 0x7F"},
      {"Latin-1", "a,b\nZ\xFCrich,2\n", 2, "encoding: byte 0xFC is not valid UTF-8"},
      {"overlong", "a,b\n\xC0\xAF,2\n", 2, "encoding: byte 0xC0 is not valid UTF-8"},
      {"surrogate", "a,b\n\xED\xA0\x80,2\n", 2, "encoding: byte 0xED is not valid UTF-8"},
      {"UTF-16",
       "\xFF\xFE"
       "a",
       1, "encoding: byte 0xFF is not valid UTF-8"},
      {"line behind a quoted line break", "a,b\n\"x\ny\",2\n3\n", 4, "the row has 1 cell, the header 2 columns"},
  };
  const CsvColumns columns = {{}, {"a", "b", "c", "alpha", "beta"}, false};
  for (const BadText& c : cases) {
    SCOPED_TRACE(c.name);
    const Read read = read_all(c.text, columns);
    ASSERT_FALSE(read.problems.empty());
    EXPECT_EQ(read.problems[0].origin.file, "f.csv");
    EXPECT_EQ(read.problems[0].origin.line, c.line);
    EXPECT_EQ(read.problems[0].message, c.message);
  }
}

TEST(Csv, names_missing_columns) {
  const Read read = read_all("b\n1\n", {{"a", "b", "c"}, {}, false});
  ASSERT_EQ(read.problems.size(), 2U);
  EXPECT_EQ(read.problems[0].message, "header: column 'a' is missing");
  EXPECT_EQ(read.problems[1].message, "header: column 'c' is missing");
}

TEST(Csv, finds_columns_by_name_in_any_order) {
  auto csv = CsvReader::open("b,a\n1,2\n", "f.csv", {{"a"}, {"b", "c"}, false});
  ASSERT_TRUE(csv.ok());
  ASSERT_TRUE(csv->next());
  EXPECT_EQ(csv->cell(csv->column("a")), "2");
  EXPECT_EQ(csv->cell(csv->column("b")), "1");
  EXPECT_EQ(csv->cell(csv->column("c")), "");
  EXPECT_TRUE(csv->column("c").is_none());
  EXPECT_EQ(csv->line(), 2U);
  EXPECT_FALSE(csv->next());
}

TEST(Csv, cells_without_doubled_quotes_are_views_into_the_text) {
  const std::string text = "a,b\nplain,\"quo,ted\"\n";
  auto csv = CsvReader::open(text, "f.csv", any_columns);
  ASSERT_TRUE(csv.ok());
  ASSERT_TRUE(csv->next());
  EXPECT_THAT(csv->cells(), ElementsAre("plain", "quo,ted"));
  EXPECT_EQ(csv->cells()[0].data(), text.data() + 4);
  EXPECT_EQ(csv->cells()[1].data(), text.data() + 11);
  EXPECT_TRUE(csv->unescaped()->empty());
}

TEST(Csv, unescaped_cells_outlive_the_reader) {
  std::shared_ptr<const std::deque<std::string>> storage;
  std::vector<std::string_view> cells;
  {
    auto csv = CsvReader::open("a\n\"x \"\"y\"\"\"\n\"\"\"\"\n", "f.csv", any_columns);
    ASSERT_TRUE(csv.ok());
    while (csv->next()) cells.push_back(csv->cells()[0]);
    storage = csv->unescaped();
  }
  EXPECT_THAT(cells, ElementsAre("x \"y\"", "\""));
}

TEST(Csv, tells_twenty_problems_and_counts_the_rest) {
  std::string text = "a,b\n";
  for (int i = 0; i < 33; ++i) text += "1\n";
  const Read read = read_all(text, any_columns);
  ASSERT_EQ(read.problems.size(), 20U);
  EXPECT_EQ(read.problems[0].origin.line, 2U);
  EXPECT_EQ(read.problems[19].message, "the row has 1 cell, the header 2 columns (and 13 more problems in this file)");
}

TEST(Csv, goes_on_behind_a_stray_quote) {
  const Read read = read_all("a,b\n1,x\"\n2,y\"\n3,4\n", any_columns);
  ASSERT_EQ(read.problems.size(), 2U);
  EXPECT_EQ(read.problems[0].origin.line, 2U);
  EXPECT_EQ(read.problems[1].origin.line, 3U);
  EXPECT_EQ(read.rows.back(), (std::vector<std::string>{"3", "4"}));
}

TEST(Csv, a_field_may_have_65_536_bytes_and_no_more) {
  for (const std::string quote : {"", "\""}) {
    const std::string widest(65'536, 'x');
    EXPECT_EQ(read_all("a,b\n" + quote + widest + quote + ",2\n", any_columns).rows.at(1).at(0), widest);
    const Read read = read_all("a,b\n1,2\n" + quote + widest + "x" + quote + ",2\n3\n", any_columns);
    ASSERT_EQ(read.problems.size(), 2U);
    EXPECT_EQ(read.problems[0].message, "field size: a field of 65537 bytes, 65536 are allowed");
    EXPECT_EQ(read.problems[0].origin.line, 3U);
    EXPECT_EQ(read.problems[1].origin.line, 4U);
  }
}

TEST(Csv, a_header_alone_has_no_rows) {
  for (const char* text : {"a,b", "a,b\n", "a,b\r\n",
                           "\xEF\xBB\xBF"
                           "a,b\n"}) {
    const Read read = read_all(text, abc);
    EXPECT_TRUE(read.problems.empty());
    EXPECT_EQ(read.rows, (Rows{{"a", "b"}}));
  }
}

TEST(Csv, an_empty_cell_at_the_end_of_the_text_is_a_cell) {
  EXPECT_EQ(read_all("a,b\n1,", abc).rows, (Rows{{"a", "b"}, {"1", ""}}));
  EXPECT_EQ(read_all("a,b\n\"\",\"\"", abc).rows, (Rows{{"a", "b"}, {"", ""}}));
}

Rows any_rows(test::Random& random) {
  constexpr std::string_view letters = "ab,\"\n\r\t x\xC3\xBC";
  const std::size_t columns = 1 + random.below(4);
  Rows rows(1 + random.below(5), std::vector<std::string>(columns));
  for (std::size_t i = 0; i < columns; ++i) rows[0][i] = "c" + std::to_string(i);
  for (std::size_t r = 1; r < rows.size(); ++r) {
    for (std::string& cell : rows[r]) {
      for (std::size_t n = random.below(6); n > 0; --n) {
        const std::size_t at = random.below(letters.size() - 1);
        cell += at + 2 >= letters.size() ? std::string("\xC3\xBC") : std::string(1, letters[at]);
      }
    }
  }
  return rows;
}

/// Quoted where it must be, and now and then where it needn't.
std::string write(const Rows& rows, test::Random& random) {
  const std::string line_end = random.below(2) == 0 ? "\n" : "\r\n";
  std::string text = random.below(2) == 0 ? "" : "\xEF\xBB\xBF";
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      const bool quoted = row[i].find_first_of(",\"\r\n") != std::string::npos || random.below(3) == 0;
      if (i > 0) text += ",";
      if (quoted) text += "\"";
      for (const char c : row[i]) text += c == '"' ? "\"\"" : std::string(1, c);
      if (quoted) text += "\"";
    }
    text += line_end;
  }
  return text;
}

TEST(CsvProperty, rows_that_are_written_read_back) {
  test::for_cases(0xC5F, [](test::Random& random) {
    const Rows rows = any_rows(random);
    const std::string text = write(rows, random);
    const Read read = read_all(text, any_columns);
    EXPECT_TRUE(read.problems.empty()) << text;
    EXPECT_EQ(read.rows, rows) << text;
  });
}

TEST(CsvProperty, a_problem_names_the_line_that_was_broken) {
  test::for_cases(0xC5F1, [](test::Random& random) {
    const std::size_t rows = 1 + random.below(50), broken = random.below(rows);
    std::string text = "a,b\n";
    for (std::size_t r = 0; r < rows; ++r) {
      if (r == broken) {
        constexpr std::array<std::string_view, 5> faults = {"1\n", "1,2,3\n", "1,x\"\n", "\"1\"x,2\n", "1,\"2\n"};
        text += faults[random.below(faults.size())];
      } else {
        text += "1,2\n";
      }
    }
    const Read read = read_all(text, any_columns);
    ASSERT_EQ(read.problems.size(), 1U) << text;
    EXPECT_EQ(read.problems[0].origin.line, broken + 2) << text;
  });
}

}  // namespace
}  // namespace dietz
