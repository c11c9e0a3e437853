#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// Cash flows of one kind of money as two columns: time in years (or periods) from the first flow, strictly
/// increasing from 0, and the amount, never 0.
struct FlowColumns {
  std::span<const double> times;
  std::span<const double> amounts;
};

/// A root of f(x) = Σ amount·e^(−time·x), x = ln(1 + rate).
struct RateRoot {
  double log_growth;     ///< x
  double low, high;      ///< f has certain, opposite signs here, unless it `touches`
  bool touches = false;  ///< f meets zero to within rounding without changing sign there: a double root
};

/// Every root of f with low ≤ x ≤ high, in increasing order.
///
/// Intervals are halved until each provably holds no root or exactly one. What proves it, rounding errors included:
/// - the number of roots above x is at most the number of sign changes in the running sums of amount·e^(−time·x) from
///   the first flow on, and that of roots below x likewise from the last flow back (E. Laguerre, 1883: Descartes' rule
///   for sums of exponentials; for one change in all it is C. Norstrom's criterion, 1972);
/// - a Taylor bound of second order on e^(c·x)·f, c the flows' mean time, that excludes zero, or excludes a zero slope.
/// Where double precision can decide neither (two roots closer than about 1e-7, or a double root), the extremum between
/// decides: beyond rounding on the other side, two roots; within rounding of zero, one that touches; else none.
/// Where that is so over a wide stretch (a root of high multiplicity), the stretch counts as one.
///
/// `near_root`, where a root is thought to be, only saves halvings.
[[nodiscard]] std::vector<RateRoot> find_rate_roots(const FlowColumns& flows, double low, double high,
                                                    std::optional<double> near_root = {});

/// Sign changes in the sequence of amounts (zeros left out): the number of roots is at most that (Descartes' rule).
[[nodiscard]] std::size_t sign_changes(std::span<const double> amounts);

/// f at x, scaled so that no factor exceeds 1: discounted to the first flow for x ≥ 0, to the last one for x < 0.
[[nodiscard]] double scaled_value(const FlowColumns& flows, double log_growth);

}  // namespace dietz
