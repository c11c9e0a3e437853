#pragma once

#include "calculations/attribution.hpp"

#include <span>
#include <vector>

namespace dietz {

struct PeriodReturns {
  double portfolio = 0.0;
  double benchmark = 0.0;
};

/// (1 + p)·… − (1 + b)·… of the compounded returns, as Σ (p_t − b_t) Π_{s<t}(1 + p_s) Π_{s>t}(1 + b_s): no digits are
/// lost where both are nearly equal.
[[nodiscard]] double compounded_active_return(std::span<const PeriodReturns> periods);

/// ∏(1 + r) − 1.
[[nodiscard]] double compounded(std::span<const double> returns);

/// (ln(1 + b + active) − ln(1 + b))/active, at active = 0 its limit 1/(1 + b). Both growths must be above 0.
[[nodiscard]] double carino_coefficient(double benchmark, double active);

/// What each period's effects are multiplied with so that they add up to the compounded active return, or why there
/// is none. P, B are the compounded returns, T the number of periods.
struct LinkingFactors {
  std::vector<double> factors;
  Reason reason = Reason::none;
  std::string detail;
};

/// k_t/k, k_t = (ln(1 + p_t) − ln(1 + b_t))/(p_t − b_t), k the same of P and B; at equal returns the limit 1/(1 + p).
/// D. R. Carino, "Combining attribution effects over time", 1999. All of 1 + p_t, 1 + b_t must be above 0.
[[nodiscard]] LinkingFactors carino_factors(std::span<const PeriodReturns> periods);

/// M + a_t, M = ((P − B)/T)/((1 + P)^(1/T) − (1 + B)^(1/T)), at P = B the limit (1 + P)^(1 − 1/T);
/// a_t = (P − B − M·Σ(p − b))·(p_t − b_t)/Σ(p − b)², 0 where all p_t = b_t. J. Menchero, "An optimized approach to
/// linking attribution effects over time", 2000. 1 + P and 1 + B must not be below 0.
[[nodiscard]] LinkingFactors menchero_factors(std::span<const PeriodReturns> periods);

/// Π_{s<t}(1 + p_s) · Π_{s>t}(1 + b_s). Groupe de Recherche en Attribution de Performance, 1997.
[[nodiscard]] LinkingFactors grap_factors(std::span<const PeriodReturns> periods);

/// Links the periods' effects by the method. Frongello: linked_t = effect_t·Π_{s<t}(1 + p_s) + b_t·Σ_{s<t} linked_s for
/// each segment and effect (A. S. B. Frongello, "Linking single period attribution results", 2002). Davies-Laker (O.
/// Davies, D. Laker, "Multiple-period performance attribution using the Brinson model", 2001): allocation
/// C(allocation fund) − C(b), selection C(selection fund) − C(b), the interaction is the rest; C = compounded.
/// Geometric totals compound.
[[nodiscard]] LinkedAttribution link_attribution(const AttributionTable& table, const AttributionMethod& method,
                                                 std::span<const AttributedPeriod> periods);

}  // namespace dietz
