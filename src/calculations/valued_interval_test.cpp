#include "calculations/valued_interval.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

ValuedDay day(const char* date, std::optional<std::int64_t> value, std::int64_t flow = 0) {
  ValuedDay d;
  d.date = *Date::parse(date);
  if (value) d.value = Decimal(*value);
  add_flow(d, Decimal(flow), FlowTiming::inflow_start_outflow_end);
  return d;
}

Date date(const char* text) { return *Date::parse(text); }

const std::vector<ValuedDay> year{day("2024-01-31", 100), day("2024-02-15", {}, 10), day("2024-02-29", 112),
                                  day("2024-03-28", 120), day("2024-04-30", 118, -5)};

TEST(ValuedInterval, without_ends_runs_from_the_first_to_the_last_valuation) {
  const ValuedInterval interval = interval_of(year, {}, {}, 10);
  EXPECT_TRUE(interval.usable());
  EXPECT_EQ(interval.range, (DateRange{date("2024-01-31"), date("2024-04-30")}));
  EXPECT_EQ(interval.days.size(), 5U);
  EXPECT_EQ(interval.invested_days(), 90);
}

TEST(ValuedInterval, carries_a_recent_valuation_to_its_ends_and_says_so) {
  const ValuedInterval interval = interval_of(year, date("2024-03-31"), date("2024-05-03"), 10);
  ASSERT_TRUE(interval.usable()) << interval.detail;
  EXPECT_EQ(*interval.days.front().value, Decimal(120));
  EXPECT_EQ(interval.days.front().date, date("2024-03-31"));
  EXPECT_EQ(*interval.days.back().value, Decimal(118));
  EXPECT_EQ(interval.days.back().date, date("2024-05-03"));
  EXPECT_TRUE(interval.days.back().flow().is_zero());
  EXPECT_EQ(interval.days.size(), 3U);
  EXPECT_EQ(interval.warnings.size(), 2U);
}

TEST(ValuedInterval, refuses_what_no_valuation_supports) {
  EXPECT_EQ(interval_of(year, date("2024-02-20"), {}, 30).reason, Reason::insufficient_data);  // a flow since
  EXPECT_EQ(interval_of(year, date("2024-03-31"), {}, 0).reason, Reason::insufficient_data);
  EXPECT_EQ(interval_of(year, {}, date("2024-05-31"), 10).reason, Reason::insufficient_data);  // too old
  EXPECT_EQ(interval_of(year, {}, date("2023-12-31"), 10).reason, Reason::insufficient_data);
  EXPECT_EQ(interval_of(year, date("2024-04-30"), date("2024-04-30"), 10).reason, Reason::insufficient_data);
  EXPECT_EQ(interval_of({}, {}, {}, 10).reason, Reason::insufficient_data);
  const ValuedInterval single = interval_of(std::vector{day("2024-01-31", 100)}, {}, {}, 10);
  EXPECT_EQ(single.detail, "there is only one valuation");
}

TEST(ValuedInterval, before_the_first_flow_nothing_is_held) {
  const std::vector<ValuedDay> days{day("2024-01-10", {}, 100), day("2024-01-31", 101)};
  const ValuedInterval open = interval_of(days, {}, {}, 10);
  EXPECT_EQ(open.range.from, date("2024-01-09"));
  EXPECT_TRUE(open.days.front().value->is_zero());
  EXPECT_EQ(open.invested_from, date("2024-01-10"));
  const ValuedInterval early = interval_of(days, date("2023-12-31"), {}, 10);
  EXPECT_EQ(early.range.from, date("2023-12-31"));
  EXPECT_EQ(early.invested_from, date("2024-01-10"));
}

TEST(ValuedInterval, a_value_that_no_flow_explains_is_where_the_data_begin) {
  const ValuedInterval interval = interval_of(year, date("2023-12-31"), {}, 10);
  ASSERT_TRUE(interval.usable());
  EXPECT_EQ(interval.range.from, date("2024-01-31"));
  EXPECT_EQ(interval.warnings.at(0).code, "begins_later");
}

TEST(ValuedInterval, tells_of_flows_after_the_last_valuation) {
  std::vector<ValuedDay> days = year;
  days.push_back(day("2024-05-02", {}, 7));
  EXPECT_EQ(interval_of(days, {}, {}, 10).warnings.at(0).code, "flow_after_last_valuation");
}

}  // namespace
}  // namespace dietz
