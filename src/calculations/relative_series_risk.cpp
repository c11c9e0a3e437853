#include "calculations/benchmark_regression.hpp"
#include "calculations/ranks.hpp"
#include "calculations/risk_sample.hpp"

#include <algorithm>
#include <cmath>

// Measures against a benchmark that need the returns period by period.
namespace dietz {
namespace {

/// The line over the periods whose benchmark excess has this sign.
Line one_sided_line(const RiskSeries& series, int sign) {
  std::vector<double> y(series.size());
  std::vector<double> x(series.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < series.size(); ++i) {
    // Written in any case, kept by the count: the sign can't be foreseen.
    y[n] = series.excess[i];
    x[n] = series.benchmark_excess[i];
    n += series.benchmark_excess[i] * sign > 0 ? 1U : 0U;
  }
  y.resize(n);
  x.resize(n);
  Line line = fitted_line({y, series.magnitude}, {x, series.benchmark_magnitude});
  line.sums.n = x.size();
  return line;
}

Rate specific_deviation(const RiskSample& sample, const RiskSeries& series, const Rate& slope) {
  if (!slope) return slope;
  const double beta = slope.value();
  std::vector<double> left(sample.n);
  for (std::size_t i = 0; i < sample.n; ++i) left[i] = series.input.returns[i] - beta * series.input.benchmark[i];
  return spread_sums(left, std::max(series.magnitude, std::abs(beta) * series.benchmark_magnitude)).deviation(0);
}

Rate benchmark_downside(const RiskSample& sample, const RiskSeries& series) {
  if (sample.n == 0) return Reason::insufficient_data;
  const auto squares = ordered_sums<1>(sample.n, [&series](std::size_t i) {
    const double below = std::min(series.input.benchmark[i] - series.mar(i), 0.0);
    return std::array{below * below};
  });
  return std::sqrt(squares[0] / sample.count());
}

Rate rank_correlation(const RiskSeries& series) {
  if (series.size() < 2) return Reason::insufficient_data;
  const CrossSums sums = cross_sums(ranks_of(series.input.returns), ranks_of(series.input.benchmark));
  const Rate rate = quotient(sums.xy, std::sqrt(sums.xx) * std::sqrt(sums.yy));
  return rate ? Rate(std::clamp(rate.value(), -1.0, 1.0)) : rate;
}

}  // namespace

void add_one_sided_regressions(RateTable& table, const RiskSample&, const RiskSeries& series) {
  if (!table.wants({"beta_bull", "beta_bear", "alpha_bull", "alpha_bear", "timing_ratio"})) return;
  const Line bull = one_sided_line(series, 1);
  const Line bear = one_sided_line(series, -1);
  table.result.bull_periods = bull.sums.n;
  table.result.bear_periods = bear.sums.n;
  table.add("beta_bull", bull.slope);
  table.add("beta_bear", bear.slope);
  table.add("timing_ratio", quotient(bull.slope, bear.slope));
  table.add("alpha_bull", bull.intercept);
  table.add("alpha_bear", bear.intercept);
}

void add_residual_risk(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (table.wants({"specific_risk", "appraisal_ratio"})) {
    const Rate specific = product(specific_deviation(sample, series, table.result["beta"]), sample.scale);
    table.add("specific_risk", specific);
    table.add("appraisal_ratio", quotient(table.result["alpha_jensen"], specific));
  }
  if (!table.wants({"m_squared_sortino", "omega_excess_return"})) return;
  const Rate own = table.result["downside_deviation"];
  const Rate market = benchmark_downside(sample, series);
  const Rate lever = product(difference(market, own), sample.scale);
  table.add("m_squared_sortino", sum(sample.growth.annual, product(table.result["sortino_ratio"], lever)));
  table.add("omega_excess_return",
            difference(sample.growth.annual, product(product(3.0, own), product(market, sample.periods_a_year))));
}

void add_comoments(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (table.wants({"correlation_spearman"})) table.add("correlation_spearman", rank_correlation(series));
  if (sample.n < 2 || !table.wants({"coskewness", "cokurtosis", "beta_coskewness", "beta_cokurtosis"})) return;
  const CrossSums& plain = sample.sums.relative.plain;
  const bool r_varies = plain.xx != 0;
  const bool b_varies = plain.yy != 0;
  const auto sums = ordered_sums<4>(sample.n, [&](std::size_t i) {
    const double dr = r_varies ? series.input.returns[i] - plain.mean_x : 0.0;
    const double db = b_varies ? series.input.benchmark[i] - plain.mean_y : 0.0;
    const double square = db * db;
    return std::array{dr * square, dr * (square * db), square * db, square * square};
  });
  const double n = sample.count();
  table.add("coskewness", sums[0] / n);
  table.add("cokurtosis", sums[1] / n);
  table.add("beta_coskewness", quotient(sums[0], sums[2]));
  table.add("beta_cokurtosis", quotient(sums[1], sums[3]));
}

void add_market_timing(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (!table.wants({"market_timing_hm_alpha", "market_timing_hm_beta", "market_timing_hm_gamma",
                    "market_timing_tm_alpha", "market_timing_tm_beta", "market_timing_tm_gamma"})) {
    return;
  }
  std::vector<double> shortfall(sample.n);
  std::vector<double> square(sample.n);
  for (std::size_t i = 0; i < sample.n; ++i) {
    const double x = series.benchmark_excess[i];
    shortfall[i] = x < 0 ? -x : 0.0;
    square[i] = x * x;
  }
  const double magnitude = series.benchmark_magnitude;
  const Variable y{series.excess, series.magnitude};
  const Variable x{series.benchmark_excess, magnitude};
  const Line line = fitted_line(y, x);
  const Plane hm = fitted_plane(line, y, x, {shortfall, magnitude});
  const Plane tm = fitted_plane(line, y, x, {square, magnitude * magnitude});
  table.add("market_timing_hm_alpha", hm.alpha);
  table.add("market_timing_hm_beta", hm.beta);
  table.add("market_timing_hm_gamma", hm.gamma);
  table.add("market_timing_tm_alpha", tm.alpha);
  table.add("market_timing_tm_beta", tm.beta);
  table.add("market_timing_tm_gamma", tm.gamma);
}

}  // namespace dietz
