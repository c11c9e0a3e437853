#include "calculations/attribution_linking.hpp"

#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

double growth_of(std::span<const PeriodReturns> periods, double PeriodReturns::*side) {
  double growth = 1.0;
  for (const PeriodReturns& period : periods) growth *= 1.0 + period.*side;
  return growth;
}

/// (e^x − 1)/x, at 0 its limit.
double relative_growth(double x) { return x == 0.0 ? 1.0 : portable::expm1(x) / x; }

LinkingFactors no_factors(double growth, std::string whose) {
  LinkingFactors none;
  none.reason = growth == 0.0 ? Reason::zero_base : Reason::negative_base;
  none.detail = std::move(whose) + (growth == 0.0 ? " lost everything" : " lost more than everything") +
                "; GRAP, Frongello and Davies-Laker link that too";
  return none;
}

/// ((P − B)/T)/((1 + P)^(1/T) − (1 + B)^(1/T)).
double menchero_mean(double portfolio_growth, double benchmark_growth, double active, double periods) {
  if (portfolio_growth == 0.0 || benchmark_growth == 0.0) {
    if (portfolio_growth == benchmark_growth) return periods == 1.0 ? 1.0 : 0.0;
    const double roots =
        portable::pow(portfolio_growth, 1.0 / periods) - portable::pow(benchmark_growth, 1.0 / periods);
    return active / periods / roots;
  }
  const double distance = portable::log1p(active / benchmark_growth);
  return portable::pow(benchmark_growth, 1.0 - 1.0 / periods) * relative_growth(distance) /
         relative_growth(distance / periods);
}

}  // namespace

double carino_coefficient(double benchmark, double active) {
  const double growth = 1.0 + benchmark;
  const double ratio = active / growth;
  return (ratio == 0.0 ? 1.0 : portable::log1p(ratio) / ratio) / growth;
}

double compounded_active_return(std::span<const PeriodReturns> periods) {
  double active = 0.0;
  double portfolio_growth = 1.0;
  for (const PeriodReturns& period : periods) {
    active = active * (1.0 + period.benchmark) + portfolio_growth * (period.portfolio - period.benchmark);
    portfolio_growth *= 1.0 + period.portfolio;
  }
  return active;
}

double compounded(std::span<const double> returns) {
  double growth = 1.0;
  for (const double r : returns) growth *= 1.0 + r;
  return growth - 1.0;
}

LinkingFactors carino_factors(std::span<const PeriodReturns> periods) {
  LinkingFactors linking;
  for (const PeriodReturns& period : periods) {
    if (!(1.0 + period.portfolio > 0.0)) return no_factors(1.0 + period.portfolio, "the portfolio");
    if (!(1.0 + period.benchmark > 0.0)) return no_factors(1.0 + period.benchmark, "the benchmark");
  }
  const double benchmark_growth = growth_of(periods, &PeriodReturns::benchmark);
  const double whole = carino_coefficient(benchmark_growth - 1.0, compounded_active_return(periods));
  for (const PeriodReturns& period : periods)
    linking.factors.push_back(carino_coefficient(period.benchmark, period.portfolio - period.benchmark) / whole);
  return linking;
}

LinkingFactors menchero_factors(std::span<const PeriodReturns> periods) {
  const double portfolio_growth = growth_of(periods, &PeriodReturns::portfolio);
  const double benchmark_growth = growth_of(periods, &PeriodReturns::benchmark);
  if (portfolio_growth < 0.0) return no_factors(portfolio_growth, "the portfolio");
  if (benchmark_growth < 0.0) return no_factors(benchmark_growth, "the benchmark");
  const double active = compounded_active_return(periods);
  const double mean = menchero_mean(portfolio_growth, benchmark_growth, active, static_cast<double>(periods.size()));
  double sum = 0.0;
  double largest = 0.0;
  for (const PeriodReturns& period : periods) {
    sum += period.portfolio - period.benchmark;
    largest = std::max(largest, std::abs(period.portfolio - period.benchmark));
  }
  // Scaled by the largest one, squares of tiny active returns don't vanish.
  double squares = 0.0;
  for (const PeriodReturns& period : periods) {
    const double scaled = largest == 0.0 ? 0.0 : (period.portfolio - period.benchmark) / largest;
    squares += scaled * scaled;
  }
  LinkingFactors linking;
  for (const PeriodReturns& period : periods) {
    const double share = largest == 0.0 ? 0.0
                                        : ((period.portfolio - period.benchmark) / largest / squares) *
                                              ((active - mean * sum) / largest);
    linking.factors.push_back(mean + share);
  }
  return linking;
}

LinkingFactors grap_factors(std::span<const PeriodReturns> periods) {
  LinkingFactors linking;
  linking.factors.resize(periods.size(), 1.0);
  double before = 1.0;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    linking.factors[t] = before;
    before *= 1.0 + periods[t].portfolio;
  }
  double after = 1.0;
  for (std::size_t t = periods.size(); t-- > 0;) {
    linking.factors[t] *= after;
    after *= 1.0 + periods[t].benchmark;
  }
  return linking;
}

}  // namespace dietz
