#include "calculations/irr.hpp"

#include "calculations/annualize.hpp"
#include "calculations/net_present_value.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>

namespace dietz {
namespace {

Decimal dec(std::string_view text) { return *Decimal::parse(text); }
Date day(std::string_view text) { return *Date::parse(text); }

std::vector<PeriodicAmount> periodic(std::initializer_list<const char*> amounts) {
  std::vector<PeriodicAmount> flows;
  for (const char* amount : amounts) flows.push_back({static_cast<std::int32_t>(flows.size()), dec(amount)});
  return flows;
}

TEST(Irr, reports_every_root) {
  const IrrResult r = irr(periodic({"-1000", "6000", "-11000", "6000"}));
  ASSERT_EQ(r.roots.size(), 3U);
  EXPECT_NEAR(r.roots[0].rate, 0.0, 1e-14);
  EXPECT_NEAR(r.roots[1].rate, 1.0, 1e-12);
  EXPECT_NEAR(r.roots[2].rate, 2.0, 1e-12);
  EXPECT_EQ(r.chosen, 0U);
  EXPECT_TRUE(r.has_multiple_roots());
  for (const IrrRoot& root : r.roots) {
    EXPECT_LE(root.low, root.rate);
    EXPECT_GE(root.high, root.rate);
    EXPECT_LT(root.high - root.low, 1e-11);
  }
}

TEST(Irr, chooses_the_root_nearest_to_no_growth) {
  const IrrResult r = irr(periodic({"-1", "4.25", "-3.79"}));
  ASSERT_EQ(r.roots.size(), 2U);
  EXPECT_EQ(r.rate.value(), r.roots[r.chosen].rate);
  EXPECT_LE(std::abs(std::log1p(r.rate.value())), std::abs(std::log1p(r.roots[1 - r.chosen].rate)));
}

TEST(Irr, double_root_is_found_and_marked) {
  const IrrResult r = irr(periodic({"-100", "220", "-121"}));
  ASSERT_EQ(r.roots.size(), 1U);
  EXPECT_NEAR(r.rate.value(), 0.1, 1e-9);
  EXPECT_TRUE(r.roots[0].touches);
}

TEST(Irr, near_miss_of_zero_is_no_root_and_near_pair_is_two) {
  EXPECT_EQ(irr(periodic({"-100", "220", "-121.0000000001"})).rate.reason(), Reason::no_root);
  const IrrResult pair = irr(periodic({"-100", "220", "-120.9999999999"}));
  ASSERT_EQ(pair.roots.size(), 2U);
  EXPECT_NEAR(pair.roots[1].rate - pair.roots[0].rate, 2e-6, 1e-9);
}

/// The coefficients of (g − 1)^n are the binomial ones; near 1 the value is far below rounding.
TEST(Irr, roots_of_high_multiplicity_take_no_time_and_count_once) {
  for (const int n : {3, 4, 11, 20, 31}) {
    std::vector<PeriodicAmount> flows;
    std::int64_t coefficient = 1;
    for (int k = 0; k <= n; ++k) {
      flows.push_back({k, Decimal(k % 2 == 0 ? coefficient : -coefficient)});
      coefficient = coefficient * (n - k) / (k + 1);
    }
    const IrrResult r = irr(flows);
    ASSERT_EQ(r.roots.size(), 1U) << n;
    EXPECT_NEAR(r.rate.value(), 0.0, 0.5) << n;
    EXPECT_EQ(r.roots[0].touches, n % 2 == 0) << n;
  }
}

TEST(Irr, no_rate_is_a_reason) {
  EXPECT_EQ(irr({}).rate.reason(), Reason::insufficient_data);
  EXPECT_EQ(irr(periodic({"-1"})).rate.reason(), Reason::insufficient_data);
  EXPECT_EQ(irr(periodic({"1", "2"})).rate.reason(), Reason::no_sign_change);
  EXPECT_EQ(irr(periodic({"0", "0"})).rate.reason(), Reason::no_sign_change);
  EXPECT_EQ(irr(periodic({"1", "-3", "2.5"})).rate.reason(), Reason::no_root);
  EXPECT_EQ(irr(periodic({"-1", "10000000"})).rate.reason(), Reason::no_root) << "1 + r beyond 1e6";
}

TEST(Irr, limits_of_the_range_are_inside) {
  EXPECT_NEAR(irr(periodic({"-1", "1000000"})).rate.value(), 999999.0, 1e-6);
  EXPECT_NEAR(irr(periodic({"-10000000000", "1"})).rate.value(), -1.0 + 1e-10, 1e-16);
}

TEST(Irr, periods_may_be_left_out_repeated_and_unordered) {
  const std::vector<PeriodicAmount> flows = {{7, dec("60.5")}, {5, dec("-50")}, {7, dec("60.5")}, {5, dec("-50")}};
  EXPECT_NEAR(irr(flows).rate.value(), 0.1, 1e-14);
}

TEST(Irr, a_thousand_alternating_flows_have_their_one_rate) {
  std::vector<PeriodicAmount> flows;
  for (int i = 0; i < 1000; ++i) flows.push_back({i, dec(i % 2 == 0 ? "-1" : "1.05")});
  const IrrResult r = irr(flows);
  ASSERT_TRUE(r.rate);
  EXPECT_NEAR(r.rate.value(), 0.05, 1e-12);
}

TEST(Xirr, counts_years_by_the_day_count) {
  const std::vector<DatedAmount> flows = {{day("2024-01-01"), dec("-100")}, {day("2024-12-26"), dec("105")}};
  EXPECT_NEAR(xirr(flows, DayCount::act_360).rate.value(), 0.05, 1e-14);
  EXPECT_NEAR(xirr(flows).rate.value(), std::pow(1.05, 365.0 / 360.0) - 1.0, 1e-14);
  EXPECT_NEAR(xirr(flows).period_rate().value(), 0.05, 1e-14);
  EXPECT_NEAR(xirr(flows, DayCount::act_360).period_rate().value(), 0.05, 1e-14);
}

TEST(Xirr, flows_of_one_day_net_exactly) {
  const std::vector<DatedAmount> flows = {{day("2023-01-01"), dec("-0.1")},
                                          {day("2023-01-01"), dec("-0.2")},
                                          {day("2023-01-01"), dec("0.3")},
                                          {day("2023-02-01"), dec("-10")},
                                          {day("2024-02-01"), dec("11")}};
  EXPECT_NEAR(xirr(flows).rate.value(), 0.1, 1e-14);
}

TEST(Xirr, one_day_is_no_time) {
  const std::vector<DatedAmount> flows = {{day("2023-01-01"), dec("-1")}, {day("2023-01-01"), dec("2")}};
  EXPECT_EQ(xirr(flows).rate.reason(), Reason::insufficient_data);
}

TEST(Xirr, tiny_and_huge_amounts_meet) {
  const std::vector<DatedAmount> flows = {{day("2020-01-01"), dec("-100000000000000000000")},
                                          {day("2021-06-01"), dec("0.000000000000000001")},
                                          {day("2024-01-01"), dec("121000000000000000000")}};
  EXPECT_NEAR(xirr(flows).rate.value(), std::pow(1.21, 365.0 / 1461.0) - 1.0, 1e-14);
}

TEST(NetPresentValue, is_zero_at_the_rate_of_return) {
  const auto flows = periodic({"-161445.03", "2113.73", "7626.73", "8619.84", "177325.55"});
  EXPECT_NEAR(npv(irr(flows).rate.value(), flows).value(), 0.0, 1e-9);
  EXPECT_NEAR(npv(0.1, periodic({"-100", "110"}), FirstFlow::after_one_period).value(), 0.0, 1e-13);
  EXPECT_EQ(npv(-1.0, flows).reason(), Reason::unsupported);
  EXPECT_EQ(npv(0.1, {}).reason(), Reason::insufficient_data);
}

TEST(NetPresentValue, future_value_is_the_present_value_grown) {
  const std::vector<DatedAmount> flows = {{day("2023-01-01"), dec("-100")}, {day("2024-01-01"), dec("150")}};
  EXPECT_NEAR(xnfv(0.1, flows).value(), 40.0, 1e-12);
  EXPECT_NEAR(xnpv(0.1, flows, day("2023-01-01")).value(), 40.0 / 1.1, 1e-12);
}

TEST(ModifiedIrr, needs_money_both_ways) {
  EXPECT_EQ(mirr(periodic({"1", "2"}), 0.1, 0.1).reason(), Reason::no_sign_change);
  EXPECT_EQ(mirr(periodic({"-1"}), 0.1, 0.1).reason(), Reason::insufficient_data);
  EXPECT_NEAR(mirr(periodic({"-100", "0", "121"}), 0.2, 0.3).value(), 0.1, 1e-15);
}

TEST(Annualize, a_year_is_365_days_or_more) {
  EXPECT_EQ(annualized(0.1, 364).reason(), Reason::period_under_one_year);
  EXPECT_EQ(annualized(0.1, 365), Rate(0.1));
  EXPECT_NEAR(annualized(0.21, 730).value(), 0.1, 1e-16);
  EXPECT_EQ(annualized(-1.0, 900), Rate(-1.0));
  EXPECT_EQ(annualized(-1.5, 900).reason(), Reason::undefined_ratio);
  EXPECT_EQ(annualized(0.1, 0, UnderOneYear::annualize).reason(), Reason::insufficient_data);
  EXPECT_NEAR(annualized(0.01, 1, UnderOneYear::annualize).value(), 36.783434332887, 1e-10);
}

}  // namespace
}  // namespace dietz
