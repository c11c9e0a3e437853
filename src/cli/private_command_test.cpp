#include "support/command_run.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::run;

Outcome fund(const std::string& csv, std::vector<std::string> more = {}) {
  std::vector<std::string> arguments{"private", "f.csv"};
  arguments.insert(arguments.end(), more.begin(), more.end());
  return run(arguments, {{"f.csv", csv}});
}

bool holds(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

const std::string header = "date,contribution,distribution,nav,index\n";

TEST(PrivateCommand, gives_multiples_rates_and_the_comparison_with_the_index) {
  const std::string csv = header + "2020-01-01,1000,,,100\n2023-12-31,,500,1100,140\n";
  const std::string json = fund(csv, {"--committed", "2000", "--format", "json"}).result;
  for (const char* part :
       {"\"paid_in\":\"1000\"", "\"distributed\":\"500\"", "\"nav\":\"1100\"", "\"index_nav\":\"900\"",
        "\"dpi\":{\"value\":0.5,", "\"rvpi\":{\"value\":1.1,", "\"tvpi\":{\"value\":1.6,", "\"pic\":{\"value\":0.5,",
        "\"ks_pme\":{\"value\":1.1428571428571428,", "\"ln_pme\"", "\"direct_alpha\"", "\"pme_plus\""}) {
    EXPECT_TRUE(holds(json, part)) << part << " in " << json;
  }
}

TEST(PrivateCommand, without_an_index_compares_nothing_and_without_a_commitment_has_no_share_paid_in) {
  const std::string json =
      fund("date,contribution,distribution,nav\n2020-01-01,1000,,\n2023-12-31,,,1100\n", {"--format", "json"}).result;
  EXPECT_FALSE(holds(json, "ks_pme"));
  EXPECT_TRUE(holds(json, "\"pic\":{\"value\":null,\"reason\":\"insufficient_data\"")) << json;
}

TEST(PrivateCommand, without_a_net_asset_value_only_what_was_paid_is_known) {
  const std::string json = fund(header + "2020-01-01,1000,,,100\n2023-12-31,,500,,140\n", {"--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"dpi\":{\"value\":0.5,")) << json;
  for (const char* name : {"xirr", "mwr", "rvpi", "tvpi", "ks_pme", "ln_pme", "direct_alpha", "pme_plus"}) {
    EXPECT_TRUE(holds(json, "\"" + std::string(name) + "\":{\"value\":null,\"reason\":\"insufficient_data\"")) << name;
  }
}

TEST(PrivateCommand, ends_with_the_last_net_asset_value_and_says_what_came_later) {
  const std::string csv = header + "2020-01-01,1000,,,100\n2022-12-31,,,1300,120\n2023-06-30,50,,,125\n";
  const std::string json = fund(csv, {"--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"as_of\":\"2022-12-31\"")) << json;
  EXPECT_TRUE(holds(json, "flows_left_out")) << json;
  EXPECT_TRUE(holds(fund(csv + "2024-12-31,,,1500,150\n", {"--to", "2023-12-31", "--format", "json"}).result,
                    "\"as_of\":\"2022-12-31\""));
}

TEST(PrivateCommand, an_index_that_is_too_old_or_missing_is_a_reason) {
  const std::string json = fund(header + "2020-01-01,1000,,,\n2023-12-31,,500,1100,140\n", {"--format", "json"}).result;
  EXPECT_TRUE(holds(json, "\"ks_pme\":{\"value\":null,\"reason\":\"insufficient_data\"")) << json;
  EXPECT_TRUE(holds(json, "no usable index for 2020-01-01")) << json;
  const std::string carried = header + "2020-01-01,,,,100\n2020-01-09,1000,,,\n2023-12-31,,500,1100,140\n";
  EXPECT_TRUE(holds(fund(carried, {"--format", "json"}).result, "\"ks_pme\":{\"value\":1.1428571428571428"));
}

TEST(PrivateCommand, rows_in_any_order_give_the_same_bits) {
  EXPECT_EQ(fund(header + "2020-01-01,1000,,,100\n2021-01-01,5,7,,101\n2023-12-31,,500,1100,140\n").result,
            fund(header + "2023-12-31,,,1100,\n2021-01-01,,7,,101\n2023-12-31,,500,,140\n2020-01-01,600,,,100\n"
                          "2021-01-01,5,,,\n2020-01-01,400,,,\n")
                .result);
}

TEST(PrivateCommand, tells_file_line_and_column_of_bad_input) {
  const std::pair<std::string, const char*> cases[] = {
      {"date,contribution,nav\n", "f.csv:1: header: column 'distribution' is missing"},
      {header + "2020-01-01,-1,,,\n", "f.csv:2: contribution: must not be negative"},
      {header + "2020-01-01,1,,-3,\n", "f.csv:2: nav: must not be negative"},
      {header + "2020-01-01,1,,,0\n", "f.csv:2: index: must be above 0"},
      {header + "2020-01-01,1,,5,\n2020-01-01,1,,6,\n", "f.csv:3: nav: a second one for this day"},
      {header + "2026-01-01,1,,,\n", "f.csv:2: date: 2026-01-01 is in the future"},
  };
  for (const auto& [csv, message] : cases) {
    const Outcome outcome = fund(csv);
    EXPECT_EQ(outcome.exit, Exit::bad_input) << csv;
    EXPECT_TRUE(holds(outcome.notes, message)) << outcome.notes;
  }
  EXPECT_EQ(fund(header, {"--committed", "0"}).exit, Exit::usage);
}

TEST(PrivateCommand, an_empty_file_has_reasons) {
  const Outcome outcome = fund(header, {"--format", "json"});
  EXPECT_EQ(outcome.exit, Exit::done);
  EXPECT_TRUE(holds(outcome.result, "\"tvpi\":{\"value\":null,\"reason\":\"insufficient_data\"")) << outcome.result;
}

}  // namespace
}  // namespace dietz
