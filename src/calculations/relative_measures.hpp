#pragma once

#include "calculations/measure.hpp"

#include <array>

namespace dietz {

// The measures of a return series against a benchmark, by family, in the order of the output.

/// Active return.
inline constexpr std::array active_measures{
    Measure{"active_return", "mean(r-b) x m", source::bacon, "ratio", "", Annual::scaled, need::benchmark,
            trait::report | trait::sums},
    Measure{"active_premium", "r' - b'", source::bacon, "ratio", "", Annual::compounded, need::benchmark,
            trait::report | trait::sums},
    Measure{"annualized_excess_return", "(1+r') / (1+b') - 1", source::bacon, "ratio", "the benchmark lost everything",
            Annual::compounded, need::benchmark, trait::sums},
    Measure{"tracking_error", "sample deviation(r-b) x sqrt(m)", source::bacon, "ratio", "", Annual::scaled,
            need::benchmark, trait::report | trait::sums | trait::sample_deviation},
    Measure{"information_ratio", "mean(r-b) x m / tracking error", source::bacon, "number", no_tracking_error,
            Annual::scaled, need::benchmark, trait::report | trait::sums},
    Measure{"information_ratio_geometric", "(r' - b') / tracking error", source::bacon, "number", no_tracking_error,
            Annual::compounded, need::benchmark, trait::report | trait::sums},
};

/// Regression on the benchmark.
inline constexpr std::array regression_measures{
    Measure{"beta", "slope of r-rf on b-rf", source::jensen, "number", flat_benchmark, Annual::no,
            need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"beta_bull", "slope of r-rf on b-rf over periods with b > rf", source::bacon, "number",
            "the benchmark has no two different gains over the risk-free return", Annual::no,
            need::benchmark | need::risk_free, trait::report | trait::bull},
    Measure{"beta_bear", "slope of r-rf on b-rf over periods with b < rf", source::bacon, "number",
            "the benchmark has no two different losses under the risk-free return", Annual::no,
            need::benchmark | need::risk_free, trait::report | trait::bear},
    Measure{"timing_ratio", "beta_bull / beta_bear", source::bacon, "number", "beta_bear is 0 or undefined", Annual::no,
            need::benchmark | need::risk_free, 0},
    Measure{"alpha_regression", "intercept of r-rf on b-rf, per period", source::jensen, "ratio", flat_benchmark,
            Annual::no, need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"alpha_regression_annualized", "(1 + alpha_regression)^m - 1", source::jensen, "ratio", flat_benchmark,
            Annual::compounded, need::benchmark | need::risk_free, trait::sums},
    Measure{"alpha_bull", "intercept of r-rf on b-rf over periods with b > rf, per period", source::bacon, "ratio",
            "the benchmark has no two different gains over the risk-free return", Annual::no,
            need::benchmark | need::risk_free, trait::bull},
    Measure{"alpha_bear", "intercept of r-rf on b-rf over periods with b < rf, per period", source::bacon, "ratio",
            "the benchmark has no two different losses under the risk-free return", Annual::no,
            need::benchmark | need::risk_free, trait::bear},
    Measure{"alpha_jensen", "r' - rf' - beta (b' - rf')", source::jensen, "ratio", flat_benchmark, Annual::compounded,
            need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"correlation", "Pearson correlation of r and b", source::statistics, "number",
            "the returns or the benchmark's don't vary", Annual::no, need::benchmark, trait::report | trait::sums},
    Measure{"correlation_spearman", "Pearson correlation of the ranks of r and b, equal values sharing their mean rank",
            source::spearman, "number", "the returns or the benchmark's don't vary", Annual::no, need::benchmark, 0},
    Measure{"r_squared", "squared correlation of r-rf and b-rf", source::bacon, "number",
            "the returns or the benchmark's don't vary", Annual::no, need::benchmark | need::risk_free,
            trait::report | trait::sums},
    Measure{"covariance", "sum of (r-mean)(b-mean) / (n-1)", source::statistics, "number", "", Annual::no,
            need::benchmark, trait::sums},
    Measure{"covariance_population", "sum of (r-mean)(b-mean) / n", source::martellini, "number", "", Annual::no,
            need::benchmark, trait::sums},
    Measure{"coskewness", "mean of (r-mean)(b-mean)^2", source::martellini, "number", "", Annual::no, need::benchmark,
            0},
    Measure{"cokurtosis", "mean of (r-mean)(b-mean)^3", source::martellini, "number", "", Annual::no, need::benchmark,
            0},
    Measure{"beta_covariance", "mean of (r-mean)(b-mean) / mean of (b-mean)^2", source::martellini, "number",
            flat_benchmark, Annual::no, need::benchmark, trait::sums},
    Measure{"beta_coskewness", "mean of (r-mean)(b-mean)^2 / mean of (b-mean)^3", source::martellini, "number",
            "the third moment of the benchmark is 0", Annual::no, need::benchmark, 0},
    Measure{"beta_cokurtosis", "mean of (r-mean)(b-mean)^3 / mean of (b-mean)^4", source::martellini, "number",
            flat_benchmark, Annual::no, need::benchmark, 0},
    Measure{"fama_beta", "deviation(r) / deviation(b)", source::fama, "number", flat_benchmark, Annual::no,
            need::benchmark, trait::report | trait::sums},
};

/// Adjusted for the benchmark's risk.
inline constexpr std::array adjusted_measures{
    Measure{"systematic_risk", "beta x sample deviation(b-rf) x sqrt(m)", source::bacon, "ratio", flat_benchmark,
            Annual::scaled, need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"specific_risk", "deviation(r - beta b) x sqrt(m), denominator n", source::bacon, "ratio", flat_benchmark,
            Annual::scaled, need::benchmark | need::risk_free, trait::report},
    Measure{"treynor_ratio", "(r-rf)' / beta", source::bacon, "number", "beta is 0 or undefined", Annual::compounded,
            need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"treynor_ratio_modified", "(r-rf)' / systematic_risk", source::bacon, "number",
            "there is no systematic risk", Annual::compounded, need::benchmark | need::risk_free, trait::sums},
    Measure{"appraisal_ratio", "alpha_jensen / specific risk", source::bacon, "number", "there is no specific risk",
            Annual::compounded, need::benchmark | need::risk_free, trait::report},
    Measure{"appraisal_ratio_modified", "alpha_jensen / beta", source::bacon, "number", "beta is 0 or undefined",
            Annual::compounded, need::benchmark | need::risk_free, trait::sums},
    Measure{"appraisal_ratio_alternative", "alpha_jensen / systematic_risk", source::bacon, "number",
            "there is no systematic risk", Annual::compounded, need::benchmark | need::risk_free, trait::sums},
    Measure{"m_squared", "(r' - rf') deviation(b)/deviation(r) + rf'", source::bacon, "ratio", no_deviation,
            Annual::compounded, need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"m_squared_excess", "(1 + m_squared) / (1 + b') - 1", source::bacon, "ratio", no_deviation,
            Annual::compounded, need::benchmark | need::risk_free, trait::report | trait::sums},
    Measure{"m_squared_excess_arithmetic", "m_squared - b'", source::bacon, "ratio", no_deviation, Annual::compounded,
            need::benchmark | need::risk_free, trait::sums},
    Measure{"m_squared_sortino", "r' + sortino_ratio x (downside deviation of b - of r) x sqrt(m)", source::bacon,
            "ratio", no_shortfall, Annual::compounded, need::benchmark | need::mar, 0},
    Measure{"modigliani", "sharpe_ratio_per_period x sample deviation(b) + mean(rf)", source::modigliani, "ratio",
            no_deviation, Annual::no, need::benchmark | need::risk_free, trait::sums},
    Measure{"omega_excess_return", "r' - 3 x downside deviation of r x that of b x m", source::bacon, "ratio", "",
            Annual::compounded, need::benchmark | need::mar, 0},
};

/// Capture.
inline constexpr std::array capture_measures{
    Measure{"up_capture", "compounded r / compounded b over periods with b > 0", source::bacon, "ratio", no_up_period,
            Annual::no, need::benchmark, trait::report | trait::sums},
    Measure{"down_capture", "compounded r / compounded b over periods with b <= 0", source::bacon, "ratio",
            no_down_period, Annual::no, need::benchmark, trait::report | trait::sums},
    Measure{"up_capture_arithmetic", "sum of r / sum of b over periods with b > 0", source::bacon, "ratio",
            no_up_period, Annual::no, need::benchmark, trait::sums},
    Measure{"down_capture_arithmetic", "sum of r / sum of b over periods with b <= 0", source::bacon, "ratio",
            no_down_period, Annual::no, need::benchmark, trait::sums},
    Measure{"capture_annualized", "r' / b'", source::bacon, "ratio", "the benchmark earned nothing", Annual::compounded,
            need::benchmark, trait::sums},
    Measure{"up_capture_annualized", "r' / b' over periods with b > 0", source::morningstar, "ratio", no_up_period,
            Annual::compounded, need::benchmark, trait::sums},
    Measure{"down_capture_annualized", "r' / b' over periods with b < 0", source::morningstar, "ratio", no_down_period,
            Annual::compounded, need::benchmark, trait::sums},
    Measure{"up_down_capture_annualized", "up_capture_annualized / down_capture_annualized", source::morningstar,
            "number", "the benchmark has no gain or no loss, or the returns over its losses come to 0",
            Annual::compounded, need::benchmark, trait::sums},
    Measure{"up_number", "share of periods with b > 0 in which r > 0", source::bacon, "ratio", no_up_period, Annual::no,
            need::benchmark, trait::report | trait::sums},
    Measure{"down_number", "share of periods with b < 0 in which r < 0", source::bacon, "ratio", no_down_period,
            Annual::no, need::benchmark, trait::report | trait::sums},
    Measure{"up_percent", "share of periods with b > 0 in which r > b", source::bacon, "ratio", no_up_period,
            Annual::no, need::benchmark, trait::report | trait::sums},
    Measure{"down_percent", "share of periods with b < 0 in which r > b", source::bacon, "ratio", no_down_period,
            Annual::no, need::benchmark, trait::report | trait::sums},
};

/// Market timing.
inline constexpr std::array timing_measures{
    Measure{"market_timing_hm_alpha", "alpha of r-rf = alpha + beta (b-rf) + gamma max(0, rf-b)", source::henriksson,
            "ratio", "the benchmark has no two different gains and a loss against the risk-free return", Annual::no,
            need::benchmark | need::risk_free, 0},
    Measure{"market_timing_hm_beta", "beta of r-rf = alpha + beta (b-rf) + gamma max(0, rf-b)", source::henriksson,
            "number", "the benchmark has no two different gains and a loss against the risk-free return", Annual::no,
            need::benchmark | need::risk_free, 0},
    Measure{"market_timing_hm_gamma", "gamma of r-rf = alpha + beta (b-rf) + gamma max(0, rf-b)", source::henriksson,
            "number", "the benchmark has no two different gains and a loss against the risk-free return", Annual::no,
            need::benchmark | need::risk_free, trait::report},
    Measure{"market_timing_tm_alpha", "alpha of r-rf = alpha + beta (b-rf) + gamma (b-rf)^2", source::mazuy, "ratio",
            "the benchmark has fewer than three different returns", Annual::no, need::benchmark | need::risk_free, 0},
    Measure{"market_timing_tm_beta", "beta of r-rf = alpha + beta (b-rf) + gamma (b-rf)^2", source::mazuy, "number",
            "the benchmark has fewer than three different returns", Annual::no, need::benchmark | need::risk_free, 0},
    Measure{"market_timing_tm_gamma", "gamma of r-rf = alpha + beta (b-rf) + gamma (b-rf)^2", source::mazuy, "number",
            "the benchmark has fewer than three different returns", Annual::no, need::benchmark | need::risk_free,
            trait::report},
};

}  // namespace dietz
