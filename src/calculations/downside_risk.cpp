#include "calculations/downside_risk.hpp"

#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

/// Partial moments about the minimum acceptable return, with denominator n. Only for a sample with returns.
struct PartialMoments {
  double mean = 0;  ///< of r − mar
  double below = 0;
  double below_squares = 0;
  double below_cubes = 0;
  double above = 0;
  double above_squares = 0;
};

PartialMoments partial_moments(const RiskSample& sample) {
  const auto sums = ordered_sums<6>(sample.n, [&sample](std::size_t i) {
    const double d = sample.input.returns[i] - sample.mar(i);
    const double below = d < 0 ? -d : 0.0;
    const double above = d > 0 ? d : 0.0;
    return std::array{d, below, below * below, below * below * below, above, above * above};
  });
  const double n = sample.count();
  return {sums[0] / n, sums[1] / n, sums[2] / n, sums[3] / n, sums[4] / n, sums[5] / n};
}

}  // namespace

void add_downside_risk(FigureTable& table, const RiskSample& sample) {
  const bool none = sample.n == 0;
  const auto unless_empty = [none](double value) { return none ? Rate(Reason::insufficient_data) : Rate(value); };
  const PartialMoments moments = none ? PartialMoments() : partial_moments(sample);
  const Rate deviation = unless_empty(std::sqrt(moments.below_squares));
  table.add("downside_deviation", deviation);
  table.add("semideviation", none ? deviation : Rate(std::sqrt(sample.sums.lower_squares / sample.count())));
  table.add("upside_risk", unless_empty(std::sqrt(moments.above_squares)));
  const Rate sortino = quotient(moments.mean, deviation);
  table.add("sortino_ratio", sortino);
  table.add("sortino_ratio_annualized", product(sortino, root(sample.periods_a_year)));
  table.add("omega", quotient(moments.above, unless_empty(moments.below)));
  table.add("kappa_3", quotient(moments.mean, unless_empty(portable::pow(moments.below_cubes, 1.0 / 3))));
  table.add("upside_potential_ratio", quotient(moments.above, deviation));
}

}  // namespace dietz
