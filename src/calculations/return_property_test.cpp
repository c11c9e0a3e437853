#include "calculations/dietz.hpp"
#include "calculations/time_weighted_return.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <cmath>

// Properties of returns over generated valuations and flows; P numbers name the house's list.
namespace dietz {
namespace {

using test::for_cases;
using test::Random;

Decimal cents(Random& random, std::int64_t low, std::int64_t high) {
  return Decimal::from_parts(random.between(low, high), 2);
}

/// Valuations with flows between them; values stay positive. Some days without flow aren't valued.
std::vector<ValuedDay> any_days(Random& random, bool flows = true, bool gaps = true) {
  std::vector<ValuedDay> days;
  Date date = *Date::parse("2019-12-20") + random.any(0, 1500);
  const std::uint64_t count = random.chance(1, 200) ? random.below(2000) : random.below(40);
  for (std::uint64_t i = 0; i < count + 2; ++i) {
    ValuedDay day;
    day.date = date;
    if (gaps && i > 0 && i < count + 1 && random.chance(1, 4)) {
      day.missing = Reason::insufficient_data;
    } else {
      day.value = cents(random, 1'000'000, 3'000'000);
      day.missing = Reason::none;
      if (flows && random.chance(1, 4)) add_flow(day, cents(random, -500'000, 900'000), FlowTiming::start);
      if (flows && random.chance(1, 4)) add_flow(day, cents(random, -500'000, 900'000), FlowTiming::end);
    }
    days.push_back(day);
    date = date + random.any(1, 20);
  }
  return days;
}

double closeness(double value) { return 1e-12 * (1.0 + std::abs(value)); }

TEST(ReturnProperty, P1_a_period_cut_at_any_valuation_links_to_the_same_return) {
  for_cases(0x9E1, [](Random& random) {
    const auto days = any_days(random);
    const auto periods = sub_periods(days);
    const Rate whole = link(periods).rate;
    ASSERT_TRUE(whole.has_value());
    const auto cut = static_cast<std::size_t>(random.below(periods.size() + 1));
    const std::span<const SubPeriod> all(periods);
    const double left = cut == 0 ? 0.0 : link(all.first(cut)).rate.value();
    const double right = cut == all.size() ? 0.0 : link(all.subspan(cut)).rate.value();
    EXPECT_NEAR((1.0 + left) * (1.0 + right) - 1.0, whole.value(), closeness(whole.value()));
    // The days themselves cut at that valuation give the same links.
    const std::size_t at = cut == 0 ? periods.front().first : periods[cut - 1].last;
    auto again = sub_periods(std::span(days).first(at + 1));
    for (const SubPeriod& period : sub_periods(std::span(days).subspan(at))) again.push_back(period);
    EXPECT_EQ(link(again).rate, whole);
  });
}

TEST(ReturnProperty, P2_without_flows_every_method_gives_the_ratio_of_the_values) {
  for_cases(0x9E2, [](Random& random) {
    const auto days = any_days(random, false);
    const double want = ratio(*days.back().value, *days.front().value) - 1.0;
    EXPECT_NEAR(link(sub_periods(days)).rate.value(), want, closeness(want));
    for (const DietzWeighting weighting : {DietzWeighting::day_weighted, DietzWeighting::half}) {
      const Growth growth = dietz_growth(days, weighting, DietzFlows::at_end_of_day);
      ASSERT_EQ(growth.reason, Reason::none);
      EXPECT_EQ(growth.factor() - 1.0, want);
    }
  });
}

TEST(ReturnProperty, P5_a_flow_at_the_first_instant_is_a_larger_start_value) {
  for_cases(0x9E5, [](Random& random) {
    auto days = any_days(random, true, false);
    auto larger = days;
    const Decimal amount = cents(random, 1, 900'000);
    days[1].flow_at_start = days[1].flow_at_start + amount;
    larger[0].value = *larger[0].value + amount;
    EXPECT_EQ(link(sub_periods(days)).rate, link(sub_periods(larger)).rate);
  });
}

TEST(ReturnProperty, P5_a_flow_at_the_last_instant_changes_nothing) {
  for_cases(0x9E6, [](Random& random) {
    const auto days = any_days(random);
    auto more = days;
    const Decimal amount = cents(random, -100'000, 900'000);
    more.back().value = *more.back().value + amount;
    more.back().flow_at_end = more.back().flow_at_end + amount;
    EXPECT_EQ(link(sub_periods(days)).rate, link(sub_periods(more)).rate);
  });
}

TEST(ReturnProperty, P8_linked_months_quarters_and_years_are_the_linked_days) {
  for_cases(0x9E8, [](Random& random) {
    const auto periods = sub_periods(any_days(random));
    const double whole = link(periods).rate.value();
    for (const ReturnFrequency frequency :
         {ReturnFrequency::day, ReturnFrequency::month, ReturnFrequency::quarter, ReturnFrequency::year}) {
      double product = 1.0;
      for (const ReturnPoint& point : returns_by(periods, frequency)) product *= 1.0 + point.rate.value();
      EXPECT_NEAR(product - 1.0, whole, closeness(whole));
      const auto cumulative = cumulative_by(periods, frequency);
      EXPECT_EQ(cumulative.back().rate.value(), whole);
      EXPECT_EQ(cumulative.back().date, periods.back().to);
      EXPECT_EQ(cumulative.size(), returns_by(periods, frequency).size());
    }
  });
}

TEST(ReturnProperty, P8_modified_dietz_months_with_flows_do_not_link_to_the_whole) {
  ValuedDay start{*Date::parse("2024-01-31"), Decimal(100), Reason::none, {}, {}, {}};
  ValuedDay flow{*Date::parse("2024-02-10"), {}, Reason::insufficient_data, {}, Decimal(100), {}};
  ValuedDay middle{*Date::parse("2024-02-29"), Decimal(220), Reason::none, {}, {}, {}};
  ValuedDay end{*Date::parse("2024-03-31"), Decimal(240), Reason::none, {}, {}, {}};
  const std::vector<ValuedDay> days = {start, flow, middle, end};
  const auto dietz = [](std::span<const ValuedDay> part) {
    return dietz_growth(part, DietzWeighting::day_weighted, DietzFlows::at_end_of_day).factor();
  };
  const double linked = dietz(std::span(days).first(3)) * dietz(std::span(days).subspan(2));
  EXPECT_GT(std::abs(linked - dietz(days)), 0.004);
  EXPECT_EQ(link(monthly_dietz_periods(days, Decimal(1000), DietzFlows::at_end_of_day)).rate.value(), linked - 1.0);
}

TEST(ReturnProperty, P21_modified_dietz_with_one_flow_is_its_closed_form) {
  for_cases(0x9F5, [](Random& random) {
    const Decimal v0 = cents(random, 1, 2'000'000), v1 = cents(random, 0, 2'000'000);
    const Decimal flow = cents(random, -2'000'000, 2'000'000);
    const int length = random.any(1, 2000), at = random.any(1, length);
    const Date from = *Date::parse("2020-02-28");
    std::vector<ValuedDay> days = {{from, v0, Reason::none, {}, {}, {}}};
    if (at < length) days.push_back({from + at, {}, Reason::insufficient_data, {}, flow, {}});
    days.push_back({from + length, v1, Reason::none, {}, {}, {}});
    if (at == length) days.back().flow_at_end = flow;
    const bool at_start = random.chance(1, 2);
    const Growth growth = dietz_growth(days, DietzWeighting::day_weighted,
                                       at_start ? DietzFlows::at_start_of_day : DietzFlows::at_end_of_day);
    // r = (V1 − V0 − F) / (V0 + F·w), with w = there/T: both sides × T
    const Decimal there(length - at + (at_start ? 1 : 0));
    const Decimal capital = v0 * Decimal(length) + flow * there;
    const Decimal gain = (v1 - v0 - flow) * Decimal(length);
    if (capital.is_zero()) {
      EXPECT_TRUE(growth.without_capital || growth.reason == Reason::zero_base);
    } else if (capital.is_negative()) {
      EXPECT_EQ(growth.reason, Reason::negative_base);
    } else {
      ASSERT_EQ(growth.reason, Reason::none);
      EXPECT_EQ(growth.factor(), ratio(capital + gain, capital));
      EXPECT_TRUE(std::isfinite(growth.factor()));
    }
  });
}

TEST(ReturnProperty, P21_no_input_gives_a_return_that_is_not_a_number) {
  for_cases(0x9F6, [](Random& random) {
    std::vector<ValuedDay> days;
    Date date = *Date::parse("2024-02-20");
    for (std::uint64_t n = random.below(8); n > 0; --n, date = date + random.any(1, 40)) {
      ValuedDay day;
      day.date = date;
      const auto any_amount = [&random] {
        const Decimal amount = Decimal::from_parts(random.between(-3, 1'000'000'000'000'000'000), random.any(0U, 18U));
        return random.chance(1, 3) ? Decimal() : amount;
      };
      if (random.chance(3, 4)) day.value = any_amount();
      if (random.chance(1, 2)) day.flow_at_start = any_amount();
      if (random.chance(1, 2)) day.flow_at_end = -any_amount();
      days.push_back(day);
    }
    const auto check = [](const Rate& rate) {
      EXPECT_TRUE(!rate || (std::isfinite(rate.value()) && rate.value() >= -1));
    };
    check(link(sub_periods(days)).rate);
    check(link(monthly_dietz_periods(days, Decimal(10), DietzFlows::at_end_of_day)).rate);
    for (const DietzWeighting weighting : {DietzWeighting::day_weighted, DietzWeighting::half}) {
      const Growth growth = dietz_growth(days, weighting, DietzFlows::at_start_of_day);
      if (growth.reason == Reason::none) {
        EXPECT_TRUE(std::isfinite(growth.factor()));
      }
    }
  });
}

}  // namespace
}  // namespace dietz
