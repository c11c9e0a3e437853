#include "calculations/portable_math.hpp"

#include "calculations/portable_math_tables.hpp"

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace dietz::portable {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
constexpr std::uint64_t mantissa_mask = (std::uint64_t{1} << 52) - 1;
/// Added and taken away again, it rounds a double below 2^51 to the nearest integer.
constexpr double rounder = 0x1.8p52;

/// a + b without error; no order of magnitude assumed (D. E. Knuth).
TwoDoubles two_sum(double a, double b) {
  const double sum = a + b;
  const double b_part = sum - a;
  return {sum, (a - (sum - b_part)) + (b - b_part)};
}

/// a·b without error for |a|, |b| < 2^970 (G. W. Veltkamp, T. J. Dekker).
TwoDoubles two_product(double a, double b) {
  constexpr double splitter = 0x1p27 + 1.0;
  const double a_scaled = splitter * a;
  const double a_high = a_scaled - (a_scaled - a);
  const double a_low = a - a_high;
  const double b_scaled = splitter * b;
  const double b_high = b_scaled - (b_scaled - b);
  const double b_low = b - b_high;
  const double product = a * b;
  return {product, ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low};
}

double magnitude(double x) { return std::bit_cast<double>(std::bit_cast<std::uint64_t>(x) << 1 >> 1); }

/// 2^k for −1022 ≤ k ≤ 1023.
double power_of_two(std::int64_t k) { return std::bit_cast<double>(static_cast<std::uint64_t>(k + 1023) << 52); }

double scaled(double value, std::int64_t k) {
  if (k > 1023) return value * 0x1p1023 * power_of_two(k - 1023);
  if (k < -1022) return value * power_of_two(k + 1000) * 0x1p-1000;
  return value * power_of_two(k);
}

/// x as (128·octave + step)·ln2/128 + rest, |rest| ≤ ln2/256.
struct Reduced {
  std::int64_t octave;
  std::size_t step;
  double rest;
};

Reduced reduce(double high, double low) {
  constexpr double steps_a_unit = 0x1.71547652b82fep+7;  // 128 / ln2
  const double n = (high * steps_a_unit + rounder) - rounder;
  const double rest = (high - n * ln2_over_128.high) - (n * ln2_over_128.low - low);
  const auto whole = static_cast<std::int64_t>(n);
  return {whole >> 7, static_cast<std::size_t>(whole & 127), rest};
}

/// e^r − 1 for |r| ≤ ln2/256.
double small_expm1(double r) {
  const double r2 = r * r;
  return r + r2 * (0.5 + r * (1.0 / 6.0) + r2 * (1.0 / 24.0 + r * (1.0 / 120.0)));
}

/// e^(high + low), |low| far below high.
double exp_of_sum(double high, double low) {
  if (high > 709.8) return infinity;
  if (high < -745.2) return 0.0;
  const Reduced x = reduce(high, low);
  const TwoDoubles power = powers_of_two[x.step];
  return scaled(power.high + (power.low + power.high * small_expm1(x.rest)), x.octave);
}

/// ln(x) for finite x > 0 as a sum of two doubles, relative error about 2^-65.
TwoDoubles log_in_two(double x) {
  std::int64_t exponent = 0;
  if (x < std::numeric_limits<double>::min()) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<std::int64_t>(bits >> 52) - 1023;
  const auto interval = static_cast<std::size_t>(bits >> 45 & 127);
  std::uint64_t one = std::uint64_t{1023} << 52;
  if (interval >= 53) {
    ++exponent;
    one = std::uint64_t{1022} << 52;
  }
  const std::uint64_t z_bits = (bits & mantissa_mask) | one;
  const double z = std::bit_cast<double>(z_bits);
  const double z_high = std::bit_cast<double>(z_bits & ~((std::uint64_t{1} << 21) - 1));
  const LogarithmRow& row = logarithms[interval];
  // r = z·c − 1 exactly, as c has ten bits.
  const TwoDoubles r = two_sum(z_high * row.inverse - 1.0, (z - z_high) * row.inverse);
  const double k = static_cast<double>(exponent);
  const double r1 = r.high;
  const TwoDoubles half_square = two_product(0.5 * r1, r1);
  const double series =
      r1 * r1 * r1 *
      (1.0 / 3.0 -
       r1 * (0.25 - r1 * (0.2 - r1 * (1.0 / 6.0 - r1 * (1.0 / 7.0 - r1 * (0.125 - r1 * (1.0 / 9.0 - r1 * 0.1)))))));
  const TwoDoubles first = two_sum(k * ln2.high + row.log_high, r1);
  const TwoDoubles second = two_sum(first.high, -half_square.high);
  const double tail =
      ((k * ln2.low + row.log_low) + (r.low - r1 * r.low)) + (first.low + second.low) - half_square.low + series;
  return two_sum(second.high, tail);
}

/// ln(1 + x) for finite x > −1, x ≠ 0.
TwoDoubles log1p_in_two(double x) {
  if (magnitude(x) < 0x1p-40) return two_sum(x, -0.5 * x * x);
  const TwoDoubles sum = two_sum(1.0, x);
  const TwoDoubles logarithm = log_in_two(sum.high);
  return two_sum(logarithm.high, logarithm.low + sum.low / sum.high);
}

bool is_integer(double y) {
  if (y >= 0x1p52 || y <= -0x1p52) return true;
  return static_cast<double>(static_cast<std::int64_t>(y)) == y;
}
bool is_odd(double y) { return y > -0x1p53 && y < 0x1p53 && is_integer(y) && (static_cast<std::int64_t>(y) & 1) != 0; }
bool has_sign(double x) { return (std::bit_cast<std::uint64_t>(x) >> 63) != 0; }

/// x^y for finite x > 0, finite y.
double pow_of_positive(double x, double y) {
  const TwoDoubles logarithm = log_in_two(x);
  const double exponent = y * logarithm.high;
  if (exponent > 710.0) return infinity;
  if (exponent < -746.0) return 0.0;
  if (magnitude(exponent) < 0x1p-60) return 1.0;
  const TwoDoubles product = two_product(y, logarithm.high);
  return exp_of_sum(product.high, product.low + y * logarithm.low);
}

/// e^(high + low) − 1 for |high| < 0.35.
double series_expm1(double x, double low) {
  const TwoDoubles half_square = two_product(0.5 * x, x);
  double series = 1.0 / 87178291200.0;
  for (const double factorial :
       {6227020800.0, 479001600.0, 39916800.0, 3628800.0, 362880.0, 40320.0, 5040.0, 720.0, 120.0, 24.0, 6.0}) {
    series = series * x + 1.0 / factorial;
  }
  const TwoDoubles sum = two_sum(x, half_square.high);
  return sum.high + (sum.low + (half_square.low + (low + low * x) + x * x * x * series));
}

double expm1_of_sum(double high, double low) {
  if (magnitude(high) < 0.35) return series_expm1(high, low);
  if (high > 40.0) return exp_of_sum(high, low);
  if (high < -40.0) return -1.0;
  const Reduced x = reduce(high, low);
  const double scale = power_of_two(x.octave);
  const double power = scale * powers_of_two[x.step].high;
  const TwoDoubles sum = two_sum(power, -1.0);
  return sum.high + (sum.low + (scale * powers_of_two[x.step].low + power * small_expm1(x.rest)));
}

}  // namespace

double exp(double x) {
  if (x != x) return x;
  return exp_of_sum(x, 0.0);
}

double expm1(double x) {
  if (magnitude(x) < 0x1p-54 || x != x) return x;
  return expm1_of_sum(x, 0.0);
}

double log(double x) {
  if (x != x || x == infinity) return x;
  if (x == 0.0) return -infinity;
  if (x < 0.0) return not_a_number;
  return log_in_two(x).high;
}

double log1p(double x) {
  if (x != x || x == infinity || magnitude(x) < 0x1p-54) return x;
  if (x == -1.0) return -infinity;
  if (x < -1.0) return not_a_number;
  return log1p_in_two(x).high;
}

double pow(double x, double y) {
  if (y == 0.0 || x == 1.0) return 1.0;
  if (x != x || y != y) return x + y;
  const double size = magnitude(x);
  if (magnitude(y) == infinity) return size == 1.0 ? 1.0 : (size > 1.0) == (y > 0.0) ? infinity : 0.0;
  const double sign = has_sign(x) && is_odd(y) ? -1.0 : 1.0;
  if (size == 0.0 || size == infinity) return sign * ((size == infinity) == (y > 0.0) ? infinity : 0.0);
  if (has_sign(x) && !is_integer(y)) return not_a_number;
  return sign * pow_of_positive(size, y);
}

double compound(double r, double exponent) {
  if (r <= -1.0 || r == infinity || r != r || exponent != exponent) return pow(1.0 + r, exponent) - 1.0;
  if (r == 0.0) return 0.0;
  const TwoDoubles logarithm = log1p_in_two(r);
  const double product = exponent * logarithm.high;
  if (product > 710.0) return infinity;
  if (product < -746.0) return -1.0;
  if (magnitude(product) < 0x1p-900) return product;
  const TwoDoubles exact = two_product(exponent, logarithm.high);
  return expm1_of_sum(exact.high, exact.low + exponent * logarithm.low);
}

}  // namespace dietz::portable
