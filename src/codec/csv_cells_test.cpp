#include "codec/csv_cells.hpp"

#include "base/utf8.hpp"

#include <gtest/gtest.h>

#include <array>
#include <string>
#include <vector>

namespace dietz {
namespace {

/// A reader that stands on the only row of a file with the column x (and one more, so that x may be empty).
CsvReader on_cell(const std::string& text) {
  auto csv = CsvReader::open(text, "f.csv", {{"x", "y"}, {}, false});
  EXPECT_TRUE(csv.ok());
  EXPECT_TRUE(csv->next());
  return std::move(csv).value();
}

std::string file_with(std::string_view cell) { return "x,y\n\"" + std::string(cell) + "\",\n"; }

enum class As { date, decimal, number, text, side };
constexpr std::array<std::string_view, 2> sides = {"start", "end"};
std::optional<int> parse_side(std::string_view text) {
  return text == "start" ? std::optional(0) : text == "end" ? std::optional(1) : std::nullopt;
}

bool read_as(As as, CsvReader& csv) {
  const CsvColumn x = csv.column("x");
  switch (as) {
    case As::date:
      return date_cell(csv, x).has_value();
    case As::decimal:
      return decimal_cell(csv, x).has_value();
    case As::number:
      return double_cell(csv, x).has_value();
    case As::text:
      return text_cell(csv, x, 50).has_value();
    case As::side:
      return choice_cell(csv, x, parse_side, sides).has_value();
  }
  return false;
}

struct BadCell {
  As as;
  std::string cell, message;
};

TEST(CsvCells, say_what_is_wrong_with_a_cell) {
  const std::vector<BadCell> cases = {
      {As::date, "", "is empty: a date YYYY-MM-DD is needed"},
      {As::date, "2026-02-29", "'2026-02-29' is not a date YYYY-MM-DD"},
      {As::date, "1.2.2026", "'1.2.2026' is not a date YYYY-MM-DD"},
      {As::decimal, "", "is empty: a number is needed"},
      {As::decimal, "1,5", "'1,5' is not a number such as 1234.56"},
      {As::decimal, "1e5", "'1e5' is not a number such as 1234.56"},
      {As::decimal, "+5", "'+5' is not a number such as 1234.56"},
      {As::decimal, "NaN", "'NaN' is not a number such as 1234.56"},
      {As::decimal, "0.1234567890123456789", "'0.1234567890123456789' has more than 18 decimal places"},
      {As::decimal, "123456789012345678901234567890123456789",
       "'123456789012345678901234567890123456789' has more than 38 digits"},
      {As::number, "", "is empty: a number is needed"},
      {As::number, "inf", "'inf' is not a number such as 0.0123"},
      {As::number, "1e999", "'1e999' is not a number such as 0.0123"},
      {As::number, "1.", "'1.' is not a number such as 0.0123"},
      {As::number, ".5", "'.5' is not a number such as 0.0123"},
      {As::number, "1.e5", "'1.e5' is not a number such as 0.0123"},
      {As::number, "0x10", "'0x10' is not a number such as 0.0123"},
      {As::text, "", "is empty: a text is needed"},
      {As::text, std::string(51, 'x'),
       "'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'… (51 bytes) is longer than 50 bytes"},
      {As::side, "", "is empty: start or end is needed"},
      {As::side, "strat", "'strat' is none of start or end; did you mean 'start'?"},
      {As::side, "noon\ttime", "'noon\\x09time' is none of start or end"},
  };
  for (const BadCell& c : cases) {
    SCOPED_TRACE(c.cell);
    const std::string file = file_with(c.cell);
    CsvReader csv = on_cell(file);
    EXPECT_FALSE(read_as(c.as, csv));
    ASSERT_EQ(csv.problems().count(), 1U);
    const Problem problem = csv.problems().error().problems.front();
    EXPECT_EQ(problem.message, c.message);
    EXPECT_EQ(problem.origin.line, 2U);
    EXPECT_EQ(problem.origin.column, "x");
  }
}

TEST(CsvCells, optional_cells_may_be_empty) {
  const std::string file = file_with("");
  CsvReader csv = on_cell(file);
  for (const CsvColumn column : {csv.column("x"), CsvColumn{}}) {
    EXPECT_FALSE(optional_date_cell(csv, column));
    EXPECT_FALSE(optional_decimal_cell(csv, column));
    EXPECT_FALSE(optional_double_cell(csv, column));
    EXPECT_EQ(optional_text_cell(csv, column), "");
  }
  EXPECT_TRUE(csv.problems().empty());
}

TEST(CsvCells, give_values) {
  const std::string file = "x,y\n2024-02-29,-1.50\n";
  CsvReader csv = on_cell(file);
  EXPECT_EQ(date_cell(csv, csv.column("x")), Date::from_civil(2024, 2, 29));
  EXPECT_EQ(decimal_cell(csv, csv.column("y")), Decimal::from_parts(-150, 2));
  EXPECT_EQ(double_cell(csv, csv.column("y")), -1.5);
  EXPECT_EQ(text_cell(csv, csv.column("y")), "-1.50");
  EXPECT_TRUE(csv.problems().empty());
}

TEST(ParseDouble, reads_exponents) {
  EXPECT_EQ(parse_double("1e-3"), 0.001);
  EXPECT_EQ(parse_double("-2.5E+2"), -250.0);
  EXPECT_EQ(parse_double("0"), 0.0);
  EXPECT_FALSE(parse_double("-"));
  EXPECT_FALSE(parse_double("1 "));
  EXPECT_FALSE(parse_double("nan"));
}

TEST(Utf8, accepts_each_length_and_refuses_each_neighbour) {
  for (const char* good : {"", "a", "\xC2\x80", "\xDF\xBF", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEE\x80\x80",
                           "\xEF\xBF\xBF", "\xF0\x90\x80\x80", "\xF4\x8F\xBF\xBF", "12345678", "1234567\xC3\xBC"})
    EXPECT_EQ(find_invalid_utf8(good), std::string_view::npos) << good;
  for (const char* bad : {"\x80", "\xBF", "\xC1\xBF", "\xC2", "\xC2\x41", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xE2\x82",
                          "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"}) {
    EXPECT_EQ(find_invalid_utf8(bad), 0U);
    EXPECT_EQ(find_invalid_utf8("0123456789" + std::string(bad)), 10U);
  }
}

TEST(Utf8, finds_control_characters_at_any_place) {
  for (std::size_t at = 0; at < 20; ++at) {
    for (int c = 0; c < 256; ++c) {
      std::string text(20, 'x');
      text[at] = static_cast<char>(c);
      const bool refused = (c < 32 && c != '\t' && c != '\n' && c != '\r') || c == 127;
      EXPECT_EQ(find_control_character(text), refused ? at : std::string_view::npos) << c;
    }
  }
}

TEST(Utf8, counts_lines) {
  for (std::size_t size = 0; size < 30; ++size) {
    EXPECT_EQ(count_lines(std::string(size, '\n')), size);
    EXPECT_EQ(count_lines(std::string(size, '\x8A') + "\n" + std::string(size, '\x0B')), 1U);
  }
}

TEST(NearestName, sees_swaps_and_slips_but_not_strangers) {
  const std::array<std::string_view, 3> names = {"quantity", "price", "amount"};
  EXPECT_EQ(nearest_name("quanitty", names), "quantity");
  EXPECT_EQ(nearest_name("Price", names), "price");
  EXPECT_EQ(nearest_name("amuont", names), "amount");
  EXPECT_EQ(nearest_name("volume", names), "");
  EXPECT_EQ(nearest_name(std::string(70'000, 'x'), names), "");
}

TEST(Shown, is_one_line_and_bounded) {
  EXPECT_EQ(shown("a\nb"), "'a\\x0ab'");
  EXPECT_EQ(shown("\xFF"), "'\\xff'");
  EXPECT_EQ(shown("Zürich"), "'Zürich'");
  EXPECT_EQ(shown(std::string(70'000, 'x')), "'" + std::string(40, 'x') + "'… (70000 bytes)");
  EXPECT_EQ(shown(std::string(39, 'x') + "üüü"), "'" + std::string(39, 'x') + "'… (45 bytes)");
}

}  // namespace
}  // namespace dietz
