#include "codec/json_fields.hpp"

#include <gtest/gtest.h>

#include <array>
#include <map>

namespace dietz {
namespace {

using Need = JsonFields::Need;

JsonValue parsed(std::string_view text) { return *read_json(text); }

std::map<std::string, std::string> by_pointer(const std::vector<FieldProblem>& problems) {
  std::map<std::string, std::string> reasons;
  for (const FieldProblem& problem : problems) reasons[problem.pointer] = problem.reason;
  return reasons;
}

TEST(JsonFields, reads_every_type) {
  const JsonValue body = parsed(R"({"t": "x", "d": "12.50", "day": "2024-02-29", "at": "2024-01-01T00:00:00Z", "n": 7,
                                    "r": 0.1, "b": false, "c": "end", "a": [1], "o": {}, "gone": null})");
  std::vector<FieldProblem> problems;
  JsonFields fields(body, "", problems);
  EXPECT_EQ(fields.text("t", Need::required), "x");
  EXPECT_EQ(fields.decimal("d"), Decimal::parse("12.50"));
  EXPECT_EQ(fields.date("day"), Date::parse("2024-02-29"));
  EXPECT_EQ(fields.instant("at"), Instant::parse("2024-01-01T00:00:00Z"));
  EXPECT_EQ(fields.integer("n", 1, 7), 7);
  EXPECT_EQ(fields.number("r"), 0.1);
  EXPECT_EQ(fields.boolean("b"), false);
  const std::array<std::string_view, 2> choices{"start", "end"};
  EXPECT_EQ(fields.choice("c", choices), "end");
  EXPECT_EQ(fields.array("a", Need::required, 1)->items().size(), 1U);
  EXPECT_NE(fields.object("o"), nullptr);
  EXPECT_EQ(fields.text("gone"), std::nullopt);
  EXPECT_EQ(fields.text("absent"), std::nullopt);
  fields.refuse_others();
  EXPECT_TRUE(problems.empty());
}

TEST(JsonFields, gathers_everything_that_is_wrong_with_its_pointer) {
  const JsonValue body = parsed(R"({"t": 1, "e": "", "ctl": "a\u0000b", "d": 12.5, "d2": "1,5", "day": "2023-02-29",
      "n": 1.5, "big": 99999999999999999999, "r": 1e999, "c": "middle", "a": [1, 2], "null": null, "a/b": 1, "amuont": 2})");
  std::vector<FieldProblem> problems;
  JsonFields fields(body, "/items/3", problems);
  const std::array<std::string_view, 2> choices{"start", "end"};
  EXPECT_FALSE(fields.text("t"));
  EXPECT_FALSE(fields.text("e"));
  EXPECT_FALSE(fields.text("ctl"));
  EXPECT_FALSE(fields.decimal("d"));
  EXPECT_FALSE(fields.decimal("d2"));
  EXPECT_FALSE(fields.date("day"));
  EXPECT_FALSE(fields.integer("n", 0, 10));
  EXPECT_FALSE(fields.integer("big", 0, 10));
  EXPECT_FALSE(fields.number("r"));
  EXPECT_FALSE(fields.choice("c", choices));
  EXPECT_EQ(fields.array("a", Need::optional, 1), nullptr);
  EXPECT_FALSE(fields.text("null", Need::required));
  EXPECT_FALSE(fields.text("amount", Need::required));
  fields.refuse_others();
  const std::map<std::string, std::string> expected = {
      {"/items/3/t", "must be a string, is a number"},
      {"/items/3/e", "must not be empty"},
      {"/items/3/ctl", "holds a control character"},
      {"/items/3/d", "must be a decimal in a string like \"12.50\", is a number"},
      {"/items/3/d2", "'1,5' is not a decimal number"},
      {"/items/3/day", "'2023-02-29' is not a date like 2024-12-31"},
      {"/items/3/n", "must be a whole number from 0 to 10"},
      {"/items/3/big", "must be a whole number from 0 to 10"},
      {"/items/3/r", "is out of range"},
      {"/items/3/c", "'middle' is none of start or end"},
      {"/items/3/a", "has 2 items; at most 1 are allowed"},
      {"/items/3/null", "must not be null"},
      {"/items/3/amount", "is missing"},
      {"/items/3/a~1b", "is not a known field"},
      {"/items/3/amuont", "is not a known field; did you mean 'amount'?"},
  };
  EXPECT_EQ(by_pointer(problems), expected);
  EXPECT_EQ(problems.size(), expected.size());
}

TEST(JsonFields, says_once_that_a_document_is_no_object) {
  const JsonValue body = parsed("[1]");
  std::vector<FieldProblem> problems;
  JsonFields fields(body, "", problems);
  EXPECT_FALSE(fields.text("name", Need::required));
  fields.refuse_others();
  EXPECT_EQ(problems, (std::vector<FieldProblem>{{"", "must be an object, is an array"}}));
}

}  // namespace
}  // namespace dietz
