#pragma once

#include "calculations/measures.hpp"
#include "calculations/rate_table.hpp"
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

/// The rates of the measures wanted, by their places in the table of measures.hpp: formulas, sources, units and what
/// each needs stand there. Those that aren't wanted may be there or not. An absent one has its reason:
///   insufficient_data      too few returns, no benchmark, or it isn't known how many periods a year has
///   undefined_ratio        a denominator is zero
///   negative_base          a loss of more than everything can't be compounded
///   period_under_one_year  a return that is compounded to a year, from less than a year, without being asked to
///   unsupported            the value is beyond the range of a double
/// `confidence` must lie in (0, 1). No state, no allocation beyond a few series of the input's length; safe from any
/// thread. Linear in the number of returns.
[[nodiscard]] RiskRates risk_rates(const RiskInput& input, const MeasureSet& wanted = all_measures());

/// The same as figures in the order of the table, those against a benchmark only where there is one. An absent figure
/// has a sentence too. Figures scaled to a year by the number of periods or its root are given under a year too, with
/// the warning `period_under_one_year`.
[[nodiscard]] std::vector<Figure> risk_figures(const RiskInput& input, const MeasureSet& wanted = all_measures());

}  // namespace dietz
