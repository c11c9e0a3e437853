#include "codec/csv_text.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dietz {
namespace {

TEST(CsvText, plain_text_stays_as_it_is) {
  for (const auto* text : {"", "ACME", "O'Neil", "'quoted'", "a-b", "1,5"}) {
    const std::string cell = csv_cell(text);
    EXPECT_EQ(cell, std::string(text) == "1,5" ? "\"1,5\"" : text);
    EXPECT_EQ(without_guard(text), text);
  }
}

TEST(CsvText, what_a_spreadsheet_would_run_is_guarded) {
  EXPECT_EQ(csv_cell("=1+2"), "'=1+2");
  EXPECT_EQ(csv_cell("+49"), "'+49");
  EXPECT_EQ(csv_cell("-x"), "'-x");
  EXPECT_EQ(csv_cell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(csv_cell("\tx"), "'\tx");
  EXPECT_EQ(csv_cell("\rx"), "\"'\rx\"");
  EXPECT_EQ(csv_cell("=HYPERLINK(\"a\",1)"), "\"'=HYPERLINK(\"\"a\"\",1)\"");
}

TEST(CsvText, a_guard_comes_off_again) {
  for (const auto* text : {"=1", "'=1", "''=1", "'", "''", "-", "'-'", "x=1", "@"}) {
    EXPECT_EQ(without_guard(csv_cell(text)), text);
  }
}

}  // namespace
}  // namespace dietz
