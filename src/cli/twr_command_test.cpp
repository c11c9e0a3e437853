#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

Outcome twr(const std::string& csv, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"twr", "f.csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"f.csv", csv}});
}

TEST(TwrCommand, ignores_the_size_of_deposits) {
  const Outcome small = twr("date,value,flow\n2024-01-31,1000,\n2024-02-29,1610,500\n", {"--format", "csv"});
  EXPECT_EQ(small.exit, Exit::done);
  EXPECT_NE(small.result.find("twr,0.07333333333333325,,ratio,daily\n"), std::string::npos) << small.result;
  EXPECT_NE(small.result.find("twr_annualized,,period_under_one_year,ratio"), std::string::npos) << small.result;
}

TEST(TwrCommand, adds_up_the_flows_of_a_day_and_takes_rows_in_any_order) {
  const std::string a =
      twr("date,value,flow\n2024-02-29,1610,200\n2024-02-29,,300\n2024-01-31,1000,\n", {"--format", "json"}).result;
  const std::string b = twr("flow,date,value\n,2024-01-31,1000\n500,2024-02-29,1610\n", {"--format", "json"}).result;
  EXPECT_EQ(a, b);
}

TEST(TwrCommand, names_modified_dietz_where_a_flow_day_is_not_valued) {
  const std::string json =
      twr("date,value,flow\n2024-01-31,1000,\n2024-02-10,,500\n2024-02-29,1610,\n", {"--format", "json"}).result;
  EXPECT_NE(json.find("\"method\":\"modified_dietz\""), std::string::npos) << json;
}

TEST(TwrCommand, one_valuation_or_none_is_a_reason) {
  for (const char* csv : {"date,value\n", "date,value\n2024-01-31,1000\n"}) {
    const Outcome outcome = twr(csv, {"--format", "json"});
    EXPECT_EQ(outcome.exit, Exit::done);
    EXPECT_NE(outcome.result.find("\"twr\":{\"value\":null,\"reason\":\"insufficient_data\""), std::string::npos);
  }
}

struct BadInput {
  const char* csv;
  const char* message;
};

TEST(TwrCommand, tells_file_line_and_column_of_bad_input) {
  const BadInput cases[] = {
      {"", "f.csv:1: "},
      {"date,value,color\n", "f.csv:1: header: unknown column 'color'"},
      {"date\n2024-01-31\n", "f.csv:1: header: column 'value' is missing"},
      {"date,value\n2024-01-31,1,2\n", "f.csv:2: "},
      {"date,value\n2024-02-30,1\n", "f.csv:2: date: "},
      {"date,value\n2024-01-31,1e5\n", "f.csv:2: value: "},
      {"date,value,flow\n2024-01-31,1,x\n", "f.csv:2: flow: "},
      {"date,value,timing\n2024-01-31,1,noon\n", "f.csv:2: timing: "},
      {"date,value\n2024-01-31,1\n2024-01-31,2\n", "f.csv:3: value: a second value for 2024-01-31"},
      {"date,value\n2099-01-01,1\n", "f.csv:2: date: 2099-01-01 is in the future"},
  };
  for (const BadInput& bad : cases) {
    const Outcome outcome = twr(bad.csv);
    EXPECT_EQ(outcome.exit, Exit::bad_input) << bad.csv;
    EXPECT_NE(outcome.notes.find(bad.message), std::string::npos) << bad.csv << "\n" << outcome.notes;
    EXPECT_EQ(outcome.result, "");
  }
}

TEST(TwrCommand, a_missing_file_and_a_wrong_option_are_told_apart) {
  EXPECT_EQ(run({"twr", "none.csv"}).exit, Exit::bad_input);
  EXPECT_EQ(twr("date,value\n", {"--from", "yesterday"}).exit, Exit::usage);
  EXPECT_EQ(twr("date,value\n", {"--method", "newton"}).exit, Exit::usage);
}

TEST(TwrCommand, an_interval_that_doesnt_end_after_its_start_is_wrong_usage) {
  for (const char* to : {"2024-01-30", "2024-01-31"}) {
    const Outcome outcome = twr("date,value\n", {"--from", "2024-01-31", "--to", to});
    EXPECT_EQ(outcome.exit, Exit::usage);
    EXPECT_EQ(outcome.notes, std::string("dietz: --to: ") + to + " must be later than --from, 2024-01-31\n");
  }
}

}  // namespace
}  // namespace dietz
