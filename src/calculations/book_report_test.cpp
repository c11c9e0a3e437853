#include "calculations/book_report.hpp"

#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace dietz {
namespace {

using test::currency;
using test::date;
using test::number;
using test::SmallBook;

Book stated_totals(bool with_opening_deposit) {
  SmallBook small;
  if (with_opening_deposit) small.add(TransactionType::deposit, date("2024-01-02"), "t1").amount = number("1000");
  small.add(TransactionType::deposit, date("2024-02-29"), "t2").amount = number("500");
  small.sort();
  Book book = small.book();
  book.valuations = {{PortfolioIndex{0}, date("2024-01-02"), 2, number("1000")},
                     {PortfolioIndex{0}, date("2024-02-29"), 3, number("1530")},
                     {PortfolioIndex{0}, date("2024-12-31"), 4, number("1600")}};
  return book;
}

BookReport reported(const Book& book) {
  const ReportRequest request{{PortfolioIndex{0}}, {}, {}, {}, currency("EUR")};
  const auto range = range_of(book, request);
  return report_of(book, facts_of(book, request, *range).value());
}

Rate figure(const PortfolioReport& report, std::string_view name) {
  const auto found =
      std::find_if(report.figures.begin(), report.figures.end(), [name](const Figure& f) { return f.name == name; });
  return found->rate;
}

TEST(BookReport, a_book_of_totals_begins_with_the_first_of_them) {
  const PortfolioReport report = reported(stated_totals(false)).portfolios.at(0);
  EXPECT_EQ(report.range, (DateRange{date("2024-01-02"), date("2024-12-31")}));
  ASSERT_TRUE(report.money.has_value());
  EXPECT_EQ(report.money->begin_value, number("1000"));
  EXPECT_EQ(report.money->gain, number("100"));
  ASSERT_TRUE(figure(report, "twr").has_value());
  EXPECT_NEAR(figure(report, "twr").value(), 1530.0 / 1500.0 * 1600.0 / 1530.0 - 1.0, 1e-15);
}

TEST(BookReport, a_model_fee_is_taken_from_the_gross_return_at_each_months_end) {
  Book book = stated_totals(false);
  EXPECT_EQ(reported(book).portfolios.at(0).figures[3].name, "twr_annualized");  // no such figure unless asked for
  book.policy.model_fee_annual = number("0.012");
  const PortfolioReport report = reported(book).portfolios.at(0);
  double want = 1530.0 / 1500.0 * 1600.0 / 1530.0 * (1.0 - 0.001 * 29.0 / 31.0);  // January from the 2nd's close
  for (int month = 2; month <= 12; ++month) want *= 0.999;
  ASSERT_TRUE(figure(report, "twr_net_of_model_fee").has_value());
  EXPECT_NEAR(figure(report, "twr_net_of_model_fee").value(), want - 1.0, 1e-15);
  EXPECT_EQ(figure(report, "twr_net_of_model_fee_annualized").reason(), Reason::period_under_one_year);
  EXPECT_EQ(report.periods.front().figures[3].name, "twr_net_of_model_fee");
}

TEST(BookReport, a_model_fee_below_what_was_paid_is_said) {
  SmallBook small;
  small.add(TransactionType::deposit, date("2024-01-01"), "t1").amount = number("1000");
  small.add(TransactionType::fee, date("2024-06-30"), "t2").amount = number("100");
  small.sort();
  Book book = small.book();
  book.policy.model_fee_annual = number("0.012");
  const PortfolioReport report = reported(book).portfolios.at(0);
  EXPECT_EQ(report.figures[3].name, "twr_net_of_model_fee");
  ASSERT_EQ(report.figures[3].warnings.size(), 1U);
  EXPECT_EQ(report.figures[3].warnings[0].code, "model_fee_below_actual");
}

TEST(BookReport, a_deposit_with_the_first_total_opens_an_empty_portfolio) {
  const PortfolioReport report = reported(stated_totals(true)).portfolios.at(0);
  EXPECT_EQ(report.range, (DateRange{date("2024-01-01"), date("2024-12-31")}));
  ASSERT_TRUE(report.money.has_value());
  EXPECT_TRUE(report.money->begin_value.is_zero());
  EXPECT_EQ(report.money->flows_in, number("1500"));
  ASSERT_TRUE(figure(report, "twr").has_value());
  EXPECT_NEAR(figure(report, "twr").value(), 1530.0 / 1500.0 * 1600.0 / 1530.0 - 1.0, 1e-15);
}

TEST(BookReport, totals_far_apart_have_no_daily_risk) {
  const PortfolioReport report = reported(stated_totals(true)).portfolios.at(0);
  EXPECT_EQ(figure(report, "volatility").reason(), Reason::insufficient_data);
  EXPECT_TRUE(figure(report, "max_drawdown").has_value());
}

/// Holds its own benchmark, which moves every day, and is without it from Saturday's close to Tuesday's.
Book out_and_in_again() {
  SmallBook small;
  const SecurityIndex index = small.add_security("INDEX");
  for (int day = 0; day < 21; ++day) {
    small.add_price(index, date("2024-03-01") + day, number(std::to_string(100 + day * day % 17)));
  }
  const auto buy = [&](Date day, std::string_view deposit, std::string_view id, const Decimal& close_before) {
    const Decimal amount = close_before * Decimal(10);
    small.add(TransactionType::deposit, day, deposit).amount = amount;
    small.add_trade(TransactionType::buy, day, id, index, Decimal(10), amount);
  };
  buy(date("2024-03-04"), "t1", "t2", number("104"));
  small.add_trade(TransactionType::sell, date("2024-03-09"), "t3", index, Decimal(10), number("1130"));
  small.add(TransactionType::withdrawal, date("2024-03-09"), "t4").amount = number("1130");
  buy(date("2024-03-13"), "t5", "t6", number("102"));
  small.sort();
  return small.book();
}

TEST(BookReport, a_portfolio_that_leaves_its_benchmark_on_a_weekend_has_no_tracking_error) {  // P12
  const Book book = out_and_in_again();
  const ReportRequest request{{PortfolioIndex{0}}, {}, date("2024-03-20"), "INDEX", currency("EUR")};
  const BookReport report = report_of(book, facts_of(book, request, *range_of(book, request)).value());
  const Rate found = figure(report.portfolios.at(0), "tracking_error");
  ASSERT_TRUE(found.has_value());
  EXPECT_NEAR(found.value(), 0.0, 1e-15);
}

}  // namespace
}  // namespace dietz
