#include "store/number.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

std::string canonical(std::string_view text) {
  const auto number = Number::parse(text);
  return number ? number->text() : "none";
}

TEST(Number, has_one_text_for_each_value) {
  EXPECT_EQ("12.5", canonical("0012.500"));
  EXPECT_EQ("0", canonical("-0.000"));
  EXPECT_EQ("0", canonical("0e5"));
  EXPECT_EQ("-0.001", canonical("-1e-3"));
  EXPECT_EQ("1200", canonical("1.2E+3"));
  EXPECT_EQ("0.5", canonical(".5"));
  EXPECT_EQ("100", canonical("+100"));
  EXPECT_EQ("1" + std::string(125, '0'), canonical("1e125"));
  EXPECT_EQ("99999999999999999999999999999999999999", canonical("99999999999999999999999999999999999999"));
}

TEST(Number, refuses_what_is_no_number_or_out_of_range) {
  for (const char* text : {"", "-", ".", "5.", "1e", "1e+-3", "0x1", "NaN", "Infinity", " 1", "1 ", "1,5", "1e126",
                           "1e-131", "1e99999999999", "999999999999999999999999999999999999999", "1.2.3", "--1"}) {
    EXPECT_EQ("none", canonical(text)) << text;
  }
  EXPECT_NE("none", canonical("1e-130"));
  EXPECT_NE("none", canonical(std::string(200, '0') + "1"));
}

TEST(Number, is_ordered_by_value) {
  const char* const ascending[] = {"-1e125", "-10",  "-9.5", "-9", "-0.001", "0",
                                   "1e-130", "0.09", "0.1",  "9",  "10",     "10.01"};
  for (std::size_t i = 0; i < std::size(ascending); ++i) {
    for (std::size_t k = 0; k < std::size(ascending); ++k) {
      EXPECT_EQ(i <=> k, *Number::parse(ascending[i]) <=> *Number::parse(ascending[k])) << i << " " << k;
    }
  }
}

TEST(Number, sums_are_exact_or_there_is_none) {
  const auto sum = [](const char* a, const char* b) {
    const auto result = Number::sum(*Number::parse(a), *Number::parse(b));
    return result ? result->text() : "none";
  };
  EXPECT_EQ("0.3", sum("0.1", "0.2"));
  EXPECT_EQ("0", sum("-7.25", "7.25"));
  EXPECT_EQ("-0.75", sum("0.25", "-1"));
  EXPECT_EQ("1000", sum("999.5", "0.5"));
  EXPECT_EQ("5", sum("0", "5"));
  EXPECT_EQ("99", sum("100", "-1"));
  EXPECT_EQ("none", sum("1e38", "0.1"));
  EXPECT_EQ("100000000000000000000000000000000000000", sum("99999999999999999999999999999999999999", "1"));
  EXPECT_EQ("none", sum("9e125", "9e125"));
}

TEST(Number, is_an_integer_if_it_fits) {
  EXPECT_EQ(-5, Number(-5).integer());
  EXPECT_EQ(std::nullopt, Number::parse("1.5")->integer());
  EXPECT_EQ(std::nullopt, Number::parse("9223372036854775808")->integer());
}

}  // namespace
}  // namespace dietz
