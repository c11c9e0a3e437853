#pragma once

#include "calculations/risk_sums.hpp"

#include <cstddef>

namespace dietz {

// Sums over a stretch of a series that can be joined with those of the next stretch. Moments are kept about the
// stretch's own mean and joined by the formulas of Chan, Golub, LeVeque (1979) and Pébay (2008), so nothing is ever
// subtracted that was added before: joining loses no more than summing does.

struct Range {
  double lowest = 0;
  double highest = 0;

  [[nodiscard]] double magnitude() const;
  [[nodiscard]] bool is_point() const { return lowest == highest; }
};

struct MomentSums {
  double mean = 0;
  double squares = 0;
  double cubes = 0;
  double fourths = 0;
};

struct PairSums {
  double mean_x = 0;
  double mean_y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
};

/// A growth curve from 1 on.
struct CurveSums {
  Growth growth;
  double peak = 1;
  double deepest = 0;  ///< ≤ 0
};

struct WindowSums {
  std::size_t n = 0;
  MomentSums own;
  PairSums excess;    ///< x = r − rf, y = b − rf
  PairSums plain;     ///< x = r, y = b
  MomentSums active;  ///< r − b
  Range own_range;
  Range excess_range;
  Range active_range;
  Range market_range;
  Range market_excess_range;
  CurveSums curve;
  Growth excess_growth;
  Growth risk_free_growth;
  PartialSums partial;
  GainSums gains;
  Growth market;
  CaptureSums up;
  CaptureSums not_up;
  CaptureSums down;
};

/// Of one period.
[[nodiscard]] WindowSums period_sums(const RiskSeries& series, std::size_t i);
/// Of two stretches, the second after the first.
[[nodiscard]] WindowSums joined(const WindowSums& a, const WindowSums& b);

/// What the measures wanted are divided by, besides deviations.
struct Divisors {
  bool benchmark = false;  ///< there is one, with its deviations
  bool drawdown = false;   ///< the largest drawdown
  bool slope = false;      ///< the slope of r − rf on b − rf
  bool growth = false;     ///< what the benchmark earned, also over its gains or losses only
};

/// Whether the sums tell as much as the series itself: not where a divisor or a deviation is so small, or a growth so
/// large, that the order of the operations shows in the result.
[[nodiscard]] bool is_well_conditioned(const WindowSums& sums, const Divisors& divisors);

[[nodiscard]] RiskSums as_risk_sums(const WindowSums& sums);

}  // namespace dietz
