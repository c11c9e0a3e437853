#pragma once

#include "calculations/rate_table.hpp"
#include "calculations/risk_sums.hpp"

namespace dietz {

/// A series compounded: (∏(1+x))^(m/n) − 1 by year, and what it came to.
struct Compounded {
  Rate total = Reason::insufficient_data;
  Rate annual = Reason::insufficient_data;
};

/// Central moments with denominator n, scaled by the deviation.
struct Shape {
  Rate skewness = Reason::insufficient_data;
  Rate kurtosis = Reason::insufficient_data;
};
[[nodiscard]] Shape shape_of(const CentralSums& sums);

/// Whether the returns cover less than a year: fewer than a year has. Days also tell: a year of daily returns often has
/// a few less than 252.
[[nodiscard]] bool is_under_a_year(const RiskInput& input);

/// The sums of a series with what several measures make of them, computed once.
struct RiskSample {
  RiskSample(const RiskInput& given, const RiskSums& sums_of_it);

  const RiskInput& input;
  const RiskSums& sums;
  std::size_t n;
  double per_year;    ///< 0 = unknown
  bool under_a_year;  ///< fewer returns than a year has
  Compounded growth;  ///< of the returns
  Rate excess_annual;
  Rate risk_free_annual;
  Rate market_annual = Reason::insufficient_data;
  Rate periods_a_year;  ///< per_year, or its reason
  Rate scale;           ///< √ of it
  Shape shape;

  [[nodiscard]] double count() const { return static_cast<double>(n); }
  /// Compounds what the sample's periods, or `periods` of them, came to.
  [[nodiscard]] Compounded compounded(const Growth& of, std::size_t periods) const;
  [[nodiscard]] Rate unless_empty(double value) const { return n == 0 ? Rate(Reason::insufficient_data) : Rate(value); }
  [[nodiscard]] Rate deviation(const CentralSums& of) const {
    return n < 2 ? Rate(Reason::insufficient_data) : Rate(of.deviation(1));
  }
};

// What of the table comes out of the sums alone …
void add_return_statistics(RateTable& table, const RiskSample& sample);
void add_sharpe_ratios(RateTable& table, const RiskSample& sample);
void add_partial_moments(RateTable& table, const RiskSample& sample);
void add_largest_drawdown(RateTable& table, const RiskSample& sample);
void add_moment_tails(RateTable& table, const RiskSample& sample);
void add_relative_risk(RateTable& table, const RiskSample& sample);
void add_capture(RateTable& table, const RiskSample& sample);
/// All of these.
void add_summed_measures(RateTable& table, const RiskSample& sample);

// … and what needs the returns one by one. The measures above must be there already.
void add_dispersion(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_drawdowns(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_historical_tails(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_one_sided_regressions(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_residual_risk(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_comoments(RateTable& table, const RiskSample& sample, const RiskSeries& series);
void add_market_timing(RateTable& table, const RiskSample& sample, const RiskSeries& series);

}  // namespace dietz
