#include "calculations/business_days.hpp"

#include <algorithm>

namespace dietz {
/// Day 0 of the epoch, 1970-01-01, was a Thursday.
bool is_weekend(Date date) {
  const std::int32_t day = ((date - Date::from_epoch_day(0)) % 7 + 7) % 7;
  return day == 2 || day == 3;
}

std::vector<std::span<const SubPeriod>> business_day_spans(std::span<const SubPeriod> links) {
  std::vector<std::span<const SubPeriod>> spans;
  std::size_t first = 0;
  for (std::size_t i = 0; i < links.size(); ++i) {
    const bool idle = links[i].growth.without_capital;
    if (!idle && is_weekend(links[i].to)) continue;
    const std::size_t end = idle ? i : i + 1;
    if (end > first) spans.push_back(links.subspan(first, end - first));
    first = i + 1;
  }
  return spans;
}

DatedReturns business_day_returns(std::span<const SubPeriod> links) {
  DatedReturns series;
  for (const std::span<const SubPeriod> span : business_day_spans(links)) {
    double growth = 1.0;
    for (const SubPeriod& link : span) growth *= link.factor;
    series.begins.push_back(span.front().from);
    series.dates.push_back(span.back().to);
    series.returns.push_back(growth - 1.0);
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
