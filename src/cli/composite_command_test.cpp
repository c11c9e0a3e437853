#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::map<std::string, std::string> book = {
    {"b/portfolios.csv", "id,name,currency\na,A,EUR\nb,B,EUR\n"},
    {"b/valuations.csv",
     "portfolio,date,value\na,2023-12-31,100\na,2024-01-31,110\na,2024-02-29,121\nb,2023-12-31,300\nb,2024-01-31,"
     "300\nb,2024-02-29,330\n"},
    {"b/groups.csv", "group,portfolio,from,to\nG,a,,\nG,b,,2024-01-31\n"}};

Outcome composite(std::vector<std::string> more, std::map<std::string, std::string> files = book) {
  std::vector<std::string> arguments{"composite", "b", "--group", "G"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return test::run(arguments, std::move(files));
}

TEST(CompositeCommand, says_who_was_in_and_what_rule_is_broken) {
  const Outcome outcome = composite({"--format", "json"});
  EXPECT_EQ(outcome.exit, Exit::done);
  for (const char* part :
       {"\"composite_return\":{\"value\":0.127", "\"months\":[{\"from\":\"2023-12-31\",\"to\":\"2024-01-31\"",
        "\"begin_assets\":\"400\"", "\"members\":2", "\"rule\":\"exit_without_reason\",\"portfolio\":\"b\"",
        "\"severity\":\"breach\"", "\"input_hash\":\"sha256:"}) {
    EXPECT_TRUE(holds(outcome.result, part)) << part << " in " << outcome.result;
  }
}

TEST(CompositeCommand, a_broken_rule_is_exit_code_1_where_asked_for) {
  EXPECT_EQ(composite({}).exit, Exit::done);
  EXPECT_EQ(composite({"--check"}).exit, Exit::found);
  auto with_reason = book;
  with_reason["b/groups.csv"] = "group,portfolio,from,to,reason\nG,a,,,\nG,b,,2024-01-31,new mandate\n";
  EXPECT_EQ(composite({"--check"}, with_reason).exit, Exit::done);
}

TEST(CompositeCommand, csv_has_the_whole_the_years_and_the_months) {
  const std::string csv = composite({"--format", "csv"}).result;
  EXPECT_TRUE(csv.starts_with("period,from,to,figure,value,reason\n,2023-12-31,2024-02-29,composite_return,0.127"));
  EXPECT_TRUE(holds(csv, "\n2024,2023-12-31,2024-02-29,internal_dispersion,,insufficient_data\n")) << csv;
  EXPECT_TRUE(holds(csv, "\n2024-01,2023-12-31,2024-01-31,composite_return,0.025")) << csv;
}

TEST(CompositeCommand, the_order_of_rows_makes_no_difference) {
  auto turned = book;
  turned["b/portfolios.csv"] = "name,id,currency\nB,b,EUR\nA,a,EUR\n";
  turned["b/groups.csv"] = "to,group,portfolio,from\n2024-01-31,G,b,\n,G,a,\n";
  EXPECT_EQ(composite({"--format", "json"}).result, composite({"--format", "json"}, turned).result);
}

TEST(GroupReport, members_count_in_the_total_while_they_belong_to_it) {
  auto files = book;
  files["b/groups.csv"] = "group,portfolio,from,to\nG,a,,\nG,b,2024-02-01,\n";
  const std::string json = test::run({"report", "b", "--group", "G", "--format", "json"}, files).result;
  const std::string total = json.substr(json.find("\"total\":"));
  // b comes in with its 300 after January and grows with a by a tenth.
  EXPECT_TRUE(holds(total, "\"begin_value\":\"100.00\"")) << total.substr(0, 3000);
  EXPECT_TRUE(holds(total, "\"end_value\":\"451.00\""));
  EXPECT_TRUE(holds(total, "\"flows_in\":\"300.00\""));
  EXPECT_TRUE(holds(total, "\"gain\":\"51.00\""));
  EXPECT_TRUE(holds(total, "\"twr\":{\"value\":0.21"));
}

TEST(GroupReport, what_would_count_members_wrongly_is_refused) {
  EXPECT_EQ(test::run({"explain", "b", "twr", "--group", "G"}, book).exit, Exit::usage);
  EXPECT_EQ(test::run({"contribution", "b", "--group", "G"}, book).exit, Exit::usage);
}

TEST(GroupReport, a_transfer_to_who_has_left_is_a_flow) {
  auto files = book;
  files["b/groups.csv"] = "group,portfolio,from,to\nG,a,,\nG,b,,2024-01-31\n";
  files["b/transactions.csv"] =
      "id,portfolio,date,type,amount\n1,a,2024-01-31,transfer_out,20\n2,b,2024-01-31,transfer_in,20\n"
      "3,a,2024-02-29,transfer_out,30\n4,b,2024-02-29,transfer_in,30\n";
  const std::string json = test::run({"report", "b", "--group", "G", "--format", "json"}, files).result;
  const std::string total = json.substr(json.find("\"total\":"));
  EXPECT_TRUE(holds(total, "\"flows_out\":\"330.00\"")) << total.substr(0, 3000);  // b's 300, and 30 to it
  EXPECT_TRUE(holds(total, "\"flows_in\":\"0.00\""));
}

TEST(CompositeCommand, an_unknown_group_is_wrong_usage) {
  EXPECT_EQ(test::run({"composite", "b", "--group", "H"}, book).exit, Exit::usage);
  EXPECT_EQ(test::run({"composite", "b"}, book).exit, Exit::usage);
}

}  // namespace
}  // namespace dietz
