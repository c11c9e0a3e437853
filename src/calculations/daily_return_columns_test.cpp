#include "calculations/daily_return_columns.hpp"

#include "calculations/time_weighted_return.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

/// Results of a batch, with room to hold them.
struct Solved {
  std::size_t months = 0;
  std::size_t years = 0;
  std::vector<Rate> month_rates;
  std::vector<Rate> year_rates;
  std::vector<ColumnReturn> totals;
};

Solved solve(std::span<const Date> calendar, const PortfolioDays& batch, std::size_t portfolios) {
  const DailyReturnColumns columns(calendar);
  Solved solved{columns.month_ends().size(), columns.year_ends().size(), {}, {}, {}};
  solved.month_rates.assign(portfolios * solved.months, Reason::unsupported);
  solved.year_rates.assign(portfolios * solved.years, Reason::unsupported);
  solved.totals.resize(portfolios);
  columns.solve(batch, {solved.month_rates, solved.year_rates, solved.totals});
  return solved;
}

/// An amount that is a double exactly: a multiple of 1/64.
struct Amount {
  std::int64_t sixtyfourths = 0;
  [[nodiscard]] double number() const { return static_cast<double>(sixtyfourths) / 64.0; }
  [[nodiscard]] Decimal decimal() const { return Decimal::from_parts(sixtyfourths * 15625, 6); }
};

struct Columns {
  std::vector<Date> calendar;
  std::vector<Amount> values, flows_at_start, flows_at_end, opening;
  std::size_t portfolios = 0;
};

std::vector<Date> any_calendar(Random& random) {
  std::vector<Date> calendar;
  Date day = Date::from_epoch_day(random.any<std::int32_t>(10000, 12000));
  const auto days = random.any<std::size_t>(1, random.chance(1, 10) ? 500 : 70);
  const auto widest = random.pick({1, 3, 40});
  for (std::size_t i = 0; i < days; ++i) {
    calendar.push_back(day);
    day = day + random.any<std::int32_t>(1, widest);
  }
  return calendar;
}

/// Values and flows of days that mostly grow; in some cases with days without capital, losses of everything and more,
/// and gains from nothing.
Columns any_columns(Random& random) {
  Columns columns;
  columns.calendar = any_calendar(random);
  columns.portfolios = random.any<std::size_t>(1, 3);
  for (std::size_t p = 0; p < columns.portfolios; ++p) {
    const bool wild = random.chance(1, 3);
    const bool gaps = random.chance(1, 3);
    std::int64_t value = random.chance(1, 2) ? 0 : random.between(1, 64'000'000);
    columns.opening.push_back({value});
    for (std::size_t i = 0; i < columns.calendar.size(); ++i) {
      std::int64_t in = value == 0 && !(gaps && random.chance(3, 4)) ? random.between(1, 64'000'000) : 0;
      std::int64_t out = 0;
      if (random.chance(1, 10)) in += random.between(0, 1'000'000);
      if (random.chance(1, 10)) out = -random.between(0, std::max<std::int64_t>(value, 0) / 4);
      const bool ends = gaps && random.chance(1, 15);
      value = ends ? 0 : (value + in) * random.between(95, 106) / 100 + out;
      if (ends) out = -(in + columns.opening.back().sixtyfourths);
      if (wild && random.chance(1, 60)) value = random.between(-1000, 1000);
      if (wild && random.chance(1, 60)) out += random.between(-1'000'000, 1'000'000);
      columns.values.push_back({value});
      columns.flows_at_start.push_back({in});
      columns.flows_at_end.push_back({out});
    }
  }
  return columns;
}

std::vector<double> numbers(const std::vector<Amount>& amounts) {
  std::vector<double> result;
  for (const Amount& amount : amounts) result.push_back(amount.number());
  return result;
}

void expect_same_bits(const Rate& column, const Rate& ordinary, const char* what, std::size_t at) {
  ASSERT_EQ(column.reason(), ordinary.reason()) << what << ' ' << at;
  if (ordinary) {
    ASSERT_EQ(column.value(), ordinary.value()) << what << ' ' << at;
  }
}

/// A period of the ordinary path, with the reports' reason where nothing was invested.
Rate rate_of(std::span<const SubPeriod> periods) {
  const LinkedReturn linked = link(periods);
  return linked.rate && linked.without_capital == linked.links ? Rate(Reason::zero_base) : linked.rate;
}

void expect_periods(const Rate* column, std::size_t count, std::span<const SubPeriod> periods,
                    ReturnFrequency frequency) {
  const char* what = frequency == ReturnFrequency::month ? "month" : "year";
  std::size_t at = 0;
  for (std::size_t i = 0; i < periods.size(); ++at) {
    std::size_t next = i;
    while (next < periods.size() && period_end(periods[next].to, frequency) == period_end(periods[i].to, frequency)) {
      ++next;
    }
    ASSERT_LT(at, count) << what;
    expect_same_bits(column[at], rate_of(periods.subspan(i, next - i)), what, at);
    i = next;
  }
  EXPECT_EQ(at, count) << what;
}

/// `day_of(row)` gives the flows of one row as the ordinary path holds them.
template <class DayOf>
void expect_ordinary(const Solved& solved, const Columns& columns, const DayOf& day_of) {
  const std::size_t days = columns.calendar.size();
  for (std::size_t p = 0; p < columns.portfolios; ++p) {
    std::vector<ValuedDay> valued(1);
    valued[0].date = columns.calendar[0] - 1;
    valued[0].value = columns.opening[p].decimal();
    for (std::size_t i = 0; i < days; ++i) {
      valued.push_back(day_of(p * days + i));
      valued.back().date = columns.calendar[i];
      valued.back().value = columns.values[p * days + i].decimal();
    }
    const auto periods = sub_periods(valued);
    const LinkedReturn total = link(periods);
    expect_same_bits(solved.totals[p].rate, rate_of(periods), "total", p);
    EXPECT_EQ(solved.totals[p].days_without_capital, total.without_capital);
    if (!total.rate) {
      EXPECT_EQ(columns.calendar[solved.totals[p].failed_on], total.failed_on);
    }
    expect_periods(&solved.month_rates[p * solved.months], solved.months, periods, ReturnFrequency::month);
    expect_periods(&solved.year_rates[p * solved.years], solved.years, periods, ReturnFrequency::year);
  }
}

TEST(DailyReturnColumns, have_the_bits_of_the_ordinary_path_for_flows_at_stated_times) {
  for_cases(0xDC1, [](Random& random) {
    const Columns c = any_columns(random);
    const auto values = numbers(c.values), start = numbers(c.flows_at_start), end = numbers(c.flows_at_end),
               opening = numbers(c.opening);
    const Solved solved =
        solve(c.calendar, {values, start, FlowTiming::inflow_start_outflow_end, end, opening}, c.portfolios);
    expect_ordinary(solved, c, [&](std::size_t row) {
      ValuedDay day;
      day.flow_at_start = c.flows_at_start[row].decimal();
      day.flow_at_end = c.flows_at_end[row].decimal();
      return day;
    });
  });
}

TEST(DailyReturnColumns, have_the_bits_of_the_ordinary_path_for_every_timing_policy) {
  std::size_t failed = 0;
  std::size_t linked = 0;
  for_cases(0xDC2, [&](Random& random) {
    const Columns c = any_columns(random);
    std::vector<Amount> net;
    for (std::size_t row = 0; row < c.values.size(); ++row) {
      net.push_back({c.flows_at_start[row].sixtyfourths + c.flows_at_end[row].sixtyfourths});
    }
    const auto timing = random.pick({FlowTiming::inflow_start_outflow_end, FlowTiming::start, FlowTiming::end});
    const auto values = numbers(c.values), flows = numbers(net), opening = numbers(c.opening);
    const Solved solved = solve(c.calendar, {values, flows, timing, {}, opening}, c.portfolios);
    for (const ColumnReturn& total : solved.totals) ++(total.rate ? linked : failed);
    expect_ordinary(solved, c, [&](std::size_t row) {
      ValuedDay day;
      add_flow(day, net[row].decimal(), timing);
      return day;
    });
  });
  EXPECT_GT(linked, failed / 20) << "both kinds must be tried";
  EXPECT_GT(failed, linked / 20) << "both kinds must be tried";
}

TEST(DailyReturnColumns, a_number_that_is_not_finite_has_a_reason_from_its_month_on) {
  std::vector<Date> calendar;
  for (int i = 0; i < 90; ++i) calendar.push_back(*Date::from_civil(2021, 1, 1) + i);
  for (const double broken :
       {std::nan(""), std::numeric_limits<double>::infinity(), -std::numeric_limits<double>::infinity()}) {
    for (std::size_t at = 0; at < calendar.size(); ++at) {
      std::vector<double> values(calendar.size(), 100.0), flows(calendar.size(), 0.0);
      flows[0] = 100.0;
      const std::vector<double> sound = values;
      values[at] = broken;
      const Solved by_value = solve(calendar, {values, flows, {}, {}, {}}, 1);
      EXPECT_FALSE(by_value.totals[0].rate) << broken << " as value of day " << at;
      flows[at] = broken;
      const Solved by_flow = solve(calendar, {sound, flows, {}, {}, {}}, 1);
      EXPECT_FALSE(by_flow.totals[0].rate) << broken << " as flow of day " << at;
      if (at >= 31) {
        EXPECT_EQ(by_flow.month_rates[0], Rate(0.0)) << at;
      }
    }
  }
}

TEST(DailyReturnColumns, years_and_total_are_products_of_months) {
  const std::vector<Date> calendar = {*Date::from_civil(2020, 11, 30), *Date::from_civil(2020, 12, 31),
                                      *Date::from_civil(2021, 1, 29), *Date::from_civil(2021, 2, 26)};
  const std::vector<double> values = {110.0, 121.0, 242.0, 121.0}, flows(4, 0.0), opening = {100.0};
  const Solved solved = solve(calendar, {values, flows, {}, {}, opening}, 1);
  ASSERT_EQ(solved.months, 4U);
  ASSERT_EQ(solved.years, 2U);
  EXPECT_NEAR(solved.month_rates[1].value(), 0.1, 1e-15);
  EXPECT_NEAR(solved.year_rates[0].value(), 0.21, 1e-15);
  EXPECT_EQ(solved.year_rates[1].value(), 0.0);
  EXPECT_NEAR(solved.totals[0].rate.value(), 0.21, 1e-15);
}

TEST(DailyReturnColumns, an_empty_calendar_has_no_return) {
  const Solved solved = solve({}, {}, 2);
  EXPECT_EQ(solved.totals[1].rate.reason(), Reason::insufficient_data);
  EXPECT_EQ(solved.months, 0U);
}

}  // namespace
}  // namespace dietz
