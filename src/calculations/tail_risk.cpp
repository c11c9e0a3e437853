#include "calculations/normal_distribution.hpp"
#include "calculations/risk_sample.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

struct Tail {
  Rate value_at_risk = Reason::insufficient_data;
  Rate shortfall = Reason::insufficient_data;
};

/// Where the type 7 quantile of Hyndman and Fan (1996) stands among n sorted values.
struct Place {
  std::size_t low;
  double fraction;  ///< of the way to the next value
};

Place place_of(std::size_t n, double probability) {
  double place = static_cast<double>(n - 1) * probability;
  // 20 × (1 − 0.95) isn't exactly 1 in binary, but the quantile is meant to be that observation.
  if (const double whole = std::round(place); std::abs(place - whole) <= 1e-12 * static_cast<double>(n)) place = whole;
  return {static_cast<std::size_t>(place), place - std::floor(place)};
}

/// The quantile; afterwards the values up to its place are the smallest.
double quantile_of(std::vector<double>& values, const Place& place) {
  const auto split = values.begin() + static_cast<std::ptrdiff_t>(place.low);
  std::nth_element(values.begin(), split, values.end());
  if (place.fraction <= 0) return *split;
  const double next = *std::min_element(split + 1, values.end());
  // Between equal values the quantile is that value: rounding would put its equals below or above it.
  return next > *split ? (1 - place.fraction) * *split + place.fraction * next : *split;
}

/// The quantile and the mean of what lies below it.
Tail historical_tail(std::vector<double>& values, double probability) {
  if (values.empty()) return {};
  const Place place = place_of(values.size(), probability);
  const double quantile = quantile_of(values, place);
  const auto split = values.begin() + static_cast<std::ptrdiff_t>(place.low);
  std::sort(values.begin(), split);
  const auto below = std::lower_bound(values.begin(), split + 1, quantile);
  const std::span<const double> losses(values.begin(), below);
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

struct ModifiedTail {
  Rate value_at_risk = Reason::insufficient_data;
  Rate edgeworth = Reason::insufficient_data;  ///< the expansion as it comes out
  Rate shortfall = Reason::insufficient_data;  ///< not below the value at risk
};

/// Cornish-Fisher quantile, and the Edgeworth expansion of the expected loss beyond it: density(h)/p times a polynomial
/// in h, which is what the integrals I^q of Boudt, Peterson and Croux come to when they are added up.
ModifiedTail modified_tail(const CentralSums& sums, double probability) {
  if (sums.n < 2) return {};
  if (sums.constant()) return {Reason::undefined_ratio, Reason::undefined_ratio, Reason::undefined_ratio};
  const double mean = sums.mean;
  const double deviation = sums.deviation(0);
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
  const double value_at_risk = -(mean + h * deviation);
  const double shortfall = -(mean - deviation * expected);
  return {value_at_risk, shortfall, std::max(shortfall, value_at_risk)};
}

/// Of the upper quantile to the lower one, whose loss is known.
Rate tail_ratio(std::vector<double>& values, double confidence, const Rate& value_at_risk) {
  if (!value_at_risk) return value_at_risk;
  const double high = quantile_of(values, place_of(values.size(), confidence));
  return quotient(std::abs(high), std::abs(value_at_risk.value()));
}

}  // namespace

void add_moment_tails(RateTable& table, const RiskSample& sample) {
  if (!table.wants({"var_gaussian", "var_modified", "es_gaussian", "es_modified", "es_edgeworth", "reward_to_var",
                    "reward_to_es"})) {
    return;
  }
  const double probability = 1 - sample.input.confidence;
  const CentralSums& own = sample.sums.own;
  Tail gaussian;
  if (sample.n > 1) gaussian = gaussian_tail({own.mean, own.deviation(0)}, probability);
  const ModifiedTail modified = modified_tail(own, probability);
  table.add("var_gaussian", gaussian.value_at_risk);
  table.add("var_modified", modified.value_at_risk);
  table.add("es_gaussian", gaussian.shortfall);
  table.add("es_modified", modified.shortfall);
  table.add("es_edgeworth", modified.edgeworth);
  if (!table.wants({"reward_to_var", "reward_to_es"})) return;
  const ModifiedTail excess = modified_tail(sample.sums.excess, probability);
  const Rate mean = table.result["mean_excess_return"];
  table.add("reward_to_var", quotient(mean, excess.value_at_risk));
  table.add("reward_to_es", quotient(mean, excess.shortfall));
}

void add_historical_tails(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (!table.wants({"var_historical", "es_historical", "tail_ratio"})) return;
  std::vector<double> values(series.input.returns.begin(), series.input.returns.end());
  const Tail historical = historical_tail(values, 1 - sample.input.confidence);
  table.add("var_historical", historical.value_at_risk);
  table.add("es_historical", historical.shortfall);
  if (!table.wants({"tail_ratio"})) return;
  table.add("tail_ratio", tail_ratio(values, sample.input.confidence, historical.value_at_risk));
}

}  // namespace dietz
