#include "cli/compare_command.hpp"

#include "codec/json_reader.hpp"
#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

const std::map<std::string, std::string> book = {
    {"b/transactions.csv",
     "id,portfolio,date,type,security,quantity,price,amount,currency\n"
     "1,main,2024-01-01,deposit,,,,1000,EUR\n"
     "2,main,2024-01-02,buy,ACME,5,100,,EUR\n"
     "3,main,2024-01-15,deposit,,,,500,EUR\n"},
    {"b/prices.csv",
     "security,date,close,recorded_at\n"
     "ACME,2024-01-02,100,\n"
     "ACME,2024-01-31,110,\n"
     "ACME,2024-01-31,120,2024-02-05T00:00:00Z\n"
     "ACME,2024-01-15,105,\n"},
    {"sold.csv", "id,portfolio,date,type,security,quantity,price,currency\nw1,main,2024-01-10,sell,ACME,5,100,EUR\n"},
    {"prices-only/prices.csv", "security,date,close\nACME,2024-01-31,130\n"},
    {"bad.csv", "id,portfolio,date,type,amount\nx,main,2024-13-01,deposit,5\n"},
    {"other.csv", "a,b\n1,2\n"},
    {"a.toml", "flow_timing = \"start\"\n"},
    {"z.toml", "flow_timing = \"end\"\nday_count = \"act/360\"\n"}};

JsonValue json_of(std::vector<std::string> arguments) {
  arguments.insert(arguments.end(), {"--format", "json"});
  const auto done = test::run(arguments, book);
  EXPECT_EQ(done.exit, Exit::done) << done.notes;
  return read_json(done.result, {.bytes = 10'000'000, .depth = 64, .entries = 100'000}).value();
}

const JsonValue* change_named(const JsonValue& json, std::string_view name) {
  for (const JsonValue& change : json.find("changes")->items()) {
    if (change.find("name")->text() == name) return &change;
  }
  return nullptr;
}

TEST(Compare, what_if_tells_the_rows_and_what_they_change) {
  const JsonValue json =
      json_of({"report", "b", "--what-if", "sold.csv", "--to", "2024-01-31", "--known-at", "2024-02-01"});
  EXPECT_EQ(json.find("compared")->text(), "what_if");
  EXPECT_EQ(json.find("report")->find("known_at")->text(), "2024-02-01");
  ASSERT_EQ(json.find("differences")->items().size(), 1U);
  EXPECT_EQ(json.find("differences")->items()[0].find("what")->text(), "transaction w1");
  const JsonValue* end_value = change_named(json, "end_value");
  ASSERT_NE(end_value, nullptr);
  EXPECT_EQ(end_value->find("before")->text(), "1550");
  EXPECT_EQ(end_value->find("after")->text(), "1500");
  EXPECT_EQ(end_value->find("because")->items().size(), 1U);
  EXPECT_NE(json.find("report")->find("portfolios"), nullptr);
}

TEST(Compare, a_folder_may_bring_any_of_a_books_files) {
  const JsonValue json = json_of({"report", "b", "--what-if", "prices-only"});
  EXPECT_EQ(change_named(json, "end_value")->find("after")->text(), "1650");
}

TEST(Compare, two_policies_list_the_figures_that_differ_and_the_key_behind_each) {
  const JsonValue json = json_of({"report", "b", "--policy", "a.toml", "--policy", "z.toml"});
  const auto& differences = json.find("differences")->items();
  ASSERT_EQ(differences.size(), 2U);
  EXPECT_EQ(differences[0].find("what")->text(), "day_count");
  EXPECT_EQ(differences[1].find("what")->text(), "flow_timing");
  const JsonValue* twr = change_named(json, "twr");
  ASSERT_NE(twr, nullptr);
  ASSERT_EQ(twr->find("because")->items().size(), 1U);
  EXPECT_EQ(twr->find("because")->items()[0].text(), "1");
  const JsonValue* xirr = change_named(json, "xirr");
  ASSERT_NE(xirr, nullptr);
  EXPECT_EQ(xirr->find("because")->items()[0].text(), "0");
}

TEST(Compare, two_moments_list_what_was_restated_and_the_row) {
  const JsonValue json = json_of({"report", "b", "--known-at", "2024-02-01", "--known-at", "2024-02-28"});
  const auto& differences = json.find("differences")->items();
  ASSERT_EQ(differences.size(), 1U);
  EXPECT_EQ(differences[0].find("what")->text(), "price of ACME on 2024-01-31");
  EXPECT_EQ(differences[0].find("line_before")->text(), "3");
  EXPECT_EQ(differences[0].find("line_after")->text(), "4");
  EXPECT_EQ(change_named(json, "gain")->find("after")->text(), "100");
}

TEST(Compare, of_equals_there_is_nothing_to_tell) {
  const auto text = test::run({"report", "b", "--policy", "a.toml", "--policy", "a.toml"}, book);
  EXPECT_NE(text.result.find("Differences: 0"), std::string::npos) << text.result;
  EXPECT_EQ(test::run({"report", "b", "--policy", "a.toml", "--policy", "a.toml", "--format", "csv"}, book).result,
            "portfolio,name,unit,before,after,because\n");
}

TEST(Compare, one_policy_and_one_moment_are_a_plain_report) {
  EXPECT_NE(
      test::run({"report", "b", "--policy", "a.toml", "--known-at", "2024-02-01"}, book).result.find("main (EUR)"),
      std::string::npos);
}

TEST(Compare, bad_input_names_its_row) {
  const auto bad = test::run({"report", "b", "--what-if", "bad.csv"}, book);
  EXPECT_EQ(bad.exit, Exit::bad_input);
  EXPECT_NE(bad.notes.find("bad.csv:2: date: '2024-13-01'"), std::string::npos) << bad.notes;
  EXPECT_EQ(test::run({"report", "b", "--what-if", "other.csv"}, book).exit, Exit::bad_input);
  EXPECT_EQ(test::run({"report", "b", "--what-if", "nowhere.csv"}, book).exit, Exit::bad_input);
}

TEST(Compare, wrong_usage_is_told) {
  for (const std::vector<std::string>& arguments :
       std::vector<std::vector<std::string>>{{"--policy", "a.toml", "--policy", "z.toml", "--policy", "a.toml"},
                                             {"--policy", "a.toml", "--policy", "z.toml", "--what-if", "sold.csv"},
                                             {"--what-if", "sold.csv", "--format", "html"}}) {
    std::vector<std::string> all = {"report", "b"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    EXPECT_EQ(test::run(all, book).exit, Exit::usage) << arguments.back();
  }
}

}  // namespace
}  // namespace dietz
