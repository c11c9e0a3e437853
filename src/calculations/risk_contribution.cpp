#include "calculations/risk_contribution.hpp"

#include "calculations/normal_distribution.hpp"
#include "calculations/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// A number that depends on the weights, and its derivatives by them.
struct Sloped {
  double value = 0;
  std::vector<double> slopes;
};

/// f(a, b, …) where f's value and partial derivatives are known.
struct Part {
  const Sloped& of;
  double derivative;
};

Sloped chained(double value, std::initializer_list<Part> parts) {
  Sloped result{value, std::vector<double>(parts.begin()->of.slopes.size())};
  for (const Part& part : parts) {
    for (std::size_t i = 0; i < result.slopes.size(); ++i) result.slopes[i] += part.derivative * part.of.slopes[i];
  }
  return result;
}

/// What the risks are made of.
struct Moments {
  Sloped mean;
  Sloped deviation;
  Sloped skewness;
  Sloped excess_kurtosis;
};

std::vector<double> portfolio_returns(std::span<const std::vector<double>> series, std::span<const double> weights) {
  std::vector<double> returns(series.front().size());
  for (std::size_t i = 0; i < series.size(); ++i) {
    for (std::size_t t = 0; t < returns.size(); ++t) returns[t] += weights[i] * series[i][t];
  }
  return returns;
}

Moments moments_of(std::span<const std::vector<double>> series, std::span<const double> portfolio,
                   const CentralSums& sums) {
  const auto n = static_cast<double>(portfolio.size());
  Sloped mean{sums.mean, {}};
  Sloped variance{sums.squares / (n - 1), {}};
  Sloped third{sums.cubes / n, {}};
  Sloped fourth{sums.fourths / n, {}};
  for (const std::vector<double>& own : series) {
    const double own_mean = mean_of(own);
    const auto [second, with_square, with_cube] = ordered_sums<3>(own.size(), [&](std::size_t t) {
      const double p = portfolio[t] - sums.mean;
      const double d = own[t] - own_mean;
      return std::array{d * p, d * (p * p), d * (p * p * p)};
    });
    mean.slopes.push_back(own_mean);
    variance.slopes.push_back(2 * second / (n - 1));
    third.slopes.push_back(3 * with_square / n);
    fourth.slopes.push_back(4 * with_cube / n);
  }
  const double v = variance.value;
  const double s = std::sqrt(v);
  Moments moments;
  moments.deviation = chained(s, {{variance, 0.5 / s}});
  moments.skewness =
      chained(third.value / (v * s), {{third, 1 / (v * s)}, {variance, -1.5 * third.value / (v * v * s)}});
  moments.excess_kurtosis =
      chained(fourth.value / (v * v) - 3, {{fourth, 1 / (v * v)}, {variance, -2 * fourth.value / (v * v * v)}});
  moments.mean = std::move(mean);
  return moments;
}

/// −(mean + quantile × deviation).
Sloped value_at_risk(const Moments& m, const Sloped& quantile) {
  return chained(-(m.mean.value + quantile.value * m.deviation.value),
                 {{m.mean, -1}, {m.deviation, -quantile.value}, {quantile, -m.deviation.value}});
}

Sloped fixed(double value, std::size_t size) { return {value, std::vector<double>(size)}; }

/// The Cornish-Fisher quantile.
Sloped modified_quantile(const Moments& m, double z) {
  const double s = m.skewness.value;
  const double k = m.excess_kurtosis.value;
  const double z2 = z * z;
  const double of_s = (z2 - 1) / 6;
  const double of_k = (z2 - 3) * z / 24;
  const double of_square = -(2 * z2 - 5) * z / 36;
  return chained(z + of_s * s + of_k * k + of_square * (s * s),
                 {{m.skewness, of_s + 2 * of_square * s}, {m.excess_kurtosis, of_k}});
}

/// The Edgeworth expansion of minus the mean beyond the quantile h, in deviations from the mean.
Sloped modified_shortfall_by_deviation(const Moments& m, const Sloped& quantile, double probability) {
  const double s = m.skewness.value;
  const double k = m.excess_kurtosis.value;
  const double h = quantile.value;
  const double h2 = h * h;
  const double of_s = h2 * h / 6;
  const double of_k = ((h2 - 2) * h2 - 1) / 24;
  const double of_square = (((h2 - 9) * h2 + 9) * h2 + 3) / 72;
  const double polynomial = 1 + of_s * s + of_k * k + of_square * (s * s);
  const double by_h = h2 / 2 * s + (h2 - 1) * h / 6 * k + ((h2 - 6) * h2 + 3) * h / 12 * (s * s);
  const double density = normal_density(h) / probability;
  return chained(density * polynomial, {{quantile, density * (by_h - h * polynomial)},
                                        {m.skewness, density * (of_s + 2 * of_square * s)},
                                        {m.excess_kurtosis, density * of_k}});
}

Sloped shortfall(const Moments& m, const Sloped& by_deviation) {
  return chained(m.deviation.value * by_deviation.value - m.mean.value,
                 {{m.mean, -1}, {m.deviation, by_deviation.value}, {by_deviation, m.deviation.value}});
}

Rate finite(double value) { return std::isfinite(value) ? Rate(value + 0.0) : Rate(Reason::unsupported); }

struct Kind {
  std::string_view name;
  std::string_view formula;
};
constexpr std::array kinds{
    Kind{"volatility", "sqrt(w S w), S the sample covariances"},
    Kind{"var_gaussian", "-(mean + z x volatility), z the normal quantile at 1-confidence"},
    Kind{"var_modified", "-(mean + h x volatility), h the Cornish-Fisher quantile"},
    Kind{"es_gaussian", "volatility x density(z) / (1-confidence) - mean"},
    Kind{"es_modified", "Edgeworth expected shortfall, not below var_modified"},
};

RiskContribution absent(const Kind& kind, std::size_t size, Reason reason, const Rate& total) {
  return {kind.name, kind.formula, total, std::vector<Rate>(size, reason), std::vector<Rate>(size, reason)};
}

RiskContribution contribution(const Kind& kind, const Sloped& risk, std::span<const double> weights) {
  RiskContribution result{kind.name, kind.formula, finite(risk.value), {}, {}};
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const Rate own = finite(weights[i] * risk.slopes[i]);
    result.contributions.push_back(own);
    result.shares.push_back(!own              ? own
                            : risk.value == 0 ? Rate(Reason::undefined_ratio)
                                              : finite(own.value() / risk.value));
  }
  return result;
}

}  // namespace

std::vector<RiskContribution> risk_contributions(std::span<const std::vector<double>> series,
                                                 std::span<const double> weights, double confidence) {
  std::vector<RiskContribution> all;
  const std::size_t size = series.size();
  if (size == 0 || series.front().size() < 2) {
    for (const Kind& kind : kinds) {
      all.push_back(absent(kind, size, Reason::insufficient_data, Reason::insufficient_data));
    }
    return all;
  }
  const std::vector<double> portfolio = portfolio_returns(series, weights);
  // A sum of returns carries the rounding of its terms.
  double magnitude = 0;
  for (std::size_t i = 0; i < size; ++i) magnitude += std::abs(weights[i]) * largest_magnitude(series[i]);
  const CentralSums sums = central_sums(portfolio, magnitude);
  if (sums.constant()) {
    for (const Kind& kind : kinds) {
      const bool is_volatility = kind.name == kinds.front().name;
      all.push_back(
          absent(kind, size, Reason::undefined_ratio, is_volatility ? Rate(0.0) : Rate(Reason::undefined_ratio)));
    }
    return all;
  }
  const Moments m = moments_of(series, portfolio, sums);
  const double probability = 1 - confidence;
  const double z = normal_quantile(probability);
  const Sloped h = modified_quantile(m, z);
  const Sloped modified_var = value_at_risk(m, h);
  const Sloped edgeworth = shortfall(m, modified_shortfall_by_deviation(m, h, probability));
  all.push_back(contribution(kinds[0], m.deviation, weights));
  all.push_back(contribution(kinds[1], value_at_risk(m, fixed(z, size)), weights));
  all.push_back(contribution(kinds[2], modified_var, weights));
  all.push_back(contribution(kinds[3], shortfall(m, fixed(normal_density(z) / probability, size)), weights));
  all.push_back(contribution(kinds[4], edgeworth.value < modified_var.value ? modified_var : edgeworth, weights));
  return all;
}

}  // namespace dietz
