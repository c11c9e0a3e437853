#include "calculations/business_days.hpp"

#include <algorithm>
#include <optional>

namespace dietz {
/// Day 0 of the epoch, 1970-01-01, was a Thursday.
bool is_weekend(Date date) {
  const std::int32_t day = ((date - Date::from_epoch_day(0)) % 7 + 7) % 7;
  return day == 2 || day == 3;
}

DatedReturns business_day_returns(std::span<const SubPeriod> links) {
  DatedReturns series;
  double pending = 1.0;
  std::optional<Date> begin;
  for (const SubPeriod& link : links) {
    if (link.growth.without_capital) continue;
    if (!begin) begin = link.from;
    pending *= link.factor;
    if (is_weekend(link.to)) continue;
    series.begins.push_back(*begin);
    series.dates.push_back(link.to);
    series.returns.push_back(pending - 1.0);
    pending = 1.0;
    begin.reset();
  }
  return series;
}

int longest_link_days(std::span<const SubPeriod> links) {
  int longest = 0;
  for (const SubPeriod& link : links) {
    if (!link.growth.without_capital) longest = std::max(longest, link.to - link.from);
  }
  return longest;
}

}  // namespace dietz
