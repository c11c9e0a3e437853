#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

Outcome attribution(const std::string& csv, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"attribution", "a.csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"a.csv", csv}});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string header = "period,segment,wp,wb,rp,rb\n";
const std::string two_periods = header +
                                "1,A,0.5,0.25,0.25,0.125\n1,B,0.5,0.75,0.0,0.0625\n"
                                "2,A,1,0.5,0.5,0.25\n2,B,0,0.5,,0.0\n";

TEST(AttributionCommand, gives_effects_by_period_and_linked) {
  const std::string json = attribution(two_periods, {"--format", "json"}).result;
  EXPECT_TRUE(holds(json,
                    "{\"period\":\"1\",\"segments\":[{\"segment\":\"A\",\"allocation\":0.01171875,"
                    "\"selection\":0.03125,\"interaction\":0.03125}"))
      << json;
  EXPECT_TRUE(holds(json, "\"active_return\":0.046875,\"portfolio_return\":0.125,\"benchmark_return\":0.078125}"))
      << json;
  EXPECT_TRUE(holds(json, "\"linked\":{\"segments\":[{\"segment\":\"A\"")) << json;
  EXPECT_TRUE(holds(json, "\"portfolio_return\":0.6875,")) << json;
  EXPECT_TRUE(holds(json, "\"code\":\"segment_not_held\"")) << json;
}

TEST(AttributionCommand, counts_interaction_where_asked) {
  const std::string json = attribution(two_periods, {"--interaction", "selection", "--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"selection\":0.0625,\"interaction\":0}")) << json;
}

TEST(AttributionCommand, totals_only_where_the_method_knows_no_more) {
  for (const auto& options : {std::vector<std::string>{"--model", "geometric"}, {"--linking", "davies_laker"}}) {
    std::vector<std::string> arguments = options;
    arguments.insert(arguments.end(), {"--format", "json"});
    EXPECT_TRUE(holds(attribution(two_periods, arguments).result, "\"linked\":{\"totals\":{\"allocation\":"));
  }
}

TEST(AttributionCommand, classifies_by_a_column_and_by_two) {
  const std::string csv =
      "period,segment,sector,region,wp,wb,rp,rb\n"
      "1,X,Tech,US,0.25,0.25,0.5,0.25\n1,Y,Tech,EU,0.25,0.25,0.0,0.25\n1,Z,Oil,EU,0.5,0.5,0.125,0.25\n";
  const std::string one = attribution(csv, {"--by", "sector", "--format", "csv"}).result;
  EXPECT_TRUE(holds(one, "period,1,,Tech,0,0,0,,,,,\n")) << one;
  EXPECT_TRUE(holds(one, "period,1,,Oil,0,-0.0625,0,,,,,\n")) << one;
  const std::string two = attribution(csv, {"--by", "region,sector", "--format", "csv"}).result;
  EXPECT_TRUE(holds(two, "period,1,EU,Tech,")) << two;
  EXPECT_TRUE(holds(two, "period,1,US,Tech,")) << two;
  const Outcome unknown = attribution(csv, {"--by", "colour"});
  EXPECT_EQ(unknown.exit, Exit::usage);
  EXPECT_TRUE(holds(unknown.notes, "colour")) << unknown.notes;
}

TEST(AttributionCommand, splits_off_currency_by_the_columns_there_are) {
  const std::string rates = "1,A,0.5,0.25,0.25,0.125,0.0625,0.03125\n1,B,0.5,0.75,0.0,0.0625,0,0.015625\n";
  const std::string ankrim =
      attribution("period,segment,wp,wb,rp,rb,currency_return,forward_premium\n" + rates, {"--format", "json"}).result;
  EXPECT_TRUE(holds(ankrim, "\"currency\":\"ankrim_hensel\"")) << ankrim;
  EXPECT_TRUE(holds(ankrim, "\"forward_premium\":")) << ankrim;
  const std::string karnosky =
      attribution("period,segment,wp,wb,rp,rb,currency_return,deposit_rate\n" + rates, {"--format", "json"}).result;
  EXPECT_TRUE(holds(karnosky, "\"currency\":\"karnosky_singer\"")) << karnosky;
  EXPECT_TRUE(holds(karnosky, "\"cross_product\":")) << karnosky;
  const std::string spot = attribution(
                               "period,segment,wp,wb,rp,rb,spot_begin,spot_end,forward_begin\n"
                               "1,A,0.5,0.25,0.25,0.125,2,2.125,2.0625\n1,B,0.5,0.75,0.0,0.0625,1,1,1.015625\n",
                               {"--format", "json"})
                               .result;
  EXPECT_EQ(spot, ankrim);
}

TEST(AttributionCommand, order_of_rows_and_columns_makes_no_difference) {
  const std::string turned =
      "rb,rp,wb,wp,segment,period\n0.0,,0.5,0,B,2\n0.0625,0.0,0.75,0.5,B,1\n0.25,0.5,0.5,1,A,2\n0.125,0.25,0.25,0.5,A,"
      "1\n";
  EXPECT_EQ(attribution(two_periods, {"--format", "json"}).result, attribution(turned, {"--format", "json"}).result);
}

TEST(AttributionCommand, periods_stand_in_order_of_time) {
  const auto csv = [](const std::string& a, const std::string& b) {
    return attribution(header + b + ",A,1,1,0.5,0.25\n" + a + ",A,1,1,0.25,0.125\n", {"--format", "csv"}).result;
  };
  for (const auto& [first, second] : {std::pair("9", "10"), {"2024-01", "2024-02"}, {"2023-12-31", "2024-01-31"}}) {
    const std::string out = csv(first, second);
    EXPECT_LT(out.find("period," + std::string(first) + ","), out.find("period," + std::string(second) + ",")) << out;
  }
  const std::string named = csv("February", "January");
  EXPECT_LT(named.find("January"), named.find("February"));
}

TEST(AttributionCommand, a_missing_return_is_null_with_its_reason) {
  const Outcome outcome = attribution(header + "1,A,1,1,,0.5\n", {"--format", "json"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result,
                    "\"allocation\":0,\"selection\":null,\"interaction\":null,"
                    "\"reason\":\"insufficient_data\""))
      << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "\"active_return\":null,\"portfolio_return\":null,\"benchmark_return\":0.5"))
      << outcome.result;
}

TEST(AttributionCommand, a_header_alone_is_insufficient_data) {
  const Outcome outcome = attribution(header, {"--format", "json"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result, "\"periods\":[]")) << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "\"insufficient_data\"")) << outcome.result;
}

TEST(AttributionCommand, bad_input_is_named_by_line_and_column) {
  const std::string currency = "period,segment,wp,wb,rp,rb,spot_begin,spot_end,forward_begin\n";
  const std::pair<std::string, std::string> cases[] = {
      {header + "1,A,half,0.5,0.1,0.1\n", "a.csv:2: wp: "},
      {header + "1,A,,0.5,0.1,0.1\n", "a.csv:2: wp: is empty"},
      {header + "1,,1,1,0.1,0.1\n", "a.csv:2: segment: is empty"},
      {header + "1,A,1,1,0.1,0.1\n1,A,1,1,0.1,0.1\n", "a.csv:3: segment: "},
      {header + "1,A,1,1,0.1,nan\n", "a.csv:2: rb: "},
      {"period,segment,wp,wb,rp\n", "rb"},
      {"period,segment,wp,wb,rp,rb,colour\n", "colour"},
      {"period,segment,wp,wb,rp,rb,wpf\n", "a.csv:1: wpf: "},
      {"period,segment,wp,wb,rp,rb,deposit_rate\n", "a.csv:1: currency_return: is missing"},
      {currency + "1,A,1,1,0.1,0.1,0,1,1\n", "a.csv:2: spot_begin: "},
      {currency + "1,A,1,1,0.1,0.1,,1,1\n", "a.csv:2: spot_begin: is empty"},
  };
  for (const auto& [csv, what] : cases) {
    const Outcome outcome = attribution(csv);
    EXPECT_EQ(outcome.exit, Exit::bad_input) << csv;
    EXPECT_TRUE(holds(outcome.notes, what)) << outcome.notes << " for " << csv;
    EXPECT_EQ(outcome.result, "");
  }
}

TEST(AttributionCommand, rows_of_different_currencies_arent_one_segment) {
  const Outcome outcome = attribution(
      "period,segment,kind,wp,wb,rp,rb,currency_return,deposit_rate\n"
      "1,A,x,0.5,0.5,0.1,0.1,0.01,0\n1,B,x,0.5,0.5,0.1,0.1,0.02,0\n",
      {"--by", "kind"});
  EXPECT_EQ(outcome.exit, Exit::bad_input);
  EXPECT_TRUE(holds(outcome.notes, "a.csv:3: kind: ")) << outcome.notes;
}

TEST(AttributionCommand, wrong_options_are_wrong_usage) {
  EXPECT_EQ(attribution(two_periods, {"--model", "x"}).exit, Exit::usage);
  EXPECT_EQ(attribution(two_periods, {"--linking", "x"}).exit, Exit::usage);
  const std::string currency = "period,segment,wp,wb,rp,rb,currency_return,deposit_rate\n";
  EXPECT_EQ(attribution(currency, {"--model", "geometric"}).exit, Exit::usage);
}

TEST(AttributionCommand, text_is_a_table) {
  const std::string text = attribution(two_periods).result;
  EXPECT_TRUE(holds(text, "Attribution: brinson_fachler, interaction separate, linked by carino\n")) << text;
  EXPECT_TRUE(holds(text, "portfolio 68.75 %")) << text;
  EXPECT_TRUE(holds(text, "total   ")) << text;
}

const std::map<std::string, std::string> book{
    {"b/portfolios.csv", "id,name,currency\nP,Pears,EUR\n"},
    {"b/securities.csv", "id,name,type,currency,sector\nA,Apple tree,stock,EUR,Fruit\nB,Birch,stock,EUR,Timber\n"},
    {"b/prices.csv", "security,date,close\nA,2024-01-30,100\nA,2024-01-31,125\nB,2024-01-30,50\nB,2024-01-31,25\n"},
    {"b/benchmarks.csv", "benchmark,component,weight\nI,A,0.25\nI,B,0.75\n"},
    {"b/transactions.csv",
     "id,portfolio,date,type,security,quantity,price,amount\n1,P,2024-01-30,deposit,,,,1000\n"
     "2,P,2024-01-30,buy,A,5,100,\n3,P,2024-01-30,buy,B,10,50,\n"}};

Outcome of_book(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"attribution", "b", "--from", "2024-01-30"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, book);
}

TEST(AttributionCommand, of_a_book_compares_its_holdings_with_the_benchmarks) {
  const std::string json = of_book({"--benchmark", "I", "--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"by\":[\"sector\"]")) << json;
  EXPECT_TRUE(holds(json,
                    "{\"segment\":\"Fruit\",\"allocation\":0.140625,\"selection\":0,\"interaction\":0,"
                    "\"portfolio_weight\":0.5,\"benchmark_weight\":0.25,\"portfolio_return\":0.25,"
                    "\"benchmark_return\":0.25}"))
      << json;
  EXPECT_TRUE(holds(json, "\"active_return\":0.1875,\"portfolio_return\":-0.125,\"benchmark_return\":-0.3125")) << json;
  const std::string csv = of_book({"--benchmark", "I", "--by", "currency,sector", "--format", "csv"}).result;
  EXPECT_TRUE(holds(csv, "portfolio,scope,period,group,segment,")) << csv;
  EXPECT_TRUE(holds(csv, "P,period,2024-01,EUR,Fruit,0.140625,0,0,,,,,\n")) << csv;
  EXPECT_TRUE(holds(of_book({"--benchmark", "I"}).result, "P against I, in EUR"));
}

TEST(AttributionCommand, of_a_book_without_benchmark_is_wrong_usage) {
  const Outcome outcome = of_book();
  EXPECT_EQ(outcome.exit, Exit::usage);
  EXPECT_TRUE(holds(outcome.notes, "--benchmark")) << outcome.notes;
  EXPECT_EQ(of_book({"--benchmark", "I", "--by", "colour"}).exit, Exit::usage);
  EXPECT_EQ(of_book({"--benchmark", "I", "--currency-model", "ankrim_hensel"}).exit, Exit::usage);
}

TEST(AttributionCommand, options_of_a_book_are_wrong_usage_for_a_file) {
  const Outcome outcome = attribution(two_periods, {"--benchmark", "I"});
  EXPECT_EQ(outcome.exit, Exit::usage);
  EXPECT_TRUE(holds(outcome.notes, "--benchmark is for a book")) << outcome.notes;
}

}  // namespace
}  // namespace dietz
