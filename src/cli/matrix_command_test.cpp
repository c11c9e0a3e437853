#include "support/command_run.hpp"
#include "support/json.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dietz {
namespace {

using test::Json;
using test::run;

const std::string three =
    "date,a,b,flat\n"
    "2024-03-31,0.04,0.03,0.01\n2024-01-31,0.01,0.02,0.01\n2024-02-29,0.02,0.01,0.01\n2024-04-30,,0.05,0.01\n";

Outcome matrix(std::vector<std::string> more = {}, const std::string& csv = three) {
  std::vector<std::string> arguments{"risk", "f.csv", "--matrix"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"f.csv", csv}});
}

Json matrix_json(std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--format", "json"});
  const Outcome outcome = matrix(more);
  EXPECT_EQ(outcome.exit, Exit::done) << outcome.notes;
  return test::read_json(outcome.result);
}

double number(const Json& value) { return std::stod(value.text); }
bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(MatrixCommand, gives_covariances_and_correlations_over_the_periods_of_both) {
  const Json document = matrix_json();
  EXPECT_EQ(document["series"].items.size(), 3U);
  EXPECT_EQ(document["from"].text, "2024-01-31");
  EXPECT_NEAR(number(document["covariance"].items[0].items[1]), 1e-4, 1e-18);
  EXPECT_NEAR(number(document["correlation"].items[1].items[0]), 18 / std::sqrt(42.0 * 18), 1e-14);
  EXPECT_EQ(document["periods"].items[0].items[0].text, "3");
  EXPECT_EQ(document["periods"].items[1].items[1].text, "4");
  EXPECT_EQ(document["covariance"].items[2].items[2].text, "0");
}

TEST(MatrixCommand, says_which_correlation_is_absent_and_why) {
  const Json document = matrix_json();
  const auto& absent = document["absent"].items;
  ASSERT_EQ(absent.size(), 3U);
  EXPECT_EQ(absent[0]["matrix"].text, "correlation");
  EXPECT_EQ(absent[0]["row"].text, "flat");
  EXPECT_EQ(absent[0]["column"].text, "a");
  EXPECT_EQ(absent[0]["reason"].text, "undefined_ratio");
}

TEST(MatrixCommand, splits_the_risk_of_a_weighted_portfolio) {
  const Json part = matrix_json({"--weights", "a=0.5,b=0.25"})["contributions"];
  EXPECT_EQ(part["periods"].text, "3");
  ASSERT_EQ(part["risks"].items.size(), 5U);
  for (const Json& risk : part["risks"].items) {
    const auto& series = risk["series"].items;
    ASSERT_EQ(series.size(), 2U);
    EXPECT_NEAR(number(series[0]["contribution"]) + number(series[1]["contribution"]), number(risk["total"]), 1e-15);
    EXPECT_NEAR(number(series[0]["share"]) + number(series[1]["share"]), 1, 1e-14) << risk["risk"].text;
  }
  // 0.5a + 0.25b = 0.01, 0.0125, 0.0275: deviations −40/6, −25/6, 65/6 thousandths.
  EXPECT_NEAR(number(part["risks"].items[0]["total"]), std::sqrt((1600 + 625 + 4225) / 36.0 / 2) / 1000, 1e-16);
}

TEST(MatrixCommand, writes_pairs_or_contributions_as_csv) {
  EXPECT_TRUE(holds(matrix({"--format", "csv"}).result, "row,column,covariance,correlation,periods\na,a,"));
  EXPECT_TRUE(holds(matrix({"--format", "csv"}).result, "\na,flat,0,,3\n"));
  const std::string split = matrix({"--weights", "b=1", "--format", "csv"}).result;
  EXPECT_TRUE(holds(split, "risk,series,weight,contribution,share\nvolatility,b,1,"));
  EXPECT_TRUE(holds(split, "\nvolatility,total,,"));
}

TEST(MatrixCommand, shows_people_the_lower_triangle) {
  const std::string text = matrix({"--weights", "a=0.5,b=0.5"}).result;
  EXPECT_TRUE(holds(text, "3 series from 2024-01-31 to 2024-04-30"));
  EXPECT_TRUE(holds(text, "1 'a'"));
  EXPECT_TRUE(holds(text, "3 common periods"));
  EXPECT_TRUE(holds(text, "total"));
}

TEST(MatrixCommand, without_rows_has_nothing_to_say_but_that) {
  const Outcome outcome = matrix({"--weights", "a=1", "--format", "json"}, "date,a\n");
  EXPECT_EQ(outcome.exit, Exit::done);
  const Json document = test::read_json(outcome.result);
  EXPECT_EQ(document["contributions"]["risks"].items[0]["reason"].text, "insufficient_data");
  EXPECT_EQ(document["absent"].items.size(), 2U);
  EXPECT_EQ(matrix({}, "date\n").exit, Exit::done);
}

TEST(MatrixCommand, refuses_weights_that_mean_nothing) {
  for (const char* weights : {"a", "a=", "a=x", "c=1", "a=1,a=2", "=1", "a=nan"}) {
    const Outcome outcome = matrix({"--weights", weights});
    EXPECT_EQ(outcome.exit, Exit::usage) << weights;
    EXPECT_TRUE(holds(outcome.notes, "--weights")) << weights;
  }
  EXPECT_EQ(matrix({"--series", "a"}).exit, Exit::usage);
  EXPECT_EQ(matrix({"--mar", "0"}).exit, Exit::usage);
  EXPECT_EQ(run({"risk", "f.csv", "--weights", "a=1"}, {{"f.csv", three}}).exit, Exit::usage);
}

TEST(MatrixCommand, names_the_line_of_a_bad_cell_or_doubled_date) {
  EXPECT_TRUE(holds(matrix({}, "date,a\n2024-01-31,x\n").notes, "f.csv:2: a:"));
  EXPECT_TRUE(holds(matrix({}, "date,a\n2024-01-31,1\n2024-01-31,2\n").notes, "stands already on line 2"));
}

}  // namespace
}  // namespace dietz
