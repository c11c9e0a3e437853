#include "calculations/normal_distribution.hpp"

#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

constexpr double root_of_two_pi = 2.5066282746310005024;

/// P(X > x)/density(x) for x ≥ 1.5: with this many terms the rest is below 1e−17 of it.
double tail_by_density(double x) {
  const int terms = 20 + static_cast<int>(400 / (x * x));
  double fraction = x;
  for (int k = terms; k >= 1; --k) fraction = x + static_cast<double>(k) / fraction;
  return 1 / fraction;
}

/// ∫₀ˣ density / density(x).
double body_by_density(double x) {
  double term = x;
  double sum = x;
  for (int k = 3; std::abs(term) > std::abs(sum) * 0x1p-56 && k < 400; k += 2) {
    term = term * x * x / static_cast<double>(k);
    sum += term;
  }
  return sum;
}

/// P(X ≤ −x) for x ≥ 0.
double lower_tail(double x) {
  constexpr double tail_begins = 1.5;
  return x < tail_begins ? 0.5 - normal_density(x) * body_by_density(x) : normal_density(x) * tail_by_density(x);
}

}  // namespace

double normal_density(double x) {
  if (!(std::abs(x) < 64)) return 0;
  // The square of sixteenths is exact, so that large exponents lose nothing to rounding (Cody, 1969).
  const double coarse = static_cast<double>(static_cast<int>(x * 16)) / 16;
  return portable::exp(-0.5 * coarse * coarse) * portable::exp(-0.5 * (x - coarse) * (x + coarse)) / root_of_two_pi;
}

double normal_cdf(double x) {
  if (std::isnan(x)) return x;
  return x <= 0 ? lower_tail(-x) : 1 - lower_tail(x);
}

double normal_quantile(double p) {
  if (p > 0.5) return -normal_quantile(1 - p);
  const double t = std::sqrt(-2 * portable::log(p));
  double x = -(t - (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))));
  for (int step = 0; step < 3; ++step) {
    const double newton = (normal_cdf(x) - p) / normal_density(x);
    x -= newton / (1 + 0.5 * x * newton);
  }
  return x;
}

}  // namespace dietz
