#include "calculations/return_series.hpp"

#include "calculations/statistics.hpp"

#include <array>
#include <cmath>

namespace dietz {
namespace {

std::string two_digits(unsigned number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string padded_year(int year) {
  const std::string text = std::to_string(year);
  return std::string(text.size() < 4 ? 4 - text.size() : 0, '0') + text;
}

/// Dates of one period, and only they, have one name.
std::string name_of(Date date, CalendarPeriod period) {
  const Date::Civil civil = date.civil();
  switch (period) {
    case CalendarPeriod::week: {
      const IsoWeek week = iso_week(date);
      return padded_year(week.year) + "-W" + two_digits(week.week);
    }
    case CalendarPeriod::month:
      return padded_year(civil.year) + "-" + two_digits(civil.month);
    case CalendarPeriod::quarter:
      return padded_year(civil.year) + "-Q" + std::to_string((civil.month + 2) / 3);
    default:
      return padded_year(civil.year);
  }
}

}  // namespace

std::vector<double> wealth_of(std::span<const double> returns) {
  std::vector<double> wealth;
  wealth.reserve(returns.size());
  double growth = 1;
  for (const double r : returns) wealth.push_back(growth *= 1 + r);
  return wealth;
}

std::vector<double> unsmoothed(std::span<const double> returns) {
  std::vector<double> result;
  if (returns.size() < 2) return result;
  const CentralSums sums = central_sums(returns);
  const auto lagged = ordered_sums<1>(returns.size() - 1, [&](std::size_t i) {
    return std::array{(returns[i + 1] - sums.mean) * (returns[i] - sums.mean)};
  });
  const double rho = sums.constant() ? 0 : lagged[0] / sums.squares;
  for (std::size_t i = 1; i < returns.size(); ++i) result.push_back((returns[i] - rho * returns[i - 1]) / (1 - rho));
  return result;
}

std::vector<CalendarReturn> calendar_returns(std::span<const Date> dates, std::span<const double> returns,
                                             CalendarPeriod period) {
  std::vector<CalendarReturn> result;
  double growth = 1;
  for (std::size_t i = 0; i < dates.size(); ++i) {
    const std::string name = name_of(dates[i], period);
    if (result.empty() || result.back().name != name) {
      result.push_back({name, dates[i], 0, Reason::insufficient_data});
      growth = 1;
    }
    growth *= 1 + returns[i];
    CalendarReturn& own = result.back();
    own.to = dates[i];
    ++own.count;
    own.rate = std::isfinite(growth) ? Rate(growth - 1) : Rate(Reason::unsupported);
  }
  return result;
}

}  // namespace dietz
