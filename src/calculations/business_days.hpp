#pragma once

#include "calculations/time_weighted_return.hpp"

#include <span>
#include <vector>

namespace dietz {

[[nodiscard]] bool is_weekend(Date date);

/// Returns dated at their ends.
struct DatedReturns {
  std::vector<Date> begins;  ///< the close at which each return begins: the date before, but after days without capital
  std::vector<Date> dates;
  std::vector<double> returns;
};

/// Returns from one Monday-to-Friday close to the next out of daily links: a weekend's change is folded into Monday,
/// holidays count, days without capital are left out. A trailing weekend isn't in it. Call only with links that have
/// growth.
[[nodiscard]] DatedReturns business_day_returns(std::span<const SubPeriod> links);

/// The longest link with capital, in days: daily risk figures mean nothing over valuations far apart.
[[nodiscard]] int longest_link_days(std::span<const SubPeriod> links);

}  // namespace dietz
