#include "calculations/annualize.hpp"

#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

Rate compounded(double r, double exponent) {
  if (!(r >= -1.0)) return Reason::undefined_ratio;
  const double result = portable::compound(r, exponent);
  return std::isfinite(result) ? Rate(result) : Rate(Reason::unsupported);
}

}  // namespace

Rate annualized(double period_return, std::int32_t days, UnderOneYear under) {
  if (days <= 0) return Reason::insufficient_data;
  if (days < days_of_a_year && under == UnderOneYear::refuse) return Reason::period_under_one_year;
  if (days == days_of_a_year && period_return >= -1.0) return period_return;
  return compounded(period_return, 365.0 / days);
}

Rate over_days(double annual_rate, std::int32_t days) { return compounded(annual_rate, days / 365.0); }

Rate per_period(double annual_rate, double periods_per_year) {
  if (!(periods_per_year > 0.0)) return Reason::insufficient_data;
  return compounded(annual_rate, 1.0 / periods_per_year);
}

}  // namespace dietz
