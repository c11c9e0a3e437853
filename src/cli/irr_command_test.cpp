#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

Outcome irr(const std::string& csv, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"irr", "f.csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"f.csv", csv}});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

TEST(IrrCommand, gives_the_annual_and_the_period_rate) {
  const Outcome outcome = irr("date,amount\n2023-01-01,-100\n2024-12-31,121\n", {"--format", "csv"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result, "xirr,0.1") || holds(outcome.result, "xirr,0.09999999999999")) << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "\nmwr,0.21")) << outcome.result;
}

TEST(IrrCommand, periodic_rows_give_a_rate_per_period) {
  const Outcome outcome = irr("period,amount\n0,-100\n2,121\n", {"--periodic", "--format", "json"});
  EXPECT_TRUE(holds(outcome.result, "\"irr\":{\"value\":0.09999999999999998")) << outcome.result;
  EXPECT_TRUE(holds(outcome.result, "\"root_count\":1")) << outcome.result;
}

TEST(IrrCommand, order_of_rows_and_columns_makes_no_difference) {
  const std::string a = irr("date,amount\n2023-01-01,-100\n2023-05-01,-7\n2024-12-31,130\n").result;
  EXPECT_EQ(a, irr("amount,date\n130,2024-12-31\n-100,2023-01-01\n-7,2023-05-01\n").result);
}

TEST(IrrCommand, several_rates_are_a_warning_with_the_list) {
  const std::string json =
      irr("date,amount\n2023-01-01,-100\n2024-01-01,525\n2024-12-31,-500\n", {"--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"root_count\":2")) << json;
  EXPECT_TRUE(holds(json, "\"multiple_roots\"")) << json;
}

TEST(IrrCommand, under_a_year_the_annual_rate_warns) {
  const std::string csv = "date,amount\n2024-01-01,-100\n2024-02-01,101\n";
  const std::string json = irr(csv, {"--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"period_under_one_year\"")) << json;
  EXPECT_TRUE(holds(json, "\"mwr\":{\"value\":0.01")) << json;
}

TEST(IrrCommand, no_rate_is_null_with_its_reason) {
  const std::pair<const char*, const char*> cases[] = {
      {"date,amount\n", "insufficient_data"},
      {"date,amount\n2024-01-01,-1\n", "insufficient_data"},
      {"date,amount\n2024-01-01,1\n2025-01-01,2\n", "no_sign_change"},
      {"date,amount\n2024-01-01,1\n2025-01-01,-3\n2026-01-01,3\n", "no_root"},
  };
  for (const auto& [csv, reason] : cases) {
    const Outcome outcome = irr(csv, {"--format", "json"});
    EXPECT_EQ(outcome.exit, Exit::done);
    EXPECT_TRUE(holds(outcome.result, "\"xirr\":{\"value\":null,\"reason\":\"" + std::string(reason) + "\""))
        << outcome.result;
    EXPECT_TRUE(holds(outcome.result, "\"mwr\":{\"value\":null,\"reason\":\"" + std::string(reason) + "\""))
        << outcome.result;
  }
}

TEST(IrrCommand, day_count_changes_the_rate) {
  const std::string csv = "date,amount\n2024-01-01,-100\n2024-12-26,105\n";
  EXPECT_TRUE(holds(irr(csv, {"--day-count", "act/360", "--format", "csv"}).result, "mwr,0.05")) << csv;
  EXPECT_NE(irr(csv, {"--day-count", "30E/360", "--format", "csv"}).result, irr(csv, {"--format", "csv"}).result);
  EXPECT_EQ(irr(csv, {"--day-count", "act/366"}).exit, Exit::usage);
}

TEST(IrrCommand, tells_file_line_and_column_of_bad_input) {
  const std::pair<const char*, const char*> cases[] = {
      {"", "f.csv:1: "},
      {"date,amount,fee\n", "f.csv:1: header: unknown column 'fee'"},
      {"date\n2024-01-31\n", "f.csv:1: header: column 'amount' is missing"},
      {"date,amount\n2024-02-30,1\n", "f.csv:2: date: "},
      {"date,amount\n2024-01-31,\n", "f.csv:2: amount: "},
      {"date,amount\n2024-01-31,1\n2024-02-01,1e5\n", "f.csv:3: amount: "},
  };
  for (const auto& [csv, message] : cases) {
    const Outcome outcome = irr(csv);
    EXPECT_EQ(outcome.exit, Exit::bad_input) << csv;
    EXPECT_EQ(outcome.notes.find(message), 0U) << outcome.notes;
    EXPECT_TRUE(outcome.result.empty());
  }
  for (const char* period : {"", "x", "1.5", "1000000", "99999999999999999999"}) {
    const Outcome outcome = irr("period,amount\n" + std::string(period) + ",1\n", {"--periodic"});
    EXPECT_EQ(outcome.exit, Exit::bad_input) << period;
    EXPECT_EQ(outcome.notes.find("f.csv:2: period: "), 0U) << outcome.notes;
  }
}

}  // namespace
}  // namespace dietz
