#pragma once

#include "model/figure.hpp"

#include <span>
#include <string_view>
#include <vector>

namespace dietz {

/// A risk of a weighted portfolio and what each series contributes to it: wᵢ ∂risk/∂wᵢ (Euler), which sums to the risk,
/// since every one of them grows with the weights.
struct RiskContribution {
  std::string_view name;  ///< volatility, var_gaussian, var_modified, es_gaussian, es_modified
  std::string_view formula;
  Rate total;
  std::vector<Rate> contributions;  ///< in the order of the series
  std::vector<Rate> shares;         ///< of the total
};

/// Contributions to the volatility, value at risk and expected shortfall of the portfolio Σ wᵢrᵢ, rebalanced every
/// period, per period. Series of one length without gaps; one weight a series; confidence in (0, 1). Means and
/// covariances: sample (n − 1); third and fourth moments: denominator n (Boudt, Peterson, Croux, 2008). es_modified is
/// not below var_modified; where it would be, the contributions are those of var_modified.
/// `insufficient_data` for fewer than two periods, `undefined_ratio` where the portfolio's returns don't vary (its
/// volatility is 0) and for shares of a total of 0.
[[nodiscard]] std::vector<RiskContribution> risk_contributions(std::span<const std::vector<double>> series,
                                                               std::span<const double> weights, double confidence);

}  // namespace dietz
