#include "calculations/portable_math.hpp"
#include "calculations/risk_sample.hpp"

#include <cmath>

namespace dietz {
namespace {

constexpr double prospect_loss_weight = 2.25;

/// Partial moments about the minimum acceptable return, with denominator n.
struct PartialMoments {
  double mean = 0;  ///< of r − mar
  double below = 0;
  double below_squares = 0;
  double below_cubes = 0;
  double above = 0;
  double above_squares = 0;
};

PartialMoments moments_of(const PartialSums& sums, double n) {
  return {sums.all / n,         sums.below / n, sums.below_squares / n,
          sums.below_cubes / n, sums.above / n, sums.above_squares / n};
}

/// Where only the periods on the one side are counted.
void add_subsets(RateTable& table, const RiskSample& sample) {
  const PartialSums& sums = sample.sums.partial;
  const auto below = static_cast<double>(sums.below_count);
  const auto above = static_cast<double>(sums.above_count);
  const Rate deviation = root(quotient(sample.unless_empty(sums.below_squares), below));
  const Rate variance = quotient(sample.unless_empty(sums.above_squares), above);
  const Rate potential = quotient(sample.unless_empty(sums.above), above);
  table.add("downside_deviation_subset", deviation);
  table.add("upside_risk_subset", root(variance));
  table.add("upside_variance_subset", variance);
  table.add("upside_potential_subset", potential);
  table.add("upside_potential_ratio_subset", quotient(potential, deviation));
}

void add_gains_and_losses(RateTable& table, const RiskSample& sample, const Rate& deviation) {
  const GainSums& sums = sample.sums.gains;
  table.add("bernardo_ledoit_ratio", quotient(sample.unless_empty(sums.gains), sums.losses));
  table.add("d_ratio", quotient(sample.unless_empty(static_cast<double>(sums.loss_count) * sums.losses),
                                static_cast<double>(sums.gain_count) * sums.gains));
  const double mar = sample.input.mar_series.empty() ? sample.input.mar
                                                     : sample.sums.own.mean - sample.sums.partial.all / sample.count();
  table.add("prospect_ratio", quotient(sample.unless_empty(sums.gains - prospect_loss_weight * sums.losses - mar),
                                       product(deviation, sample.count())));
}

}  // namespace

void add_partial_moments(RateTable& table, const RiskSample& sample) {
  const double n = sample.count();
  const PartialSums& sums = sample.sums.partial;
  const PartialMoments moments = sample.n == 0 ? PartialMoments() : moments_of(sums, n);
  const auto unless_empty = [&sample](double value) { return sample.unless_empty(value); };
  const Rate deviation = unless_empty(std::sqrt(moments.below_squares));
  const Rate upside = unless_empty(std::sqrt(moments.above_squares));
  const Rate below = unless_empty(moments.below);
  const Rate sortino = quotient(moments.mean, deviation);
  const Rate omega = quotient(moments.above, below);
  table.add("downside_deviation", deviation);
  table.add("downside_deviation_annualized", product(deviation, sample.scale));
  table.add("downside_frequency", unless_empty(static_cast<double>(sums.below_count) / n));
  table.add("downside_potential", below);
  table.add("upside_risk", upside);
  table.add("upside_variance", unless_empty(moments.above_squares));
  table.add("upside_potential", unless_empty(moments.above));
  table.add("upside_frequency", unless_empty(static_cast<double>(sums.above_count) / n));
  table.add("sortino_ratio", sortino);
  table.add("sortino_ratio_annualized", product(sortino, sample.scale));
  table.add("omega", omega);
  table.add("omega_sharpe_ratio", difference(omega, 1.0));
  table.add("kappa_1", quotient(moments.mean, below));
  table.add("kappa_2", sortino);
  if (table.wants({"kappa_3"})) {
    table.add("kappa_3", quotient(moments.mean, unless_empty(portable::pow(moments.below_cubes, 1.0 / 3))));
  }
  table.add("upside_potential_ratio", quotient(moments.above, deviation));
  table.add("volatility_skewness", quotient(moments.above_squares, unless_empty(moments.below_squares)));
  table.add("variability_skewness", quotient(upside, deviation));
  add_subsets(table, sample);
  add_gains_and_losses(table, sample, deviation);
}

}  // namespace dietz
