#pragma once

#include "model/date.hpp"
#include "model/figure.hpp"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

// Series made of a return series.

/// ∏(1+r) after each return: what 1 has become.
[[nodiscard]] std::vector<double> wealth_of(std::span<const double> returns);

/// Geltner's series without the smoothing of appraised prices: (r_t − ρ r_t−1)/(1 − ρ) from the second return on, ρ the
/// autocorrelation of the returns at lag 1 (calculations/measures.hpp). Empty for fewer than two returns; the returns
/// themselves, without the first, where they don't vary.
/// Source: Geltner, Estimating Market Values from Appraised Values without Assuming an Efficient Market, 1993.
[[nodiscard]] std::vector<double> unsmoothed(std::span<const double> returns);

enum class CalendarPeriod { week, month, quarter, year };

/// What the returns of one calendar period compound to.
struct CalendarReturn {
  std::string name;       ///< 2024-W05 (ISO 8601), 2024-02, 2024-Q1, 2024
  Date to;                ///< the last date with a return in it
  std::size_t count = 0;  ///< of the returns
  Rate rate = Reason::insufficient_data;
};

/// The calendar periods in which returns end, in order of time; a period at either end may hold only a part of its
/// returns. Dates ascending. `unsupported` beyond the range of a double.
[[nodiscard]] std::vector<CalendarReturn> calendar_returns(std::span<const Date> dates, std::span<const double> returns,
                                                           CalendarPeriod period);

}  // namespace dietz
