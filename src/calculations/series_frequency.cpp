#include "calculations/series_frequency.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dietz {

double periods_per_year_of(std::span<const Date> dates) {
  if (dates.size() < 2) return 0;
  std::vector<std::int32_t> days;
  for (std::size_t i = 1; i < dates.size(); ++i) days.push_back(dates[i] - dates[i - 1]);
  const auto middle = days.begin() + static_cast<std::ptrdiff_t>(days.size() / 2);
  std::nth_element(days.begin(), middle, days.end());
  struct Range {
    std::int32_t shortest;
    std::int32_t longest;
    double periods;
  };
  constexpr Range ranges[] = {{1, 4, 252}, {5, 10, 52}, {26, 35, 12}, {85, 96, 4}, {350, 380, 1}};
  for (const Range& range : ranges) {
    if (*middle >= range.shortest && *middle <= range.longest) return range.periods;
  }
  return 0;
}

}  // namespace dietz
