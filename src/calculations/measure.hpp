#pragma once

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
inline constexpr unsigned reference_sharpe = 16;  ///< of a period
}  // namespace need

/// What else sets a measure apart.
namespace trait {
inline constexpr unsigned report = 1;  ///< stands in the report of a book and in what `dietz risk` prints as text
inline constexpr unsigned sums = 2;    ///< computed from sums over the returns alone, so that a window can slide
inline constexpr unsigned sample_deviation = 4;      ///< its deviation has denominator n − 1
inline constexpr unsigned population_deviation = 8;  ///< … n
inline constexpr unsigned bull = 16;                 ///< over the periods with b > rf only
inline constexpr unsigned bear = 32;                 ///< over the periods with b < rf only
}  // namespace trait

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
  unsigned needs = 0;   ///< of `need`, besides the returns
  unsigned traits = 0;  ///< of `trait`

  [[nodiscard]] constexpr bool has_need(unsigned what) const { return (needs & what) != 0; }
  [[nodiscard]] constexpr bool is(unsigned what) const { return (traits & what) != 0; }
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
inline constexpr std::string_view student = "Student, The Probable Error of a Mean, Biometrika, 1908";
inline constexpr std::string_view fisher = "Fisher, Statistical Methods for Research Workers, 1925";
inline constexpr std::string_view hurst = "Hurst, Long-Term Storage Capacity of Reservoirs, 1951";
inline constexpr std::string_view ziemba = "Ziemba, The Symmetric Downside-Risk Sharpe Ratio, 2005";
inline constexpr std::string_view dowd = "Dowd, Adjusting for Risk: An Improved Sharpe Ratio, 2000";
inline constexpr std::string_view kelly = "Kelly, A New Interpretation of Information Rate, 1956";
inline constexpr std::string_view bernardo = "Bernardo, Ledoit, Gain, Loss and Asset Pricing, 2000";
inline constexpr std::string_view watanabe = "Watanabe, Is Sharpe Ratio Still Effective?, 2006";
inline constexpr std::string_view martellini =
    "Martellini, Ziemann, Improved Estimates of Higher-Order Comoments, Review of Financial Studies, 2010";
inline constexpr std::string_view spearman = "Spearman, The Proof and Measurement of Association, 1904";
inline constexpr std::string_view modigliani = "Modigliani, Modigliani, Risk-Adjusted Performance, 1997";
inline constexpr std::string_view morningstar = "Morningstar, Upside and Downside Capture Ratios, 2012";
inline constexpr std::string_view statistics = "sample statistics";
}  // namespace source

inline constexpr std::string_view no_deviation = "the returns don't vary";
inline constexpr std::string_view no_shortfall = "no return lies below the minimum acceptable return";
inline constexpr std::string_view no_surplus = "no return lies above the minimum acceptable return";
inline constexpr std::string_view no_drawdown = "there is no drawdown";
inline constexpr std::string_view flat_benchmark = "the benchmark's returns don't vary";
inline constexpr std::string_view no_tracking_error = "the returns follow the benchmark's without deviation";
inline constexpr std::string_view no_up_period = "the benchmark has no period with a gain";
inline constexpr std::string_view no_down_period = "the benchmark has no period with a loss";

}  // namespace dietz
