#include "calculations/time_weighted_return.hpp"

#include "support/shared.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

Decimal dec(std::string_view text) { return *Decimal::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

ValuedDay valued(std::string_view date, std::string_view value, std::string_view start = "0",
                 std::string_view end = "0") {
  ValuedDay d{day(date), dec(value), Reason::none, dec(start), dec(end), {}};
  return d;
}

ValuedDay unvalued(std::string_view date, std::string_view start, std::string_view end = "0") {
  return {day(date), {}, Reason::insufficient_data, dec(start), dec(end), {}};
}

TEST(TimeWeightedReturn, ignores_the_size_of_deposits) {
  for (const std::string_view deposit : {"1", "1000", "1000000000000"}) {
    const Decimal held = dec("110") + dec(deposit);
    std::vector<ValuedDay> days = {valued("2024-01-01", "100"), valued("2024-01-02", "110"),
                                   valued("2024-01-03", "110", deposit)};
    days.back().value = held;
    EXPECT_NEAR(link(sub_periods(days)).rate.value(), 0.1, 1e-15);
  }
}

TEST(TimeWeightedReturn, counts_nothing_between_a_full_exit_and_re_entry) {
  const std::vector<ValuedDay> days = {valued("2024-01-01", "100"), valued("2024-01-02", "0", "0", "-110"),
                                       valued("2024-02-01", "0"), valued("2024-03-01", "50", "50"),
                                       valued("2024-03-02", "55")};
  const LinkedReturn r = link(sub_periods(days));
  EXPECT_NEAR(r.rate.value(), 0.21, 1e-15);
  EXPECT_EQ(r.without_capital, 1U);
}

TEST(TimeWeightedReturn, flow_on_an_unvalued_day_is_weighted_by_modified_dietz) {
  const std::vector<ValuedDay> days = {valued("2024-01-01", "100"), unvalued("2024-01-06", "50"),
                                       valued("2024-01-11", "165")};
  const auto periods = sub_periods(days);
  ASSERT_EQ(periods.size(), 1U);
  EXPECT_TRUE(periods[0].by_modified_dietz);
  EXPECT_NEAR(link(periods).rate.value(), 15.0 / 125.0, 1e-15);
}

TEST(TimeWeightedReturn, undefined_bases_are_reasons) {
  EXPECT_EQ(
      link(sub_periods(std::vector<ValuedDay>{valued("2024-01-01", "0"), valued("2024-01-02", "5")})).rate.reason(),
      Reason::zero_base);
  EXPECT_EQ(
      link(sub_periods(std::vector<ValuedDay>{valued("2024-01-01", "100"), valued("2024-01-02", "-50")})).rate.reason(),
      Reason::negative_base);
  EXPECT_EQ(link(sub_periods(std::vector<ValuedDay>{valued("2024-01-01", "100")})).rate.reason(),
            Reason::insufficient_data);
}

TEST(TimeWeightedReturn, scaling_all_amounts_by_a_power_of_ten_changes_no_bit) {
  const auto at_scale = [](const Decimal& k) {
    std::vector<ValuedDay> days = {valued("2024-01-01", "100.37"), valued("2024-01-02", "107.11", "3.33"),
                                   valued("2024-02-02", "97.77", "0", "-11.1")};
    for (ValuedDay& d : days) {
      d.value = *d.value * k;
      d.flow_at_start = d.flow_at_start * k;
      d.flow_at_end = d.flow_at_end * k;
    }
    return link(sub_periods(days)).rate.value();
  };
  EXPECT_EQ(at_scale(dec("1")), at_scale(dec("1000000000000")));
  EXPECT_EQ(at_scale(dec("1")), at_scale(dec("0.000000000001")));
}

TEST(ModifiedDietz, weighs_a_flow_by_the_time_it_was_there) {
  const std::vector<ValuedDay> days = {valued("2024-01-01", "100"), unvalued("2024-01-03", "0", "10"),
                                       valued("2024-01-05", "110")};
  EXPECT_EQ(dietz_growth(days, DietzWeighting::day_weighted, DietzFlows::at_end_of_day).factor(), 1.0);
}

TEST(ModifiedDietz, capital_that_is_not_positive_is_a_reason) {
  const std::vector<ValuedDay> days = {valued("2001-01-01", "1000"), unvalued("2001-01-06", "0", "-1200"),
                                       valued("2001-02-10", "250")};
  EXPECT_EQ(dietz_growth(days, DietzWeighting::day_weighted, DietzFlows::at_end_of_day).reason, Reason::negative_base);
}

TEST(LinkedDietz, cuts_at_large_flows_and_month_ends) {
  const std::vector<ValuedDay> days = {valued("2024-01-31", "100"), valued("2024-02-10", "150", "50"),
                                       valued("2024-02-20", "152", "1"), valued("2024-02-29", "155"),
                                       valued("2024-03-31", "160")};
  const auto periods = monthly_dietz_periods(days, dec("10"), DietzFlows::at_end_of_day);
  ASSERT_EQ(periods.size(), 3U);
  EXPECT_EQ(periods[0].to, day("2024-02-10"));
  EXPECT_EQ(periods[1].to, day("2024-02-29"));
}

}  // namespace
}  // namespace dietz
