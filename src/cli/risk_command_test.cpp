#include "support/command_run.hpp"
#include "support/json.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

using test::Json;
using test::run;

Outcome risk(const std::string& csv, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"risk", "f.csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"f.csv", csv}});
}

Json risk_json(const std::string& csv, std::vector<std::string> more = {}) {
  more.insert(more.end(), {"--format", "json"});
  const Outcome outcome = risk(csv, more);
  EXPECT_EQ(outcome.exit, Exit::done) << outcome.notes;
  return test::read_json(outcome.result);
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

double value_of(const Json& document, const std::string& figure) {
  return std::stod(document["figures"][figure]["value"].text);
}

std::string reason_of(const Json& document, const std::string& figure) {
  return document["figures"][figure]["reason"].text;
}

const std::string one_year =
    "date,fund,index,bills\n"
    "2024-01-31,0.02,0.01,0.001\n2024-02-29,-0.01,0.02,0.001\n2024-03-31,0.03,-0.01,0.002\n"
    "2024-04-30,0.01,0.01,0.001\n2024-05-31,-0.02,-0.02,0.001\n2024-06-30,0.01,0.02,0.001\n"
    "2024-07-31,0.02,0.01,0.002\n2024-08-31,0.00,-0.01,0.001\n2024-09-30,0.01,0.01,0.001\n"
    "2024-10-31,-0.01,0.00,0.001\n2024-11-30,0.02,0.03,0.001\n2024-12-31,0.01,0.01,0.001\n";

TEST(RiskCommand, gives_every_figure_of_a_series_and_its_drawdowns) {
  const Json document = risk_json(one_year, {"--series", "fund"});
  EXPECT_NEAR(value_of(document, "max_drawdown"), 0.02, 1e-15);
  EXPECT_NEAR(value_of(document, "volatility_annualized"), value_of(document, "volatility") * std::sqrt(12.0), 1e-15);
  EXPECT_EQ(value_of(document, "cumulative_return"), value_of(document, "annualized_return"));
  EXPECT_FALSE(document["figures"].has("beta"));
  const auto& drawdowns = document["drawdowns"].items;
  ASSERT_EQ(drawdowns.size(), 3U);
  EXPECT_EQ(drawdowns[0]["rank"].text, "1");
  EXPECT_EQ(drawdowns[0]["peak"].text, "2024-04-30");
  EXPECT_EQ(drawdowns[0]["trough"].text, "2024-05-31");
  EXPECT_EQ(drawdowns[0]["recovery"].text, "2024-07-31");
  EXPECT_EQ(drawdowns[0]["days_total"].text, "92");
  EXPECT_LT(std::stod(drawdowns[0]["depth"].text), 0);
}

TEST(RiskCommand, compares_with_a_benchmark_and_a_risk_free_series_or_rate) {
  const Json document = risk_json(one_year, {"--series", "fund", "--benchmark", "index", "--risk-free", "bills"});
  EXPECT_EQ(document["figures"]["beta"]["basis"]["risk_free"].text, "series");
  const Json annual = risk_json(one_year, {"--series", "fund", "--risk-free", "0.02"});
  EXPECT_EQ(annual["figures"]["sharpe_ratio"]["basis"]["risk_free_annual"].text, "0.02");
  EXPECT_LT(value_of(annual, "sharpe_ratio"), value_of(risk_json(one_year, {"--series", "fund"}), "sharpe_ratio"));
}

TEST(RiskCommand, a_series_against_itself_is_active_in_nothing) {
  const Json document = risk_json(one_year, {"--series", "fund", "--benchmark", "fund"});
  EXPECT_EQ(value_of(document, "beta"), 1);
  EXPECT_EQ(value_of(document, "tracking_error"), 0);
  EXPECT_EQ(reason_of(document, "information_ratio"), "undefined_ratio");
}

TEST(RiskCommand, order_of_rows_and_columns_makes_no_difference) {
  const std::string a =
      risk("date,x,y\n2024-01-31,0.01,1\n2024-02-29,-0.02,2\n2024-03-31,0.03,3\n", {"--series", "x"}).result;
  EXPECT_EQ(a, risk("y,x,date\n3,0.03,2024-03-31\n1,0.01,2024-01-31\n2,-0.02,2024-02-29\n", {"--series", "x"}).result);
}

TEST(RiskCommand, the_only_series_needs_no_name) {
  EXPECT_EQ(risk("date,x\n2024-01-31,0.01\n").exit, Exit::done);
  EXPECT_EQ(risk("date,x,y\n2024-01-31,0.01,0.02\n").exit, Exit::usage);
}

TEST(RiskCommand, both_ends_of_the_window_count) {
  const Json document = risk_json(one_year, {"--series", "fund", "--from", "2024-02-29", "--to", "2024-05-31"});
  EXPECT_EQ(document["rows_used"].text, "4");
  EXPECT_EQ(document["from"].text, "2024-02-29");
  EXPECT_EQ(document["to"].text, "2024-05-31");
}

TEST(RiskCommand, rows_with_a_gap_in_a_column_used_are_left_out_and_said_so) {
  const std::string csv = "date,x,y\n2024-01-31,0.01,0.01\n2024-02-29,,0.02\n2024-03-31,0.03,\n";
  EXPECT_EQ(risk_json(csv, {"--series", "x"})["rows_used"].text, "2");
  EXPECT_EQ(risk_json(csv, {"--series", "x", "--benchmark", "y"})["rows_used"].text, "1");
  EXPECT_TRUE(holds(risk(csv, {"--series", "x", "--benchmark", "y"}).notes, "2 rows with a gap"));
}

TEST(RiskCommand, the_years_periods_follow_from_the_dates) {
  const std::pair<const char*, const char*> cases[] = {
      {"date,x\n2024-01-02,0.1\n2024-01-03,0.2\n2024-01-04,0.1\n2024-01-05,0.2\n2024-01-08,0.2\n", "252"},
      {"date,x\n2024-01-05,0.1\n2024-01-12,0.2\n2024-01-19,0.1\n", "52"},
      {"date,x\n2024-01-31,0.1\n2024-02-29,0.2\n2024-03-31,0.1\n", "12"},
      {"date,x\n2024-03-31,0.1\n2024-06-30,0.2\n2024-09-30,0.1\n", "4"}};
  for (const auto& [csv, periods] : cases) {
    EXPECT_EQ(risk_json(csv)["figures"]["volatility_annualized"]["basis"]["periods_per_year"].text, periods);
  }
}

TEST(RiskCommand, under_a_year_nothing_is_compounded_to_one_unless_asked_for) {
  const std::string csv = "date,x\n2024-01-31,0.01\n2024-02-29,-0.02\n2024-03-31,0.03\n";
  const Json plain = risk_json(csv);
  EXPECT_EQ(reason_of(plain, "annualized_return"), "period_under_one_year");
  EXPECT_EQ(reason_of(plain, "calmar_ratio"), "period_under_one_year");
  const Json asked = risk_json(csv, {"--periods-per-year", "12"});
  EXPECT_GT(value_of(asked, "annualized_return"), 0.05);
  EXPECT_EQ(asked["figures"]["annualized_return"]["warnings"].items.at(0)["code"].text, "period_under_one_year");
}

TEST(RiskCommand, too_little_or_constant_data_is_null_with_its_reason) {
  const Json empty = risk_json("date,x\n");
  EXPECT_EQ(reason_of(empty, "volatility"), "insufficient_data");
  EXPECT_EQ(reason_of(empty, "max_drawdown"), "insufficient_data");
  EXPECT_TRUE(empty["drawdowns"].items.empty());
  const Json one = risk_json("date,x\n2024-01-31,0.1\n");
  EXPECT_EQ(reason_of(one, "sharpe_ratio"), "insufficient_data");
  const Json constant = risk_json("date,x\n2024-01-31,0.1\n2024-02-29,0.1\n2024-03-31,0.1\n");
  EXPECT_EQ(value_of(constant, "volatility"), 0);
  EXPECT_EQ(reason_of(constant, "sharpe_ratio"), "undefined_ratio");
}

TEST(RiskCommand, wrong_names_and_values_are_wrong_usage) {
  const std::vector<std::vector<std::string>> cases{{"--series", "fnd"},
                                                    {"--series", "date"},
                                                    {"--series", "fund", "--benchmark", "x"},
                                                    {"--series", "fund", "--risk-free", "x"},
                                                    {"--series", "fund", "--risk-free", "-1"},
                                                    {"--series", "fund", "--mar", "0.0.1"},
                                                    {"--series", "fund", "--confidence", "1"},
                                                    {"--series", "fund", "--confidence", "0"},
                                                    {"--series", "fund", "--periods-per-year", "0"},
                                                    {"--series", "fund", "--periods-per-year", "nan"},
                                                    {"--series", "fund", "--reference-sharpe", "x"},
                                                    {"--series", "fund", "--from", "2024-13-01"},
                                                    {"--series", "fund", "--format", "html"}};
  for (const auto& options : cases) EXPECT_EQ(risk(one_year, options).exit, Exit::usage) << options.back();
  EXPECT_EQ(risk(one_year, {"--series", "fund", "--mar", "-0.01", "--reference-sharpe", "-0.2"}).exit, Exit::done);
}

TEST(RiskCommand, an_interval_may_be_one_day_but_not_end_before_it_starts) {
  const std::vector<std::string> one_day{"--series", "fund", "--from", "2024-02-29", "--to", "2024-02-29"};
  EXPECT_EQ(risk(one_year, one_day).exit, Exit::done);
  for (const auto& what : {std::vector<std::string>{"--series", "fund"}, {"--matrix"}}) {
    std::vector<std::string> backwards{"--from", "2024-03-01", "--to", "2024-02-29"};
    backwards.insert(backwards.end(), what.begin(), what.end());
    const Outcome outcome = risk(one_year, backwards);
    EXPECT_EQ(outcome.exit, Exit::usage);
    EXPECT_EQ(outcome.notes, "dietz: --to: 2024-02-29 is before --from, 2024-03-01\n");
  }
}

TEST(RiskCommand, tells_file_line_and_column_of_bad_input) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "f.csv:1: "},
      {"day,x\n2024-01-31,1\n", "f.csv:1: header: column 'date' is missing"},
      {"date,x,x\n", "f.csv:1: header: column 'x' stands there twice"},
      {"date,x\n2024-02-30,1\n", "f.csv:2: date: "},
      {"date,x\n2024-01-31,1%\n", "f.csv:2: x: "},
      {"date,x\n2024-01-31,nan\n", "f.csv:2: x: "},
      {"date,x\n2024-01-31,1e999\n", "f.csv:2: x: "},
      {"date,x\n2024-01-31,0.1,0.2\n", "f.csv:2: "},
      {"date,x\n2024-02-29,0.1\n2024-01-31,0.1\n2024-02-29,0.2\n",
       "f.csv:4: date: 2024-02-29 stands already on line 2"}};
  for (const auto& [csv, message] : cases) {
    const Outcome outcome = risk(csv, {"--series", "x"});
    EXPECT_EQ(outcome.exit, Exit::bad_input) << csv;
    EXPECT_TRUE(outcome.notes.starts_with(message)) << csv << outcome.notes;
    EXPECT_EQ(outcome.result, "");
  }
}

TEST(RiskCommand, at_most_twenty_bad_cells_are_told) {
  std::string csv = "date,x\n";
  for (int day = 1; day <= 30; ++day)
    csv += "2024-06-" + std::string(day < 10 ? "0" : "") + std::to_string(day) + ",x\n";
  const std::string notes = risk(csv).notes;
  EXPECT_TRUE(holds(notes, "f.csv:21: x: ")) << notes;
  EXPECT_FALSE(holds(notes, "f.csv:22: x: ")) << notes;
}

TEST(RiskCommand, gives_the_figures_asked_for_in_the_order_of_the_table) {
  const Outcome outcome = risk(one_year, {"--series", "fund", "--figures", "omega,volatility", "--format", "csv"});
  EXPECT_EQ(outcome.exit, Exit::done) << outcome.notes;
  EXPECT_TRUE(holds(outcome.result, "\nvolatility,"));
  EXPECT_LT(outcome.result.find("\nvolatility,"), outcome.result.find("\nomega,"));
  EXPECT_EQ(std::count(outcome.result.begin(), outcome.result.end(), '\n'), 3);
}

TEST(RiskCommand, shows_people_the_common_figures_and_programs_all) {
  EXPECT_FALSE(holds(risk(one_year, {"--series", "fund"}).result, "kelly_ratio"));
  EXPECT_TRUE(holds(risk(one_year, {"--series", "fund", "--figures", "all"}).result, "kelly_ratio"));
  EXPECT_TRUE(risk_json(one_year, {"--series", "fund"})["figures"].has("kelly_ratio"));
  EXPECT_FALSE(risk_json(one_year, {"--series", "fund", "--figures", "common"})["figures"].has("kelly_ratio"));
}

TEST(RiskCommand, refuses_a_name_that_is_no_measure_and_one_that_lacks_its_benchmark) {
  for (const char* name : {"sharp_ratio", "volatility,,omega", "beta"}) {
    const Outcome outcome = risk(one_year, {"--series", "fund", "--figures", name});
    EXPECT_EQ(outcome.exit, Exit::usage) << name;
    EXPECT_TRUE(holds(outcome.notes, "--figures")) << name;
  }
}

TEST(RiskCommand, slides_a_window_and_dates_it_at_its_last_return) {
  const Json document =
      risk_json(one_year, {"--series", "fund", "--rolling", "10", "--figures", "cumulative_return,calmar_ratio"});
  const Json& rolling = document["rolling"];
  EXPECT_EQ(rolling["window"].text, "10");
  EXPECT_EQ(rolling["windows"].text, "3");
  const auto& windows = rolling["series"]["cumulative_return"].items;
  ASSERT_EQ(windows.size(), 3U);
  EXPECT_EQ(windows[0]["date"].text, "2024-10-31");
  EXPECT_NEAR(std::stod(windows[2]["value"].text), 1.03 * 1.01 * 0.98 * 1.01 * 1.02 * 1.01 * 0.99 * 1.02 * 1.01 - 1,
              1e-14);
  EXPECT_EQ(rolling["series"]["calmar_ratio"].items[0]["reason"].text, "period_under_one_year");
}

TEST(RiskCommand, writes_windows_as_a_table_and_as_a_summary) {
  const std::vector<std::string> options{"--series", "fund",      "--rolling",
                                         "11",       "--figures", "best_period,calmar_ratio"};
  auto csv = options;
  csv.insert(csv.end(), {"--format", "csv"});
  EXPECT_EQ(risk(one_year, csv).result, "date,best_period,calmar_ratio\n2024-11-30,0.03,\n2024-12-31,0.03,\n");
  const std::string text = risk(one_year, options).result;
  EXPECT_TRUE(holds(text, "Windows of 11 returns: 2, ending from 2024-11-30 to 2024-12-31"));
  EXPECT_TRUE(holds(text, "3.00 %"));
  EXPECT_TRUE(holds(risk(one_year, {"--series", "fund", "--rolling", "13"}).result, "Windows of 13 returns: 0\n"));
  EXPECT_TRUE(
      risk_json(one_year, {"--series", "fund", "--rolling", "13"})["rolling"]["series"]["sharpe_ratio"].items.empty());
}

TEST(RiskCommand, lists_calendar_periods) {
  const Outcome outcome = risk(one_year, {"--series", "index", "--calendar", "quarter", "--format", "csv"});
  EXPECT_TRUE(holds(outcome.result, "period,date,returns,value\n2024-Q1,2024-03-31,3,"));
  const Json document = risk_json(one_year, {"--series", "index", "--calendar", "year"});
  const auto& periods = document["calendar"].items;
  ASSERT_EQ(periods.size(), 1U);
  EXPECT_EQ(periods[0]["returns"].text, "12");
  EXPECT_TRUE(holds(risk(one_year, {"--series", "index", "--calendar", "month"}).result, "2024-02    2024-02-29"));
}

TEST(RiskCommand, takes_smoothing_out_before_anything_is_computed) {
  const Json document = risk_json(one_year, {"--series", "fund", "--benchmark", "index", "--unsmooth"});
  EXPECT_EQ(document["rows_used"].text, "11");
  EXPECT_EQ(document["from"].text, "2024-02-29");
  const double rho = value_of(risk_json(one_year, {"--series", "fund"}), "autocorrelation");
  EXPECT_NEAR(
      value_of(document, "worst_period"),
      std::min({(-0.01 - rho * 0.02) / (1 - rho), (-0.02 - rho * 0.01) / (1 - rho), (-0.01 - rho * 0.01) / (1 - rho)}),
      1e-14);
  EXPECT_EQ(risk("date,fund\n2024-01-31,0.01\n", {"--unsmooth"}).exit, Exit::done);
}

TEST(MeasuresCommand, prints_the_table_in_each_format) {
  EXPECT_TRUE(holds(run({"measures"}, {}).result, "  upside_potential_ratio_subset"));
  EXPECT_TRUE(
      holds(run({"measures", "--format", "csv"}, {}).result, "\nomega,Against a minimum acceptable return,number,"));
  EXPECT_TRUE(holds(run({"measures", "--format", "markdown"}, {}).result, "| mean of \\|r - mean\\| |"));
  const Json table = test::read_json(run({"measures", "--format", "json"}, {}).result);
  EXPECT_EQ(table["measures"].items.size(), 144U);
  EXPECT_EQ(run({"measures", "--format", "html"}, {}).exit, Exit::usage);
}

}  // namespace
}  // namespace dietz
