#include "calculations/portfolio_risk.hpp"

#include "calculations/business_days.hpp"
#include "calculations/risk.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// Valuations further apart than a long holiday aren't daily, and daily risk figures would mean nothing.
constexpr int longest_daily_link = 7;
constexpr double business_days_a_year = 252.0;

RiskInput risk_input(std::span<const Date> dates, std::span<const double> returns, const Policy& policy) {
  RiskInput input;
  input.dates = dates;
  input.returns = returns;
  input.periods_per_year = business_days_a_year;
  input.risk_free_annual = policy.risk_free_annual;
  input.mar = policy.minimum_acceptable_return;
  return input;
}

/// The report has its own figures for these, over calendar days and the invested interval.
bool repeats_a_return(const std::string& name) { return name == "cumulative_return" || name == "annualized_return"; }

void explain_absence(Figure& figure, const Figure& twr) {
  figure.rate = twr.rate ? Rate(Reason::insufficient_data) : twr.rate;
  figure.detail = twr.rate ? "the portfolio isn't valued daily, so daily risk has no meaning" : twr.detail;
}

Figure calendar_drawdown(const PortfolioReport& report, const Figure& twr) {
  Figure figure;
  figure.name = "max_drawdown";
  figure.method = "largest fall from a peak, by calendar day, as a positive fraction";
  figure.rate = twr.rate;
  figure.detail = twr.detail;
  if (!twr.rate) return figure;
  double deepest = 0.0;
  for (const DatedRate& point : report.drawdown) deepest = std::min(deepest, point.rate.value());
  figure.rate = 0.0 - deepest;
  return figure;
}

/// The benchmark's returns over the spans of a series' returns; empty where one is missing.
std::vector<double> benchmark_returns_on(const BenchmarkGrowth& benchmark, const DatedReturns& series) {
  std::vector<double> returns;
  for (std::size_t i = 0; i < series.dates.size(); ++i) {
    const BenchmarkReturn one = benchmark_return(benchmark, series.begins[i], series.dates[i]);
    if (!one.rate) return {};
    returns.push_back(one.rate.value());
  }
  return returns;
}

void add_benchmark_figures(PortfolioReport& report, const BenchmarkGrowth& benchmark, std::span<const Date> dates,
                           std::span<const double> returns, const Policy& policy) {
  Figure twr = benchmark_figure(benchmark, report.range);
  twr.name = "twr";
  Figure annual = annualized_return(twr, "twr_annualized", report.range.days(), policy.annualize_under_one_year);
  report.benchmark_figures = {std::move(twr), std::move(annual)};
  for (Figure& figure : risk_figures(risk_input(dates, returns, policy), report_measures())) {
    if (!repeats_a_return(figure.name)) report.benchmark_figures.push_back(std::move(figure));
  }
}

}  // namespace

Figure benchmark_figure(const BenchmarkGrowth& benchmark, DateRange range) {
  Figure figure;
  figure.name = "benchmark_return";
  figure.method = benchmark.id;
  figure.basis = {{"from", range.from.to_string(), false}, {"to", range.to.to_string(), false}};
  const BenchmarkReturn whole = benchmark_return(benchmark, range.from, range.to);
  figure.rate = whole.rate;
  figure.detail = whole.detail;
  return figure;
}

void add_risk_figures(PortfolioReport& report, const PortfolioFacts& facts, const IntervalReturn& net,
                      const Policy& policy) {
  const bool daily = net.figure.rate && longest_link_days(net.links) <= longest_daily_link;
  const DatedReturns series = daily ? business_day_returns(net.links) : DatedReturns();
  std::vector<double> benchmark;
  if (daily && facts.benchmark) benchmark = benchmark_returns_on(*facts.benchmark, series);
  RiskInput input = risk_input(series.dates, series.returns, policy);
  input.benchmark = benchmark;
  for (Figure& figure : risk_figures(input, report_measures())) {
    if (repeats_a_return(figure.name)) continue;
    if (!daily) explain_absence(figure, net.figure);
    if (figure.name == "max_drawdown") figure = calendar_drawdown(report, net.figure);
    report.figures.push_back(std::move(figure));
  }
  if (!benchmark.empty()) add_benchmark_figures(report, *facts.benchmark, series.dates, benchmark, policy);
}

}  // namespace dietz
