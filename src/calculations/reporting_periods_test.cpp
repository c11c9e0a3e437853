#include "calculations/reporting_periods.hpp"

#include <gtest/gtest.h>

namespace dietz {

void PrintTo(const ReportingPeriod& period, std::ostream* out) {
  *out << period.name << " " << period.from.to_string() << " " << period.to.to_string();
}

namespace {

Date date(const char* text) { return Date::parse(text).value(); }

std::vector<std::string> lines(const std::vector<ReportingPeriod>& periods) {
  std::vector<std::string> result;
  for (const auto& p : periods) result.push_back(p.name + " " + p.from.to_string() + " " + p.to.to_string());
  return result;
}

using Lines = std::vector<std::string>;

TEST(ReportingPeriods, begin_at_the_close_before) {
  EXPECT_EQ(lines(trailing_periods(date("2010-05-04"), date("2024-02-29"))),
            (Lines{"MTD 2024-01-31 2024-02-29", "QTD 2023-12-31 2024-02-29", "YTD 2023-12-31 2024-02-29",
                   "1Y 2023-02-28 2024-02-29", "3Y 2021-02-28 2024-02-29", "5Y 2019-02-28 2024-02-29",
                   "10Y 2014-02-28 2024-02-29", "since_inception 2010-05-04 2024-02-29"}));
}

TEST(ReportingPeriods, never_begin_before_the_interval) {
  EXPECT_EQ(lines(trailing_periods(date("2023-12-31"), date("2024-03-31"))),
            (Lines{"MTD 2024-02-29 2024-03-31", "QTD 2023-12-31 2024-03-31", "YTD 2023-12-31 2024-03-31",
                   "since_inception 2023-12-31 2024-03-31"}));
  EXPECT_EQ(lines(trailing_periods(date("2024-03-30"), date("2024-03-31"))),
            (Lines{"since_inception 2024-03-30 2024-03-31"}));
}

TEST(ReportingPeriods, of_an_empty_interval_are_none) {
  EXPECT_TRUE(reporting_periods(date("2024-03-31"), date("2024-03-31")).empty());
  EXPECT_TRUE(reporting_periods(date("2024-03-31"), date("2023-03-31")).empty());
  EXPECT_TRUE(rolling_windows(date("2024-03-31"), date("2023-03-31"), 3).empty());
}

TEST(ReportingPeriods, calendar_periods_are_whole) {
  EXPECT_EQ(lines(calendar_months(date("2024-01-15"), date("2024-04-29"))),
            (Lines{"2024-02 2024-01-31 2024-02-29", "2024-03 2024-02-29 2024-03-31"}));
  EXPECT_EQ(lines(calendar_quarters(date("2023-12-31"), date("2024-09-29"))),
            (Lines{"2024-Q1 2023-12-31 2024-03-31", "2024-Q2 2024-03-31 2024-06-30"}));
  EXPECT_EQ(lines(calendar_years(date("2021-12-31"), date("2023-12-31"))),
            (Lines{"2022 2021-12-31 2022-12-31", "2023 2022-12-31 2023-12-31"}));
  EXPECT_TRUE(calendar_years(date("2022-01-01"), date("2023-12-30")).empty());
}

TEST(ReportingPeriods, tile_the_interval_between_month_ends) {
  const auto months = calendar_months(date("1999-12-31"), date("2020-12-31"));
  ASSERT_EQ(months.size(), 252U);
  for (std::size_t i = 1; i < months.size(); ++i) EXPECT_EQ(months[i].from, months[i - 1].to);
  EXPECT_EQ(months.front().from, date("1999-12-31"));
  EXPECT_EQ(months.back().to, date("2020-12-31"));
}

TEST(ReportingPeriods, reach_the_ends_of_the_calendar) {
  const auto all = reporting_periods(Date::min(), Date::max());
  EXPECT_EQ(calendar_years(Date::min(), Date::max()).size(), 9998U);
  EXPECT_EQ(all.back(), (ReportingPeriod{"9999", date("9998-12-31"), Date::max()}));
  EXPECT_EQ(trailing_periods(Date::min(), date("0002-06-01")).size(), 5U);
}

TEST(ReportingPeriods, roll_from_month_end_to_month_end) {
  EXPECT_EQ(lines(rolling_windows(date("2023-11-30"), date("2024-04-15"), 3)),
            (Lines{"2024-02 3M 2023-11-30 2024-02-29", "2024-03 3M 2023-12-31 2024-03-31"}));
  EXPECT_TRUE(rolling_windows(date("2023-11-30"), date("2024-04-15"), 0).empty());
  EXPECT_TRUE(rolling_windows(date("2023-11-30"), date("2024-04-15"), 1'000'000).empty());
}

TEST(ReportingPeriods, one_of_ones_own_must_end_after_it_begins) {
  const auto period = custom_period(date("2024-01-15"), date("2024-06-30"));
  ASSERT_TRUE(period.ok());
  EXPECT_EQ(period->name, "2024-01-15/2024-06-30");
  EXPECT_EQ(custom_period(date("2024-01-15"), date("2024-06-30"), "Crisis")->name, "Crisis");
  EXPECT_EQ(custom_period(date("2024-01-15"), date("2024-01-15")).error().message(),
            "a period must end after it begins: 2024-01-15 to 2024-01-15");
}

}  // namespace
}  // namespace dietz
