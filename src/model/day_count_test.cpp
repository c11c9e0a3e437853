#include "model/day_count.hpp"

#include <gtest/gtest.h>

#include <random>

namespace dietz {
namespace {

Date day(std::string_view text) { return *Date::parse(text); }
std::int32_t days(DayCount convention, std::string_view from, std::string_view to) {
  return counted_days(convention, day(from), day(to));
}
double years(DayCount convention, std::string_view from, std::string_view to) {
  return year_fraction(convention, day(from), day(to));
}

TEST(DayCount, names_are_printed_and_read_back) {
  for (const DayCount convention : all_day_counts) EXPECT_EQ(parse_day_count(name_of(convention)), convention);
  EXPECT_EQ(parse_day_count("ACT/ACT ISDA"), DayCount::act_act);
  EXPECT_EQ(parse_day_count("30/360 ISDA"), DayCount::thirty_360);
  EXPECT_EQ(parse_day_count("act/366"), std::nullopt);
  EXPECT_EQ(parse_day_count(""), std::nullopt);
}

TEST(DayCount, actual_days_over_a_fixed_year) {
  EXPECT_EQ(years(DayCount::act_365_fixed, "2023-01-01", "2024-01-01"), 1.0);
  EXPECT_EQ(years(DayCount::act_365_fixed, "2024-01-01", "2025-01-01"), 366.0 / 365.0);
  EXPECT_EQ(years(DayCount::act_365_25, "2020-01-01", "2024-01-01"), 4.0);
  EXPECT_EQ(years(DayCount::act_360, "2007-12-28", "2008-02-28"), 62.0 / 360.0);
  EXPECT_EQ(years(DayCount::act_364, "2023-01-01", "2023-12-31"), 1.0);
}

TEST(DayCount, act_act_divides_each_year_by_its_own_length) {
  EXPECT_EQ(years(DayCount::act_act, "2007-12-28", "2008-02-28"), 4.0 / 365.0 + 58.0 / 366.0);
  EXPECT_EQ(years(DayCount::act_act, "2024-01-01", "2025-01-01"), 1.0);
  EXPECT_EQ(years(DayCount::act_act, "2003-11-01", "2004-05-01"), 61.0 / 365.0 + 121.0 / 366.0);
  EXPECT_NEAR(years(DayCount::act_act, "1999-02-01", "2002-07-01"), 334.0 / 365.0 + 2.0 + 181.0 / 365.0, 1e-15);
}

TEST(DayCount, thirty_360_conventions_differ_at_month_ends) {
  EXPECT_EQ(days(DayCount::thirty_us_360, "2007-01-15", "2007-01-31"), 16);
  EXPECT_EQ(days(DayCount::thirty_360, "2007-01-15", "2007-01-31"), 16);
  EXPECT_EQ(days(DayCount::thirty_e_360, "2007-01-15", "2007-01-31"), 15);
  EXPECT_EQ(days(DayCount::thirty_e_plus_360, "2007-01-15", "2007-01-31"), 16);
  EXPECT_EQ(days(DayCount::thirty_us_360, "2007-01-31", "2007-03-31"), 60);
  EXPECT_EQ(days(DayCount::thirty_us_360, "2007-02-28", "2007-03-31"), 30);
  EXPECT_EQ(days(DayCount::thirty_360, "2007-02-28", "2007-03-31"), 33);
  EXPECT_EQ(days(DayCount::thirty_e_360, "2007-02-28", "2007-03-31"), 32);
  EXPECT_EQ(days(DayCount::thirty_us_360, "2007-02-28", "2008-02-29"), 360);
  EXPECT_EQ(days(DayCount::thirty_360, "2007-02-28", "2008-02-29"), 361);
  EXPECT_EQ(days(DayCount::thirty_us_360, "2008-02-28", "2008-02-29"), 1);
  EXPECT_EQ(days(DayCount::thirty_e_plus_360, "2007-12-31", "2008-01-31"), 31);
}

TEST(DayCount, no_leap_skips_29_february) {
  EXPECT_EQ(days(DayCount::no_leap_365, "2024-02-28", "2024-03-01"), 1);
  EXPECT_EQ(days(DayCount::no_leap_365, "2023-06-30", "2024-06-30"), 365);
  EXPECT_EQ(days(DayCount::no_leap_365, "2000-01-01", "2400-01-01"), 400 * 365);
}

TEST(DayCount, years_are_antisymmetric_and_never_run_backwards) {
  std::mt19937_64 random(3);
  for (int i = 0; i < 10000; ++i) {
    const Date from = day("1990-01-01") + static_cast<int>(random() % 20000);
    const Date to = from + static_cast<int>(random() % 4000);
    for (const DayCount convention : all_day_counts) {
      const double there = year_fraction(convention, from, to);
      ASSERT_EQ(year_fraction(convention, to, from), -there);
      ASSERT_GE(year_fraction(convention, from, to + 3), there) << name_of(convention) << from.to_string();
      ASSERT_NEAR(there, (to - from) / 365.25, 0.02 + 0.016 * there) << name_of(convention);
    }
  }
}

}  // namespace
}  // namespace dietz
