#pragma once

#include "model/date.hpp"
#include "model/figure.hpp"

#include <span>
#include <vector>

namespace dietz {

/// A return series and what its risk is measured against. Returns are fractions dated at their periods' ends.
struct RiskInput {
  std::span<const Date> dates;
  std::span<const double> returns;
  std::span<const double> benchmark;  ///< of the same dates; empty = none
  std::span<const double> risk_free;  ///< per period, of the same dates; empty = risk_free_annual
  double risk_free_annual = 0;
  double mar = 0;                      ///< minimum acceptable return per period
  std::span<const double> mar_series;  ///< of the same dates; empty = mar
  double periods_per_year = 0;         ///< 0 = unknown: nothing is annualised
  double confidence = 0.95;
  double reference_sharpe = 0;
  bool annualize_under_one_year = false;
};

/// The risk figures of a series. An absent one has its reason and a sentence: `insufficient_data` for too few returns,
/// `undefined_ratio` where a denominator is zero, `period_under_one_year` where only a full year is annualised.
///   cumulative_return  ∏(1+r) − 1
///   annualized_return  (1 + cumulative)^(periods_per_year/n) − 1
///   volatility  √(Σ(r − mean)²/(n − 1)), per period; volatility_annualized × √periods_per_year
///   downside_deviation  √(Σ min(r − mar, 0)²/n)
///   sharpe_ratio  mean(r − rf) / deviation(r − rf), per period
///   sortino_ratio  mean(r − mar) / downside_deviation, per period; sortino_ratio_annualized × √periods_per_year
///   max_drawdown  largest fall of the growth curve from a peak, as a positive fraction, the start counting as 1
/// Source: Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4.
[[nodiscard]] std::vector<Figure> risk_figures(const RiskInput& input);

}  // namespace dietz
