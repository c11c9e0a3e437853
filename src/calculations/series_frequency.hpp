#pragma once

#include "model/date.hpp"

#include <span>

namespace dietz {

/// Periods a year of a return series, by the median distance of its dates (ascending): 252 for up to 4 days, 52 for a
/// week, 12 for a month, 4 for a quarter, 1 for a year; 0 where it is none of these or there are fewer than two dates.
[[nodiscard]] double periods_per_year_of(std::span<const Date> dates);

}  // namespace dietz
