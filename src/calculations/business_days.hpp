#pragma once

#include "calculations/time_weighted_return.hpp"

#include <span>
#include <vector>

namespace dietz {

[[nodiscard]] bool is_weekend(Date date);

/// Returns dated at their ends.
struct DatedReturns {
  std::vector<Date>
      begins;  ///< the close at which each return begins: the date before, or later where capital came back
  std::vector<Date> dates;
  std::vector<double> returns;
};

/// The links that make each return from one Monday-to-Friday close to the next: a weekend's are folded into Monday's,
/// holidays count, links without capital are left out. Capital that leaves on a weekend ends a return there, so that
/// none reaches over days without it. A trailing weekend isn't in it. Views of `links`.
[[nodiscard]] std::vector<std::span<const SubPeriod>> business_day_spans(std::span<const SubPeriod> links);

/// Those returns. Call only with links that have growth.
[[nodiscard]] DatedReturns business_day_returns(std::span<const SubPeriod> links);

/// The longest link with capital, in days: daily risk figures mean nothing over valuations far apart.
[[nodiscard]] int longest_link_days(std::span<const SubPeriod> links);

}  // namespace dietz
