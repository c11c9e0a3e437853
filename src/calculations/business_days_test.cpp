#include "calculations/business_days.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

Date day(int of_month) {
  return *Date::parse("2024-03-" + std::string(of_month < 10 ? "0" : "") + std::to_string(of_month));
}

SubPeriod link_to(int of_month, double factor) {
  SubPeriod link;
  link.from = day(of_month - 1);
  link.to = day(of_month);
  link.factor = factor;
  return link;
}

SubPeriod without_capital(int of_month) {
  SubPeriod link = link_to(of_month, 1.0);
  link.growth.without_capital = true;
  return link;
}

TEST(BusinessDays, a_weekend_is_folded_into_monday) {
  const std::vector<SubPeriod> links{link_to(8, 1.5), link_to(9, 2.0), link_to(10, 0.5), link_to(11, 1.25),
                                     link_to(12, 0.5)};
  const DatedReturns series = business_day_returns(links);
  EXPECT_EQ(series.dates, (std::vector{day(8), day(11), day(12)}));
  EXPECT_EQ(series.begins, (std::vector{day(7), day(8), day(11)}));
  EXPECT_EQ(series.returns, (std::vector{0.5, 0.25, -0.5}));
}

TEST(BusinessDays, after_days_without_capital_a_return_begins_where_capital_is_back) {
  const std::vector<SubPeriod> links{without_capital(4), link_to(5, 1.5), without_capital(6), without_capital(7),
                                     link_to(8, 2.0)};
  const DatedReturns series = business_day_returns(links);
  EXPECT_EQ(series.dates, (std::vector{day(5), day(8)}));
  EXPECT_EQ(series.begins, (std::vector{day(4), day(7)}));
}

TEST(BusinessDays, capital_that_leaves_on_a_weekend_ends_a_return_there) {
  // 9 March 2024 is a Saturday.
  const std::vector<SubPeriod> links{link_to(8, 1.5), link_to(9, 2.0), without_capital(10), without_capital(11),
                                     link_to(12, 1.25)};
  const DatedReturns series = business_day_returns(links);
  EXPECT_EQ(series.begins, (std::vector{day(7), day(8), day(11)}));
  EXPECT_EQ(series.dates, (std::vector{day(8), day(9), day(12)}));
  EXPECT_EQ(series.returns, (std::vector{0.5, 1.0, 0.25}));
}

TEST(BusinessDays, capital_back_on_a_sunday_is_folded_into_monday) {
  const std::vector<SubPeriod> links{without_capital(8), without_capital(9), link_to(10, 2.0), link_to(11, 1.5)};
  const DatedReturns series = business_day_returns(links);
  EXPECT_EQ(series.begins, std::vector{day(9)});
  EXPECT_EQ(series.dates, std::vector{day(11)});
  EXPECT_EQ(series.returns, std::vector{2.0});
}

TEST(BusinessDays, the_longest_link_is_one_with_capital) {
  std::vector<SubPeriod> links{link_to(5, 1.0), without_capital(6)};
  links.back().from = day(1);
  EXPECT_EQ(longest_link_days(links), 1);
}

}  // namespace
}  // namespace dietz
