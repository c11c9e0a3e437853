#include "calculations/drawdown.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

Date day(int number) { return Date::from_epoch_day(20000 + number); }

std::vector<Date> days(int n) {
  std::vector<Date> dates;
  for (int i = 1; i <= n; ++i) dates.push_back(day(i));
  return dates;
}

TEST(Drawdown, counts_a_loss_in_the_first_period) {
  const std::vector<double> returns{-0.25, 0.5};
  EXPECT_EQ(drawdown_sums(returns).deepest, -0.25);
  const auto table = drawdowns_of_returns(days(2), returns);
  ASSERT_EQ(table.size(), 1U);
  EXPECT_FALSE(table[0].peak.has_value());
  EXPECT_FALSE(table[0].days_total.has_value());
  EXPECT_EQ(table[0].first_loss, day(1));
  EXPECT_EQ(table[0].recovery, day(2));
}

TEST(Drawdown, begins_at_the_start_when_that_is_known) {
  const auto table = drawdowns_of_returns(days(2), std::vector<double>{-0.25, 0.5}, day(0));
  EXPECT_EQ(table[0].peak, day(0));
  EXPECT_EQ(table[0].days_to_trough, 1);
  EXPECT_EQ(table[0].days_recovery, 1);
  EXPECT_EQ(table[0].days_total, 2);
}

TEST(Drawdown, ends_when_the_peak_is_reached_again) {
  const auto table = drawdowns_of_growth(days(6), std::vector<double>{2, 1.5, 1, 1.75, 2, 3});
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table[0].peak, day(1));
  EXPECT_EQ(table[0].first_loss, day(2));
  EXPECT_EQ(table[0].trough, day(3));
  EXPECT_EQ(table[0].recovery, day(5));
  EXPECT_EQ(table[0].depth, -0.5);
  EXPECT_EQ(table[0].periods_total, 4U);
  EXPECT_EQ(table[0].periods_to_trough, 2U);
  EXPECT_EQ(table[0].periods_recovery, 2U);
  EXPECT_EQ(table[0].days_to_trough, 2);
  EXPECT_EQ(table[0].days_recovery, 2);
}

TEST(Drawdown, may_still_last) {
  const auto table = drawdowns_of_growth(days(4), std::vector<double>{2, 1.5, 1, 1.5});
  ASSERT_EQ(table.size(), 1U);
  EXPECT_FALSE(table[0].recovery.has_value());
  EXPECT_EQ(table[0].days_recovery, 1);
  EXPECT_EQ(table[0].days_total, 3);
  EXPECT_EQ(table[0].periods_total, 4U);
}

TEST(Drawdown, ranks_equal_depths_by_date) {
  const auto table = drawdowns_of_growth(days(6), std::vector<double>{0.5, 2, 1, 2, 1.75, 2});
  ASSERT_EQ(table.size(), 3U);
  EXPECT_EQ(table[0].first_loss, day(1));
  EXPECT_EQ(table[1].first_loss, day(3));
  EXPECT_EQ(table[2].first_loss, day(5));
  EXPECT_EQ(table[2].rank, 3U);
}

TEST(Drawdown, is_absent_without_a_loss) {
  EXPECT_TRUE(drawdowns_of_returns(days(3), std::vector<double>{0.1, 0.0, 0.1}).empty());
  EXPECT_TRUE(drawdowns_of_returns({}, {}).empty());
  EXPECT_EQ(drawdown_sums(std::vector<double>{0.1, 0.0}).deepest, 0);
}

TEST(Drawdown, of_everything_never_recovers) {
  const auto table = drawdowns_of_returns(days(3), std::vector<double>{-0.5, -1.0, 0.5});
  ASSERT_EQ(table.size(), 1U);
  EXPECT_EQ(table[0].depth, -1);
  EXPECT_EQ(table[0].trough, day(2));
  EXPECT_FALSE(table[0].recovery.has_value());
}

TEST(Drawdown, has_no_meaning_beyond_everything) {
  const std::vector<double> returns{-1.5, -3.0};
  EXPECT_LT(drawdown_sums(returns).lowest_growth, 0);
  EXPECT_TRUE(drawdowns_of_returns(days(2), returns).empty());
}

TEST(Drawdown, series_touches_zero_at_each_peak) {
  const auto series = drawdown_series(std::vector<double>{-0.5, 1.0, 1.0, -0.25});
  EXPECT_EQ(series, (std::vector<double>{-0.5, 0, 0, -0.25}));
  EXPECT_EQ(drawdown_series_of_growth(std::vector<double>{0.5, 1, 2, 1.5}), series);
}

TEST(Drawdown, waits_for_a_value_above_the_high) {
  const std::vector<double> growth{2, 2, 0.5, 2, 2, 3, 4};
  EXPECT_EQ(longest_days_without_new_high(days(7), growth), 5);
  EXPECT_EQ(longest_days_without_new_high({}, {}), 0);
}

}  // namespace
}  // namespace dietz
