#include "calculations/student_distribution.hpp"

#include "calculations/normal_distribution.hpp"
#include "calculations/portable_math.hpp"

#include <cmath>

namespace dietz {
namespace {

constexpr double root_of_pi = 1.7724538509055160273;

/// Γ(x + 1/2)/Γ(x). It rises by x + 1/2 over x from one x to the next; from 30 on the asymptotic series is exact to a
/// double.
double gamma_step(double x) {
  double factor = 1;
  for (; x < 30; x += 1) factor *= x / (x + 0.5);
  const double y = 1 / x;
  // √x (1 − 1/8x + 1/128x² + 5/1024x³ − 21/32768x⁴ − 399/262144x⁵ + 869/4194304x⁶ + 39325/33554432x⁷): D. E. Knuth et
  // al., Concrete Mathematics, exercise 9.60.
  const double series =
      1 + y * (-1.0 / 8 +
               y * (1.0 / 128 +
                    y * (5.0 / 1024 + y * (-21.0 / 32768 +
                                           y * (-399.0 / 262144 + y * (869.0 / 4194304 + y * 39325.0 / 33554432))))));
  return factor * std::sqrt(x) * series;
}

/// Γ((n+1)/2)/(√(nπ) Γ(n/2)), the density at 0.
double density_at_zero(double n) { return gamma_step(n / 2) / (std::sqrt(n) * root_of_pi); }

/// (1 + x²/n)^(−(n+1)/2).
double shape(double x, double n) { return portable::exp(-(n + 1) / 2 * portable::log1p(x * x / n)); }

/// The continued fraction of the incomplete beta function I_z(a, b), z < (a+1)/(a+b+2), by Lentz' method.
double beta_fraction(double z, double a, double b) {
  constexpr double tiny = 1e-300;
  const auto away_from_zero = [](double v) { return std::abs(v) < tiny ? tiny : v; };
  double c = 1;
  double d = 1 / away_from_zero(1 - (a + b) * z / (a + 1));
  double h = d;
  for (int m = 1; m <= 500; ++m) {
    const double even = m * (b - m) * z / ((a + 2 * m - 1) * (a + 2 * m));
    d = 1 / away_from_zero(1 + even * d);
    c = away_from_zero(1 + even / c);
    h *= d * c;
    const double odd = -(a + m) * (a + b + m) * z / ((a + 2 * m) * (a + 2 * m + 1));
    d = 1 / away_from_zero(1 + odd * d);
    c = away_from_zero(1 + odd / c);
    const double step = d * c;
    h *= step;
    if (std::abs(step - 1) < 0x1p-52) break;
  }
  return h;
}

/// P(X > x) for x ≥ 0, which is I_{n/(n+x²)}(n/2, 1/2)/2.
double upper_tail(double x, double n) {
  const double a = n / 2;
  const double z = n / (n + x * x);
  // z^a (1−z)^½/B(a, ½), with √((1−z)/…) and the beta function in terms of the density at 0.
  const double density = density_at_zero(n);
  if (z < (a + 1) / (a + 2.5)) {
    const double front = portable::exp(-a * portable::log1p(x * x / n)) * std::sqrt(1 - z) * density * std::sqrt(n);
    return front * beta_fraction(z, a, 0.5) / (2 * a);
  }
  const double w = x * x / (n + x * x);
  const double front = portable::exp(-a * portable::log1p(x * x / n)) * std::sqrt(w) * density * std::sqrt(n);
  return 0.5 - front * beta_fraction(w, 0.5, a);
}

}  // namespace

double student_cdf(double x, std::size_t degrees) {
  const auto n = static_cast<double>(degrees);
  return x < 0 ? upper_tail(-x, n) : 1 - upper_tail(x, n);
}

double student_quantile(double p, std::size_t degrees) {
  if (p < 0.5) return -student_quantile(1 - p, degrees);
  if (p == 0.5) return 0;
  const auto n = static_cast<double>(degrees);
  const double tail = 1 - p;
  const double density = density_at_zero(n);
  // From the normal quantile, which lies below; the upper tail is convex there, so Newton's steps rise to the root.
  double x = normal_quantile(p);
  for (int step = 0; step < 100; ++step) {
    const double next = x + (upper_tail(x, n) - tail) / (density * shape(x, n));
    const bool settled = std::abs(next - x) <= 1e-14 * next;
    x = next;
    if (settled) break;
  }
  return x;
}

}  // namespace dietz
