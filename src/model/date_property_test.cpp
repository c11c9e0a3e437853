#include "model/date.hpp"
#include "model/date_range.hpp"
#include "model/money.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <chrono>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

Date any_date(Random& random) {
  return Date::from_epoch_day(random.any(Date::min().epoch_day(), Date::max().epoch_day()));
}

std::chrono::year_month_day by_chrono(Date date) { return std::chrono::sys_days(std::chrono::days(date.epoch_day())); }

TEST(DateProperty, year_month_and_day_are_those_of_the_standard_calendar) {
  for_cases(0xDA7E1, [](Random& random) {
    const Date date = any_date(random);
    const std::chrono::year_month_day want = by_chrono(date);
    EXPECT_EQ(date.year(), static_cast<int>(want.year()));
    EXPECT_EQ(date.month(), static_cast<unsigned>(want.month()));
    EXPECT_EQ(date.day(), static_cast<unsigned>(want.day()));
    EXPECT_EQ(date.iso_weekday(), std::chrono::weekday(std::chrono::sys_days(want)).iso_encoding());
    EXPECT_EQ(Date::from_civil(date.year(), date.month(), date.day()), date);
  });
}

TEST(DateProperty, parsing_what_is_printed_gives_the_same_date) {
  for_cases(0xDA7E2, [](Random& random) {
    const Date date = any_date(random);
    EXPECT_EQ(Date::parse(date.to_string()), date);
    std::string other = date.to_string();
    other[random.below(10)] = "0123456789-/ T"[random.below(14)];
    const auto read = Date::parse(other);
    if (read) {
      EXPECT_EQ(read->to_string(), other);
    }
  });
}

TEST(DateProperty, a_date_exists_where_the_standard_calendar_has_it) {
  for_cases(0xDA7E3, [](Random& random) {
    const int year = random.any(-2, 10001);
    const auto month = random.any(0U, 13U), day = random.any(0U, 33U);
    const bool exists =
        std::chrono::year_month_day(std::chrono::year(year), std::chrono::month(month), std::chrono::day(day)).ok();
    EXPECT_EQ(Date::from_civil(year, month, day).has_value(), exists && year >= 1 && year <= 9999);
  });
}

TEST(DateProperty, adding_days_and_taking_the_difference_undo_each_other) {
  for_cases(0xDA7E4, [](Random& random) {
    const Date a = any_date(random), b = any_date(random);
    EXPECT_EQ(b + (a - b), a);
    EXPECT_EQ(a - (a - b), b);
    EXPECT_EQ(a < b, a - b < 0);
    EXPECT_EQ((a - b) + (b - a), 0);
  });
}

TEST(DateProperty, months_later_is_the_same_day_or_the_end_of_a_shorter_month) {
  for_cases(0xDA7E5, [](Random& random) {
    const Date date = Date::from_epoch_day(random.any(-300'000, 2'000'000));
    const int n = random.any(-2400, 2400);
    const Date later = date.add_months(n);
    const auto want = std::chrono::year_month(by_chrono(date).year(), by_chrono(date).month()) + std::chrono::months(n);
    EXPECT_EQ(later.year(), static_cast<int>(want.year()));
    EXPECT_EQ(later.month(), static_cast<unsigned>(want.month()));
    EXPECT_EQ(later.day(), std::min(date.day(), days_in_month(later.year(), later.month())));
    EXPECT_EQ(date.add_years(n / 12), date.add_months(n / 12 * 12));
  });
}

TEST(DateProperty, ends_of_months_quarters_and_years_bracket_their_date) {
  for_cases(0xDA7E6, [](Random& random) {
    const Date date = Date::from_epoch_day(random.any(Date::min().epoch_day() + 400, Date::max().epoch_day() - 400));
    const auto bracket = [date](Date before, Date end, int shortest, int longest) {
      EXPECT_TRUE(before < date && date <= end);
      EXPECT_TRUE(end - before >= shortest && end - before <= longest);
      EXPECT_EQ((end + 1).day(), 1U);
      EXPECT_EQ((before + 1).day(), 1U);
    };
    bracket(date.previous_month_end(), date.month_end(), 28, 31);
    bracket(date.previous_quarter_end(), date.quarter_end(), 90, 92);
    bracket(date.previous_year_end(), date.year_end(), 365, 366);
    EXPECT_EQ(date.quarter_end().month() % 3, 0U);
    EXPECT_EQ(date.year_end().month(), 12U);
  });
}

TEST(DateProperty, an_iso_week_begins_on_monday_and_holds_its_years_fourth_of_january_first) {
  for_cases(0xDA7E7, [](Random& random) {
    const Date date = Date::from_epoch_day(random.any(Date::min().epoch_day() + 400, Date::max().epoch_day() - 400));
    const IsoWeek week = iso_week(date);
    const Date fourth = *Date::from_civil(week.year, 1, 4);
    const Date monday = fourth - static_cast<int>(fourth.iso_weekday() - 1) + static_cast<int>(week.week - 1) * 7;
    EXPECT_EQ(monday.iso_weekday(), 1U);
    EXPECT_TRUE(monday <= date && date - monday < 7);
  });
}

TEST(DateRangeProperty, a_range_holds_as_many_days_as_it_is_long_and_not_its_own_start) {
  for_cases(0xDA7E8, [](Random& random) {
    const Date from = any_date(random);
    const DateRange range{from, from + random.any(0, 60)};
    int inside = 0;
    for (Date d = from - 2; d <= range.to + 2; ++d) inside += range.contains(d) ? 1 : 0;
    EXPECT_EQ(inside, range.days());
    EXPECT_FALSE(range.contains(range.from));
    EXPECT_EQ(range.contains(range.to), range.days() > 0);
    const DateRange next{range.to, range.to + 5};
    for (Date d = from; d <= next.to; ++d) EXPECT_FALSE(range.contains(d) && next.contains(d));
  });
}

TEST(MoneyProperty, amounts_of_one_currency_add_exactly_and_of_two_never) {
  for_cases(0x3071E7, [](Random& random) {
    const auto any_money = [&random] {
      const Currency currency = *Currency::parse(random.pick({"EUR", "USD", "JPY", "BHD"}));
      return Money{Decimal::from_parts(random.between(-1'000'000'000'000, 1'000'000'000'000), random.any(0U, 8U)),
                   currency};
    };
    const Money a = any_money(), b = any_money();
    const auto sum = a + b;
    ASSERT_EQ(sum.ok(), a.currency == b.currency);
    if (sum) {
      EXPECT_EQ(sum->amount, a.amount + b.amount);
      EXPECT_EQ(sum->currency, a.currency);
    }
  });
}

TEST(MoneyProperty, money_is_printed_in_full_with_at_least_its_currencys_digits) {
  for_cases(0x3071E8, [](Random& random) {
    const Currency currency = *Currency::parse(random.pick({"EUR", "JPY", "BHD"}));
    const Money money{Decimal::from_parts(random.between(-1'000'000'000, 1'000'000'000), random.any(0U, 9U)), currency};
    const std::string text = money.to_string();
    ASSERT_GT(text.size(), 4U);
    EXPECT_EQ(text.substr(text.size() - 4), " " + currency.code());
    const std::string number = text.substr(0, text.size() - 4);
    EXPECT_EQ(*Decimal::parse(number), money.amount);
    const std::size_t point = number.find('.');
    EXPECT_GE(point == std::string::npos ? 0 : number.size() - point - 1, currency.minor_digits());
  });
}

}  // namespace
}  // namespace dietz
