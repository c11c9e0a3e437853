#include "calculations/return_series.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/rolling_risk.hpp"
#include "support/cases.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <map>
#include <memory>

// Series made of returns, also against the series that other software made of the same returns.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

TEST(CalendarReturns, compound_within_weeks_months_quarters_and_years) {
  std::vector<Date> dates;
  for (const char* text : {"2020-12-31", "2021-01-01", "2021-01-04", "2021-03-31", "2021-04-01"}) {
    dates.push_back(*Date::parse(text));
  }
  const std::vector<double> returns{0.5, -0.5, 1.0, 0.25, -0.75};
  const auto names_of = [&](CalendarPeriod period) {
    std::string all;
    for (const CalendarReturn& one : calendar_returns(dates, returns, period)) {
      all += one.name + "=" + std::to_string(one.rate.value()).substr(0, 5) + " ";
    }
    return all;
  };
  EXPECT_EQ(names_of(CalendarPeriod::week), "2020-W53=-0.25 2021-W01=1.000 2021-W13=-0.68 ");
  EXPECT_EQ(names_of(CalendarPeriod::month), "2020-12=0.500 2021-01=0.000 2021-03=0.250 2021-04=-0.75 ");
  EXPECT_EQ(names_of(CalendarPeriod::quarter), "2020-Q4=0.500 2021-Q1=0.250 2021-Q2=-0.75 ");
  EXPECT_EQ(names_of(CalendarPeriod::year), "2020=0.500 2021=-0.68 ");
  EXPECT_TRUE(calendar_returns({}, {}, CalendarPeriod::year).empty());
}

TEST(Unsmoothed, returns_have_the_same_mean_up_to_the_ends_and_constant_ones_stay) {
  EXPECT_TRUE(unsmoothed(std::vector<double>{0.1}).empty());
  EXPECT_EQ(unsmoothed(std::vector<double>{0.1, 0.1, 0.1}), (std::vector<double>{0.1, 0.1}));
  // Mean 0; Σ(r_t r_t−1) = −0.01 − 0.01 − 0.01, Σr² = 0.04: ρ = −3/4.
  const auto series = unsmoothed(std::vector<double>{0.1, -0.1, 0.1, -0.1});
  ASSERT_EQ(series.size(), 3);
  EXPECT_NEAR(series[0], (-0.1 + 0.75 * 0.1) / 1.75, 1e-15);
  EXPECT_NEAR(series[1], (0.1 - 0.75 * 0.1) / 1.75, 1e-15);
}

TEST(CalendarReturns, of_all_periods_compound_to_the_whole) {
  test::for_cases(0xCA1, [](test::Random& random) {
    std::vector<Date> dates;
    std::vector<double> returns;
    Date date = Date::from_epoch_day(random.any(-5000, 20000));
    for (std::uint64_t n = 1 + random.below(80); n > 0; --n) {
      dates.push_back(date = date + random.any(1, 20));
      returns.push_back(random.any(-2000, 2000) * 1e-4);
    }
    const double whole = wealth_of(returns).back();
    for (const auto period :
         {CalendarPeriod::week, CalendarPeriod::month, CalendarPeriod::quarter, CalendarPeriod::year}) {
      double growth = 1;
      std::size_t count = 0;
      for (const CalendarReturn& one : calendar_returns(dates, returns, period)) {
        growth *= 1 + one.rate.value();
        count += one.count;
      }
      EXPECT_NEAR(growth, whole, 1e-12 * whole);
      EXPECT_EQ(count, returns.size());
    }
  });
}

/// A column without its gaps.
struct Column {
  std::vector<Date> dates;
  std::vector<double> returns;
};

Column column_of(const std::string& table, const std::string& name) {
  Column column;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/data/" + table + ".csv"))) {
    if (row.at(name).empty()) continue;
    column.dates.push_back(*Date::parse(row.at("date")));
    column.returns.push_back(std::stod(row.at(name)));
  }
  return column;
}

using Dated = std::map<std::string, double>;

Dated dated(const std::vector<Date>& dates, std::span<const double> values) {
  Dated result;
  const std::size_t skipped = dates.size() - values.size();
  for (std::size_t i = 0; i < values.size(); ++i) result[dates[skipped + i].to_string()] = values[i];
  return result;
}

Dated rolling(const Column& own, const std::string& benchmark, std::size_t window, const std::string& name) {
  RiskInput input;
  input.returns = own.returns;
  const std::vector<double> market =
      benchmark.empty() ? std::vector<double>() : column_of("managers", benchmark).returns;
  input.benchmark = market;
  input.periods_per_year = 12;
  MeasureSet wanted;
  wanted.set(measure_index(name));
  std::vector<double> values;
  const auto measures_by_window = rolling_risk(input, window, wanted);
  for (const Rate& rate : measures_by_window.front().rates) values.push_back(rate.value());
  return dated(own.dates, values);
}

Dated calendar(const Column& own, CalendarPeriod period) {
  Dated result;
  for (const CalendarReturn& one : calendar_returns(own.dates, own.returns, period)) {
    result[one.to.to_string()] = one.rate.value();
  }
  return result;
}

/// The series of a case; empty where the product has no such series.
Dated series_of(const std::string& function, const std::string& params) {
  const std::string data = param(params, "data");
  const std::string name = param(params, "col");
  if (name.empty()) return {};
  const Column own = column_of(data, name);
  const auto window = [&] { return std::stoul(param(params, "window")); };
  if (function == "Drawdowns") return dated(own.dates, drawdown_series(own.returns));
  if (function == "cumulative_wealth") return dated(own.dates, wealth_of(own.returns));
  if (function == "Return.Geltner") return dated(own.dates, unsmoothed(own.returns));
  if (function == "rolling.StdDev.annualized") return rolling(own, "", window(), "volatility_annualized");
  if (function == "rolling.Return.annualized") return rolling(own, "", window(), "annualized_return");
  if (function == "rolling.CAPM.beta") return rolling(own, param(params, "bench"), window(), "beta");
  if (function == "calendar_year_return") return calendar(own, CalendarPeriod::year);
  if (function == "calendar_quarter_return") return calendar(own, CalendarPeriod::quarter);
  if (function == "calendar_month_return") return calendar(own, CalendarPeriod::month);
  return {};
}

TEST(ReturnSeriesReference, rolling_drawdown_wealth_unsmoothed_and_calendar_series_agree) {
  DIETZ_NEEDS_SHARED();
  std::map<std::string, std::unique_ptr<FamilyCount>> counts;
  std::map<std::string, Dated> series;
  std::map<std::string, int> skipped;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/expected_series.csv"))) {
    const std::string& function = row.at("function");
    const std::string& params = row.at("params");
    const auto [found, is_new] = series.try_emplace(function + params);
    if (is_new) found->second = series_of(function, params);
    if (found->second.empty()) {
      ++skipped[function];
      continue;
    }
    auto& count = counts[function];
    if (!count) count = std::make_unique<FamilyCount>("returns/" + function);
    const auto own = found->second.find(row.at("date"));
    const bool is_there = own != found->second.end();
    EXPECT_TRUE(
        count->ran(is_there && std::abs(own->second - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"))))
        << row.at("case_id") << " " << row.at("date") << " expected " << row.at("expected") << ", got "
        << (is_there ? std::to_string(own->second) : "nothing");
  }
  for (const auto& [function, cases] : skipped) {
    std::cout << "  not made of one return series: " << function << ": " << cases << "\n";
    EXPECT_TRUE(function.starts_with("Return.portfolio") || function == "Return.calculate") << function;
  }
}

}  // namespace
}  // namespace dietz
