#pragma once

#include "calculations/irr.hpp"
#include "calculations/valued_interval.hpp"
#include "model/figure.hpp"

#include <vector>

namespace dietz {

/// The cash flows of an interval as an investor sees them: the opening value paid in at `from`, money in negative,
/// money out positive on their days, the closing value got back at `to`.
[[nodiscard]] std::vector<DatedAmount> investor_flows(const ValuedInterval& interval);

/// `xirr` and `mwr` of an interval (see irr_figures.hpp). Reasons: the interval's, else those of xirr().
[[nodiscard]] std::vector<Figure> money_weighted_figures(const ValuedInterval& interval, DayCount day_count);

}  // namespace dietz
