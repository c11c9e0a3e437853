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

/// Every measure of measures.hpp, in its order; those against a benchmark only where there is one. Formulas, sources,
/// units and what each needs stand in that table. An absent figure has its reason and a sentence:
///   insufficient_data      too few returns, or it isn't known how many periods a year has
///   undefined_ratio        a denominator is zero
///   negative_base          a loss of more than everything can't be compounded
///   period_under_one_year  a return that is compounded to a year, from less than a year, without being asked to
///   unsupported            the value is beyond the range of a double
/// Figures scaled to a year by the number of periods or its root are given under a year too, with the warning
/// `period_under_one_year`. `confidence` must lie in (0, 1). No state, no allocation beyond the result's and a few
/// series of the input's length; safe from any thread.
[[nodiscard]] std::vector<Figure> risk_figures(const RiskInput& input);

}  // namespace dietz
