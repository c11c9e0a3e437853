#pragma once

#include <array>
#include <string_view>

namespace dietz {

/// What annualising a measure takes.
enum class Annual {
  no,          ///< per period, or free of time
  scaled,      ///< × periods a year, or × its root
  compounded,  ///< raised to the power of a year: only from a year of returns on, unless asked for
};

/// What a measure needs besides returns.
namespace need {
inline constexpr unsigned benchmark = 1;
inline constexpr unsigned risk_free = 2;
inline constexpr unsigned mar = 4;  ///< a minimum acceptable return
inline constexpr unsigned confidence = 8;
}  // namespace need

/// One risk measure: what it is, where it comes from, what it needs, and when it has no value.
/// r is a return, b the benchmark's, rf the risk-free return of a period, mar the minimum acceptable return of a
/// period, n the number of periods, m periods a year; mean and deviation are over periods; x' is x by year,
/// compounded: (∏(1+x))^(m/n) − 1.
struct Measure {
  std::string_view name;  ///< snake_case, the same in CLI, API and store
  std::string_view formula;
  std::string_view source;
  std::string_view unit;  ///< "ratio": a fraction, shown as a percentage; "number": a pure number
  std::string_view undefined_when;
  Annual annual = Annual::no;
  unsigned needs = 0;  ///< of `need`, besides the returns

  [[nodiscard]] constexpr bool has_need(unsigned what) const { return (needs & what) != 0; }
};

namespace source {
inline constexpr std::string_view bacon =
    "Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., 2008";
inline constexpr std::string_view gips = "Global Investment Performance Standards, 2020";
inline constexpr std::string_view sharpe = "Sharpe, The Sharpe Ratio, Journal of Portfolio Management, 1994";
inline constexpr std::string_view sortino =
    "Sortino, van der Meer, Downside Risk, Journal of Portfolio Management, 1991";
inline constexpr std::string_view bailey = "Bailey, Lopez de Prado, The Sharpe Ratio Efficient Frontier, 2012";
inline constexpr std::string_view pezier = "Pezier, White, The Relative Merits of Alternative Investments, 2006";
inline constexpr std::string_view kaplan = "Kaplan, Knowles, Kappa: A Generalized Downside Risk-Adjusted Measure, 2004";
inline constexpr std::string_view shadwick = "Keating, Shadwick, A Universal Performance Measure, 2002";
inline constexpr std::string_view martin = "Martin, McCann, The Investor's Guide to Fidelity Funds, 1989";
inline constexpr std::string_view zangari = "Zangari, A VaR Methodology for Portfolios that Include Options, 1996";
inline constexpr std::string_view boudt = "Boudt, Peterson, Croux, Estimation and Decomposition of Downside Risk, 2008";
inline constexpr std::string_view jensen = "Jensen, The Performance of Mutual Funds, Journal of Finance, 1968";
inline constexpr std::string_view fama = "Fama, Components of Investment Performance, Journal of Finance, 1972";
inline constexpr std::string_view henriksson = "Henriksson, Merton, On Market Timing and Investment Performance, 1981";
inline constexpr std::string_view mazuy = "Treynor, Mazuy, Can Mutual Funds Outguess the Market?, 1966";
inline constexpr std::string_view statistics = "sample statistics";
}  // namespace source

inline constexpr std::string_view no_deviation = "the returns don't vary";
inline constexpr std::string_view no_shortfall = "no return lies below the minimum acceptable return";
inline constexpr std::string_view no_drawdown = "there is no drawdown";
inline constexpr std::string_view flat_benchmark = "the benchmark's returns don't vary";
inline constexpr std::string_view no_tracking_error = "the returns follow the benchmark's without deviation";
inline constexpr std::string_view no_up_period = "the benchmark has no period with a gain";
inline constexpr std::string_view no_down_period = "the benchmark has no period with a loss";

/// The measures of one return series, in the order of the output.
inline constexpr std::array series_measures{
    Measure{"cumulative_return", "product of (1+r), less 1", source::gips, "ratio", ""},
    Measure{"annualized_return", "(product of (1+r))^(m/n) - 1", source::gips, "ratio", "", Annual::compounded},
    Measure{"best_period", "largest r", source::bacon, "ratio", ""},
    Measure{"worst_period", "smallest r", source::bacon, "ratio", ""},
    Measure{"positive_periods", "share of periods with r > 0", source::bacon, "ratio", ""},
    Measure{"volatility", "sample standard deviation of r", source::bacon, "ratio", ""},
    Measure{"volatility_annualized", "sample standard deviation of r x sqrt(m)", source::bacon, "ratio", "",
            Annual::scaled},
    Measure{"mean_absolute_deviation", "mean of |r - mean|", source::bacon, "ratio", ""},
    Measure{"skewness", "third central moment / (second)^1.5, denominators n", source::bacon, "number", no_deviation},
    Measure{"kurtosis", "fourth central moment / (second)^2, denominators n", source::bacon, "number", no_deviation},
    Measure{"excess_kurtosis", "kurtosis - 3", source::bacon, "number", no_deviation},
    Measure{"autocorrelation", "sum of (r_t - mean)(r_t-1 - mean) / sum of (r_t - mean)^2", source::statistics,
            "number", no_deviation},
    Measure{"sharpe_ratio", "mean(r-rf) x m / (sample deviation(r-rf) x sqrt(m))", source::sharpe, "number",
            no_deviation, Annual::scaled, need::risk_free},
    Measure{"sharpe_ratio_geometric", "(r-rf)' / (sample deviation(r-rf) x sqrt(m))", source::bacon, "number",
            no_deviation, Annual::compounded, need::risk_free},
    Measure{"adjusted_sharpe_ratio", "S (1 + skewness/6 S - (kurtosis-3)/24 S^2), S the annual Sharpe ratio",
            source::pezier, "number", no_deviation, Annual::scaled, need::risk_free},
    Measure{"probabilistic_sharpe_ratio",
            "normal((S-reference) sqrt(n-1) / sqrt(1 - S skewness + S^2 (kurtosis-1)/4)), S the Sharpe ratio per "
            "period",
            source::bailey, "ratio", no_deviation, Annual::no, need::risk_free},
    Measure{"downside_deviation", "sqrt(sum of min(r-mar, 0)^2 / n)", source::sortino, "ratio", "", Annual::no,
            need::mar},
    Measure{"semideviation", "sqrt(sum of min(r-mean, 0)^2 / n)", source::bacon, "ratio", ""},
    Measure{"upside_risk", "sqrt(sum of max(r-mar, 0)^2 / n)", source::bacon, "ratio", "", Annual::no, need::mar},
    Measure{"sortino_ratio", "mean(r-mar) / downside deviation, per period", source::sortino, "number", no_shortfall,
            Annual::no, need::mar},
    Measure{"sortino_ratio_annualized", "mean(r-mar) / downside deviation x sqrt(m)", source::sortino, "number",
            no_shortfall, Annual::scaled, need::mar},
    Measure{"omega", "sum of max(r-mar, 0) / sum of max(mar-r, 0)", source::shadwick, "number", no_shortfall,
            Annual::no, need::mar},
    Measure{"kappa_3", "mean(r-mar) / (sum of max(mar-r, 0)^3 / n)^(1/3)", source::kaplan, "number", no_shortfall,
            Annual::no, need::mar},
    Measure{"upside_potential_ratio", "(sum of max(r-mar, 0) / n) / downside deviation", source::sortino, "number",
            no_shortfall, Annual::no, need::mar},
    Measure{"max_drawdown", "largest fall from a peak, the start counting as one; positive", source::bacon, "ratio",
            ""},
    Measure{"average_drawdown", "mean depth of the drawdowns, one that lasts included", source::bacon, "ratio",
            no_drawdown},
    Measure{"drawdown_deviation", "sqrt(sum of (drawdown depth)^2 / n)", source::bacon, "ratio", ""},
    Measure{"pain_index", "mean fall from the running peak", source::bacon, "ratio", ""},
    Measure{"ulcer_index", "sqrt(mean of (fall from the running peak)^2)", source::martin, "ratio", ""},
    Measure{"calmar_ratio", "r' / maximum drawdown of the whole series", source::bacon, "number", no_drawdown,
            Annual::compounded},
    Measure{"sterling_ratio", "r' / (maximum drawdown + 0.1)", source::bacon, "number", "", Annual::compounded},
    Measure{"pain_ratio", "(r' - annual risk-free) / pain index", source::bacon, "number", no_drawdown,
            Annual::compounded, need::risk_free},
    Measure{"martin_ratio", "(r' - annual risk-free) / ulcer index", source::martin, "number", no_drawdown,
            Annual::compounded, need::risk_free},
    Measure{"var_historical", "-(quantile of r at 1-confidence, type 7)", source::bacon, "ratio", "", Annual::no,
            need::confidence},
    Measure{"var_gaussian", "-(mean + z deviation), z the normal quantile, denominator n", source::bacon, "ratio", "",
            Annual::no, need::confidence},
    Measure{"var_modified", "-(mean + h deviation), h the Cornish-Fisher quantile, denominator n", source::zangari,
            "ratio", no_deviation, Annual::no, need::confidence},
    Measure{"es_historical", "-(mean of r below the type 7 quantile; that quantile if none is)", source::bacon, "ratio",
            "", Annual::no, need::confidence},
    Measure{"es_gaussian", "-(mean - deviation density(z) / (1-confidence)), denominator n", source::bacon, "ratio", "",
            Annual::no, need::confidence},
    Measure{"es_modified", "Edgeworth expected shortfall, not below var_modified", source::boudt, "ratio", no_deviation,
            Annual::no, need::confidence},
};

/// The measures of a return series against a benchmark, in the order of the output.
inline constexpr std::array relative_measures{
    Measure{"active_return", "mean(r-b) x m", source::bacon, "ratio", "", Annual::scaled, need::benchmark},
    Measure{"active_premium", "r' - b'", source::bacon, "ratio", "", Annual::compounded, need::benchmark},
    Measure{"tracking_error", "sample deviation(r-b) x sqrt(m)", source::bacon, "ratio", "", Annual::scaled,
            need::benchmark},
    Measure{"information_ratio", "mean(r-b) x m / tracking error", source::bacon, "number", no_tracking_error,
            Annual::scaled, need::benchmark},
    Measure{"information_ratio_geometric", "(r' - b') / tracking error", source::bacon, "number", no_tracking_error,
            Annual::compounded, need::benchmark},
    Measure{"beta", "slope of r-rf on b-rf", source::jensen, "number", flat_benchmark, Annual::no,
            need::benchmark | need::risk_free},
    Measure{"beta_bull", "slope of r-rf on b-rf over periods with b > rf", source::bacon, "number",
            "the benchmark has no two different gains over the risk-free return", Annual::no,
            need::benchmark | need::risk_free},
    Measure{"beta_bear", "slope of r-rf on b-rf over periods with b < rf", source::bacon, "number",
            "the benchmark has no two different losses under the risk-free return", Annual::no,
            need::benchmark | need::risk_free},
    Measure{"alpha_regression", "intercept of r-rf on b-rf, per period", source::jensen, "ratio", flat_benchmark,
            Annual::no, need::benchmark | need::risk_free},
    Measure{"alpha_jensen", "r' - rf' - beta (b' - rf')", source::jensen, "ratio", flat_benchmark, Annual::compounded,
            need::benchmark | need::risk_free},
    Measure{"correlation", "Pearson correlation of r and b", source::statistics, "number",
            "the returns or the benchmark's don't vary", Annual::no, need::benchmark},
    Measure{"r_squared", "squared correlation of r-rf and b-rf", source::bacon, "number",
            "the returns or the benchmark's don't vary", Annual::no, need::benchmark | need::risk_free},
    Measure{"fama_beta", "deviation(r) / deviation(b)", source::fama, "number", flat_benchmark, Annual::no,
            need::benchmark},
    Measure{"systematic_risk", "beta x sample deviation(b-rf) x sqrt(m)", source::bacon, "ratio", flat_benchmark,
            Annual::scaled, need::benchmark | need::risk_free},
    Measure{"specific_risk", "deviation(r - beta b) x sqrt(m), denominator n", source::bacon, "ratio", flat_benchmark,
            Annual::scaled, need::benchmark | need::risk_free},
    Measure{"treynor_ratio", "(r-rf)' / beta", source::bacon, "number", "beta is 0 or undefined", Annual::compounded,
            need::benchmark | need::risk_free},
    Measure{"appraisal_ratio", "alpha_jensen / specific risk", source::bacon, "number", "there is no specific risk",
            Annual::compounded, need::benchmark | need::risk_free},
    Measure{"m_squared", "(r' - rf') deviation(b)/deviation(r) + rf'", source::bacon, "ratio", no_deviation,
            Annual::compounded, need::benchmark | need::risk_free},
    Measure{"m_squared_excess", "(1 + m_squared) / (1 + b') - 1", source::bacon, "ratio", no_deviation,
            Annual::compounded, need::benchmark | need::risk_free},
    Measure{"up_capture", "compounded r / compounded b over periods with b > 0", source::bacon, "ratio", no_up_period,
            Annual::no, need::benchmark},
    Measure{"down_capture", "compounded r / compounded b over periods with b <= 0", source::bacon, "ratio",
            no_down_period, Annual::no, need::benchmark},
    Measure{"up_number", "share of periods with b > 0 in which r > 0", source::bacon, "ratio", no_up_period, Annual::no,
            need::benchmark},
    Measure{"down_number", "share of periods with b < 0 in which r < 0", source::bacon, "ratio", no_down_period,
            Annual::no, need::benchmark},
    Measure{"up_percent", "share of periods with b > 0 in which r > b", source::bacon, "ratio", no_up_period,
            Annual::no, need::benchmark},
    Measure{"down_percent", "share of periods with b < 0 in which r > b", source::bacon, "ratio", no_down_period,
            Annual::no, need::benchmark},
    Measure{"market_timing_hm_gamma", "gamma of r-rf = alpha + beta (b-rf) + gamma max(0, rf-b)", source::henriksson,
            "number", "the benchmark has no two different gains and a loss against the risk-free return", Annual::no,
            need::benchmark | need::risk_free},
    Measure{"market_timing_tm_gamma", "gamma of r-rf = alpha + beta (b-rf) + gamma (b-rf)^2", source::mazuy, "number",
            "the benchmark has fewer than three different returns", Annual::no, need::benchmark | need::risk_free},
};

/// The measure of this name; null where there is none.
[[nodiscard]] constexpr const Measure* find_measure(std::string_view name) {
  for (const Measure& measure : series_measures) {
    if (measure.name == name) return &measure;
  }
  for (const Measure& measure : relative_measures) {
    if (measure.name == name) return &measure;
  }
  return nullptr;
}

}  // namespace dietz
