#include "calculations/risk_sample.hpp"

#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

constexpr double days_a_year = 365;

}  // namespace

bool is_under_a_year(const RiskInput& input) {
  const auto n = static_cast<double>(input.returns.size());
  if (input.periods_per_year <= 0 || n >= input.periods_per_year) return false;
  if (input.dates.size() < 2) return true;
  const double days_between = input.dates.back() - input.dates.front();
  return days_between * n / (n - 1) < days_a_year;
}

Shape shape_of(const CentralSums& sums) {
  if (sums.n < 2) return {};
  if (sums.constant()) return {Reason::undefined_ratio, Reason::undefined_ratio};
  const auto n = static_cast<double>(sums.n);
  const double variance = sums.squares / n;
  return {quotient(sums.cubes / n, variance * std::sqrt(variance)), quotient(sums.fourths / n, variance * variance)};
}

RiskSample::RiskSample(const RiskInput& given, const RiskSums& sums_of_it)
    : input(given),
      sums(sums_of_it),
      n(sums.n),
      per_year(given.periods_per_year),
      under_a_year(is_under_a_year(given)),
      growth(compounded(sums.growth, n)),
      excess_annual(compounded(sums.excess_growth, n).annual),
      risk_free_annual(input.risk_free.empty() ? Rate(input.risk_free_annual)
                                               : compounded(sums.risk_free_growth, n).annual),
      periods_a_year(per_year > 0 ? Rate(per_year) : Rate(Reason::insufficient_data)),
      scale(root(periods_a_year)),
      shape(shape_of(sums.own)) {
  if (!input.benchmark.empty()) market_annual = compounded(sums.relative.market, n).annual;
}

Compounded RiskSample::compounded(const Growth& of, std::size_t periods) const {
  Compounded result;
  if (periods == 0) return result;
  result.total = of.factor - 1;
  if (per_year <= 0) return result;
  if (under_a_year && !input.annualize_under_one_year) {
    result.annual = Reason::period_under_one_year;
  } else if (of.lowest < 0) {
    result.annual = Reason::negative_base;
  } else {
    result.annual = portable::compound(of.factor - 1, per_year / static_cast<double>(periods));
  }
  return result;
}

}  // namespace dietz
