#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::map<std::string, std::string> book{
    {"b/portfolios.csv", "id,name,currency\nP,Pears,EUR\n"},
    {"b/securities.csv", "id,name,type,currency,sector\nA,Apple tree,stock,EUR,Fruit\nB,Birch,stock,EUR,\n"},
    {"b/prices.csv",
     "security,date,close\nA,2024-01-30,100\nA,2024-01-31,125\nA,2024-02-01,125\nB,2024-01-30,50\n"
     "B,2024-02-01,40\n"},
    {"b/transactions.csv",
     "id,portfolio,date,type,security,quantity,price,amount\n1,P,2024-01-30,deposit,,,,1000\n"
     "2,P,2024-01-30,buy,A,5,100,\n3,P,2024-01-30,buy,B,5,50,\n4,P,2024-02-01,dividend,B,,,5\n"}};

Outcome contribution(std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"contribution", "b"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, book);
}

TEST(ContributionCommand, tells_what_each_position_added) {
  const std::string csv = contribution({"--to", "2024-01-31", "--format", "csv"}).result;
  EXPECT_TRUE(holds(
      csv, "portfolio,period,from,to,segment,weight,return,contribution,price,currency,income,fees,taxes,reason\n"));
  EXPECT_TRUE(holds(csv, "P,,2024-01-29,2024-01-31,A,")) << csv;
  EXPECT_TRUE(holds(csv, ",0.125,0.125,0,0,0,0,\n")) << csv;
  EXPECT_TRUE(holds(csv, "P,,2024-01-29,2024-01-31,,1,0.125,0.125,")) << csv;
}

TEST(ContributionCommand, lists_calendar_periods_and_classes) {
  const Outcome outcome = contribution({"--by", "sector", "--frequency", "month", "--format", "json"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result, "\"by\":\"sector\"")) << outcome.result;
  EXPECT_TRUE(
      holds(outcome.result, "\"period\":\"2024-02\",\"from\":\"2024-01-31\",\"to\":\"2024-02-01\",\"return\":-0.04"))
      << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "{\"segment\":\"unclassified\",\"weight\":0.2222222222222222")) << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "\"total\":{\"id\":null,")) << outcome.result;
}

TEST(ContributionCommand, text_lists_the_largest_first) {
  const std::string text = contribution().result;
  EXPECT_TRUE(holds(text, "P, in EUR, from the close of 2024-01-29")) << text;
  EXPECT_LT(text.find("  A  "), text.find("  B  ")) << text;
  EXPECT_TRUE(holds(text, "  total ")) << text;
}

TEST(ContributionCommand, no_return_is_its_reason) {
  auto unpriced = book;
  unpriced["b/prices.csv"] = "security,date,close\n";
  unpriced["b/transactions.csv"] += "5,P,2024-03-01,deposit,,,,1\n";
  const Outcome outcome = run({"contribution", "b", "--from", "2024-01-30", "--format", "json"}, unpriced);
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result, "\"return\":null,\"reason\":\"insufficient_data\"")) << outcome.result;
}

TEST(ContributionCommand, wrong_options_are_wrong_usage) {
  EXPECT_EQ(contribution({"--by", "colour"}).exit, Exit::usage);
  EXPECT_EQ(contribution({"--frequency", "week"}).exit, Exit::usage);
  EXPECT_EQ(contribution({"--portfolio", "X"}).exit, Exit::usage);
  EXPECT_EQ(run({"contribution", "nowhere"}, book).exit, Exit::bad_input);
}

}  // namespace
}  // namespace dietz
