#include "importer/policy_file.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dietz {
namespace {

TEST(PolicyFile, an_empty_file_is_the_default_policy) {
  const auto policy = read_policy("", "policy.toml");
  ASSERT_TRUE(policy.ok());
  EXPECT_EQ(policy->version, Policy().version);
  EXPECT_EQ(policy->flow_timing, FlowTiming::inflow_start_outflow_end);
}

TEST(PolicyFile, tells_what_is_no_toml_even_where_no_key_can_begin) {
  for (const char* text : {"[= 1]", "[ .a]", "= 1", "[[", "a.=1"})
    EXPECT_FALSE(read_policy(text, "policy.toml").ok()) << text;
}

TEST(PolicyFile, reads_every_key) {
  const auto policy = read_policy(R"(version = "v2"
effective_from = 2024-02-29
flow_timing = "end"
twr_method = "linked_dietz"
large_flow_percent = 7.5
day_count = "act/360"
lot_method = "average"
stale_after_days = 3
missing_price = "last_transaction"
annualize_under_one_year = true
risk_free_annual = 0.02
minimum_acceptable_return = -0.001
benchmark_rebalance = "quarterly"
model_fee_annual = 0.0125
)",
                                  "policy.toml");
  ASSERT_TRUE(policy.ok()) << policy.error().message();
  EXPECT_EQ(policy->version, "v2");
  EXPECT_EQ(policy->effective_from, Date::parse("2024-02-29"));
  EXPECT_EQ(policy->flow_timing, FlowTiming::end);
  EXPECT_EQ(policy->twr_method, TwrMethod::linked_dietz);
  EXPECT_EQ(policy->large_flow_percent, Decimal::parse("7.5"));
  EXPECT_EQ(policy->day_count, "act/360");
  EXPECT_EQ(policy->lot_method, LotMethod::average);
  EXPECT_EQ(policy->stale_after_days, 3);
  EXPECT_EQ(policy->missing_price, MissingPrice::last_transaction);
  EXPECT_TRUE(policy->annualize_under_one_year);
  EXPECT_EQ(policy->risk_free_annual, 0.02);
  EXPECT_EQ(policy->minimum_acceptable_return, -0.001);
  EXPECT_EQ(policy->benchmark_rebalance, Rebalance::quarterly);
  EXPECT_EQ(policy->model_fee_annual, Decimal::parse("0.0125"));
}

TEST(PolicyFile, numbers_may_be_whole_and_percents_text) {
  const auto policy = read_policy("large_flow_percent = \"0.1\"\nrisk_free_annual = 0\n", "policy.toml");
  ASSERT_TRUE(policy.ok());
  EXPECT_EQ(policy->large_flow_percent, Decimal::parse("0.1"));
}

struct BadKey {
  std::string text, message;
};

TEST(PolicyFile, says_what_is_wrong_with_a_key) {
  const std::vector<BadKey> cases = {
      {"version = 3", "must be a text of 1 to 1000 bytes"},
      {"effective_from = 2023", "must be a date YYYY-MM-DD"},
      {"effective_from = \"2023-02-29\"", "must be a date YYYY-MM-DD"},
      {"flow_timing = \"noon\"", "must be inflow_start_outflow_end, start or end, not 'noon'"},
      {"flow_timing = 1", "must be inflow_start_outflow_end, start or end"},
      {"twr_method = \"x\"", "must be daily, modified_dietz, simple_dietz or linked_dietz, not 'x'"},
      {"large_flow_percent = 0", "must be a number of percent above 0"},
      {"large_flow_percent = inf", "must be a number of percent above 0"},
      {"lot_method = \"x\"", "must be fifo, lifo, hifo, average or specific, not 'x'"},
      {"stale_after_days = -1", "must be a whole number of days from 0 to 3650"},
      {"stale_after_days = 1.5", "must be a whole number of days from 0 to 3650"},
      {"missing_price = \"x\"", "must be last_known or last_transaction, not 'x'"},
      {"annualize_under_one_year = 1", "must be true or false"},
      {"risk_free_annual = nan", "must be a rate above -1, such as 0.02 for 2 %"},
      {"minimum_acceptable_return = -1", "must be a rate above -1, such as 0.02 for 2 %"},
      {"model_fee_annual = 1.5", "must be a share of the assets a year from 0 to 1, such as 0.01 for 1 %"},
      {"model_fee_annual = -0.01", "must be a share of the assets a year from 0 to 1, such as 0.01 for 1 %"},
      {"benchmark_rebalance = \"x\"", "must be daily, monthly, quarterly or none, not 'x'"},
  };
  for (const BadKey& c : cases) {
    SCOPED_TRACE(c.text);
    const auto policy = read_policy("# a comment\n" + c.text + "\n", "p.toml");
    ASSERT_FALSE(policy.ok());
    ASSERT_EQ(policy.error().problems.size(), 1U);
    const Problem& problem = policy.error().problems[0];
    EXPECT_EQ(problem.message, c.message);
    EXPECT_EQ(problem.origin.line, 2U);
    EXPECT_EQ(problem.origin.column, c.text.substr(0, c.text.find(' ')));
    EXPECT_EQ(problem.origin.file, "p.toml");
  }
}

TEST(PolicyFile, refuses_unknown_keys_and_tables_with_their_line) {
  const auto policy = read_policy("lot_methd = \"fifo\"\nfoo = 1\n\n[risk]\nx = 1\n", "p.toml");
  ASSERT_FALSE(policy.ok());
  ASSERT_EQ(policy.error().problems.size(), 3U);
  EXPECT_EQ(policy.error().problems[0].message, "unknown key 'lot_methd'; did you mean 'lot_method'?");
  EXPECT_EQ(policy.error().problems[1].message, "unknown key 'foo'");
  EXPECT_EQ(policy.error().problems[2].message, "unknown key 'risk'");
  EXPECT_EQ(policy.error().problems[2].origin.line, 4U);
}

TEST(PolicyFile, malformed_text_has_a_line) {
  for (const char* text :
       {"version = \"a\"\nflow_timing = \n", "version = \"a\"\nversion = \"b\"\n", "a = 1\nb = \"x\n"}) {
    const auto policy = read_policy(text, "p.toml");
    ASSERT_FALSE(policy.ok());
    EXPECT_EQ(policy.error().problems[0].origin.line, 2U) << policy.error().message();
    EXPECT_FALSE(policy.error().message().empty());
  }
}

// Found by the book fuzzer: the parser shows the line feed it stumbled over as it is.
TEST(PolicyFile, a_message_of_the_parser_is_one_line) {
  const auto policy = read_policy("a.57=  t\nb = 1\n", "p.toml");
  ASSERT_FALSE(policy.ok());
  EXPECT_EQ(policy.error().message().find('\n'), std::string::npos) << policy.error().message();
}

TEST(PolicyFile, text_beyond_ascii_is_kept) {
  for (const std::string version : {"Zürich ~ 株式", "~41", "~", "a~b", "\xF0\x9F\x93\x88"}) {
    const auto policy = read_policy("# Größe ~\nversion = \"" + version + "\"\n", "p.toml");
    ASSERT_TRUE(policy.ok());
    EXPECT_EQ(policy->version, version);
  }
}

// Found by the book fuzzer: undefined behaviour of the parser for letters where none may stand.
TEST(PolicyFile, text_beyond_ascii_in_a_wrong_place_is_refused_with_its_line) {
  const std::vector<BadKey> cases = {{"ключ = 1", ""},
                                     {"flow_timing = é", ""},
                                     {"flow_timing = \"é\"", "must be inflow_start_outflow_end, start or end, not 'é'"},
                                     {"\"ключ\" = 1", "unknown key 'ключ'"},
                                     {"version = \"x\" ü", ""},
                                     {"version = \"\xFF\"", "is not valid UTF-8"},
                                     {"version = \"\x01\"", "holds a control character"}};
  for (const BadKey& c : cases) {
    SCOPED_TRACE(c.text);
    const auto policy = read_policy("# comment\n" + c.text + "\n", "p.toml");
    ASSERT_FALSE(policy.ok());
    EXPECT_EQ(policy.error().problems[0].origin.line, 2U);
    if (!c.message.empty()) {
      EXPECT_EQ(policy.error().message(), c.message);
    }
  }
}

}  // namespace
}  // namespace dietz
