#pragma once

#include "calculations/risk.hpp"
#include "calculations/statistics.hpp"

#include <cstddef>
#include <vector>

namespace dietz {

// What the measures need of a series that is a sum, a product, an extreme or a count: it can be made of two halves of
// the series, so a window can slide over it. risk_sums makes it of a whole series, rolling_sums of many windows.

/// A product of (1 + r).
struct Growth {
  double factor = 1;
  double lowest = 1;  ///< smallest product so far; below 0: a loss of more than everything
};
[[nodiscard]] Growth growth_of(std::span<const double> returns);

/// Sums of d = r − mar by its sign.
struct PartialSums {
  double all = 0;  ///< Σd
  double below = 0;
  double below_squares = 0;
  double below_cubes = 0;
  double above = 0;
  double above_squares = 0;
  std::size_t below_count = 0;
  std::size_t above_count = 0;
};

/// Returns by their own sign.
struct GainSums {
  double gains = 0;
  double losses = 0;  ///< positive
  std::size_t gain_count = 0;
  std::size_t loss_count = 0;
};

/// Both series over the periods of one kind of benchmark return.
struct CaptureSums {
  Growth own;
  Growth market;
  double own_sum = 0;
  double market_sum = 0;
  std::size_t periods = 0;
  std::size_t same_sign = 0;  ///< periods in which r has the benchmark's sign
  std::size_t ahead = 0;      ///< periods with r > b
};

/// Of the benchmark.
struct RelativeSums {
  CentralSums active;  ///< r − b: mean and squares
  CrossSums plain;     ///< x = r, y = b
  CrossSums excess;    ///< x = r − rf, y = b − rf
  Growth market;
  CaptureSums up;      ///< b > 0
  CaptureSums not_up;  ///< b ≤ 0
  CaptureSums down;    ///< b < 0
};

struct RiskSums {
  std::size_t n = 0;
  CentralSums own;
  CentralSums excess;  ///< r − rf
  double best = 0;
  double worst = 0;
  Growth growth;
  Growth excess_growth;
  Growth risk_free_growth;  ///< of a series of risk-free returns
  double deepest = 0;       ///< deepest fall from a peak, ≤ 0
  PartialSums partial;
  GainSums gains;
  RelativeSums relative;
};

/// The risk-free return of a period out of the annual one; 0 where it isn't known how many periods a year has.
[[nodiscard]] double flat_risk_free(const RiskInput& input);

/// A risk input and the series made of it.
struct RiskSeries {
  explicit RiskSeries(const RiskInput& given);

  const RiskInput& input;
  double flat_rate;                      ///< risk-free of a period, where it isn't a series
  bool is_own_excess;                    ///< the risk-free return is 0: excess returns are the returns
  double own_magnitude;                  ///< of r
  double market_magnitude;               ///< of b
  double magnitude;                      ///< of r and r − rf
  double benchmark_magnitude;            ///< of b and b − rf
  std::vector<double> excess;            ///< r − rf
  std::vector<double> benchmark_excess;  ///< b − rf; empty without a benchmark

  [[nodiscard]] std::size_t size() const { return input.returns.size(); }
  [[nodiscard]] double mar(std::size_t i) const { return input.mar_series.empty() ? input.mar : input.mar_series[i]; }
  [[nodiscard]] double risk_free(std::size_t i) const {
    return input.risk_free.empty() ? flat_rate : input.risk_free[i];
  }
};

[[nodiscard]] RiskSums risk_sums(const RiskSeries& series);

}  // namespace dietz
