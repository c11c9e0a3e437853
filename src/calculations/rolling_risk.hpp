#pragma once

#include "calculations/risk.hpp"

#include <cstddef>
#include <vector>

namespace dietz {

/// One measure over every window.
struct RollingMeasure {
  std::size_t place = 0;    ///< in the table `measures`
  std::vector<Rate> rates;  ///< rates[i]: over the returns i … i + window − 1; dated at the last of them
};

/// The measures wanted over each window of `window` returns, in the order of the table; empty rates where there are
/// fewer returns. Those against a benchmark only where there is one. Formulas and reasons as in risk_rates.
/// Measures that are sums, products, extremes or counts (trait::sums) take a time that doesn't depend on the window: a
/// window is the end of one block of `window` returns and the beginning of the next, and the sums of both are at hand
/// (the two-stack queue). They equal the direct computation to 1e−12; a window in which something that others are
/// divided by is nearly 0 (deviation, slope, drawdown, growth) is computed directly. The other measures are computed
/// directly. `window` ≥ 1.
[[nodiscard]] std::vector<RollingMeasure> rolling_risk(const RiskInput& input, std::size_t window,
                                                       const MeasureSet& wanted);

}  // namespace dietz
