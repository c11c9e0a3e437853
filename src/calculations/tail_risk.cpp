#include "calculations/tail_risk.hpp"

#include "calculations/normal_distribution.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

struct Tail {
  Rate value_at_risk = Reason::insufficient_data;
  Rate shortfall = Reason::insufficient_data;
};

/// The type 7 quantile of Hyndman and Fan (1996) and the mean of what lies below it.
Tail historical_tail(std::span<const double> returns, double probability) {
  if (returns.empty()) return {};
  std::vector<double> sorted(returns.begin(), returns.end());
  double place = static_cast<double>(sorted.size() - 1) * probability;
  // 20 × (1 − 0.95) isn't exactly 1 in binary, but the quantile is meant to be that observation.
  if (const double whole = std::round(place); std::abs(place - whole) <= 1e-12 * static_cast<double>(sorted.size())) {
    place = whole;
  }
  const auto low = static_cast<std::size_t>(place);
  const auto split = sorted.begin() + static_cast<std::ptrdiff_t>(low);
  std::nth_element(sorted.begin(), split, sorted.end());
  const double fraction = place - std::floor(place);
  double quantile = *split;
  if (fraction > 0) {
    const double next = *std::min_element(split + 1, sorted.end());
    // Between equal values the quantile is that value: rounding would put its equals below or above it.
    if (next > quantile) quantile = (1 - fraction) * quantile + fraction * next;
  }
  std::sort(sorted.begin(), split);
  const auto below = std::lower_bound(sorted.begin(), split + 1, quantile);
  const std::span<const double> losses(sorted.begin(), below);
  if (losses.empty()) return {-quantile, -quantile};
  return {-quantile, -(ordered_sum(losses) / static_cast<double>(losses.size()))};
}

struct Moments {
  double mean;
  double deviation;  ///< denominator n
};

Tail gaussian_tail(const Moments& moments, double probability) {
  const double z = normal_quantile(probability);
  return {-(moments.mean + z * moments.deviation),
          -(moments.mean - moments.deviation * (normal_density(z) / probability))};
}

/// Cornish-Fisher quantile, and the Edgeworth expansion of the expected loss beyond it: density(h)/p times a polynomial
/// in h, which is what the integrals I^q of Boudt, Peterson and Croux come to when they are added up.
Tail modified_tail(const Moments& moments, const CentralSums& sums, double probability) {
  const auto n = static_cast<double>(sums.n);
  const double variance = sums.squares / n;
  const double skewness = sums.cubes / n / (variance * std::sqrt(variance));
  const double excess = sums.fourths / n / (variance * variance) - 3;
  const double z = normal_quantile(probability);
  const double z2 = z * z;
  const double h =
      z + (z2 - 1) * skewness / 6 + (z2 - 3) * z * excess / 24 - (2 * z2 - 5) * z * (skewness * skewness) / 36;
  const double h2 = h * h;
  const double expected = normal_density(h) / probability *
                          (1 + h2 * h * skewness / 6 + ((h2 - 2) * h2 - 1) * excess / 24 +
                           (((h2 - 9) * h2 + 9) * h2 + 3) * (skewness * skewness) / 72);
  const double value_at_risk = -(moments.mean + h * moments.deviation);
  const double shortfall = -(moments.mean - moments.deviation * expected);
  return {value_at_risk, std::max(shortfall, value_at_risk)};
}

}  // namespace

void add_tail_risk(FigureTable& table, const RiskSample& sample) {
  const double probability = 1 - sample.input.confidence;
  const Tail historical = historical_tail(sample.input.returns, probability);
  Tail gaussian;
  Tail modified;
  if (sample.n > 1) {
    const Moments moments{sample.sums.mean, sample.sums.deviation(0)};
    gaussian = gaussian_tail(moments, probability);
    modified = {Reason::undefined_ratio, Reason::undefined_ratio};
    if (!sample.sums.constant()) modified = modified_tail(moments, sample.sums, probability);
  }
  table.add("var_historical", historical.value_at_risk);
  table.add("var_gaussian", gaussian.value_at_risk);
  table.add("var_modified", modified.value_at_risk);
  table.add("es_historical", historical.shortfall);
  table.add("es_gaussian", gaussian.shortfall);
  table.add("es_modified", modified.shortfall);
}

}  // namespace dietz
