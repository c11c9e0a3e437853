#include "model/decimal.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

u128 magnitude_of(i128 v) { return v < 0 ? -static_cast<u128>(v) : static_cast<u128>(v); }

/// The nearest double to numerator / denominator, both positive.
double nearest_double(Wide numerator, const Wide& denominator) {
  constexpr int wanted = 66;
  const int gap = static_cast<int>(numerator.bit_length()) - static_cast<int>(denominator.bit_length());
  const int shift = std::max(0, wanted - gap);
  numerator = numerator.shifted_left(static_cast<unsigned>(shift));
  const Wide::Division d = numerator.divided_by(denominator);
  const auto excess = d.quotient.bit_length() - 54;
  const bool sticky = !d.remainder.is_zero() || d.quotient.any_low_bits(excess);
  auto mantissa = static_cast<std::uint64_t>(d.quotient.shifted_right(excess).low_128());
  // 54 bits: the last one is the half; with the rest behind it, it decides the rounding.
  const bool half = (mantissa & 1U) != 0;
  mantissa >>= 1;
  if (half && (sticky || (mantissa & 1U) != 0)) ++mantissa;
  return std::ldexp(static_cast<double>(mantissa), static_cast<int>(excess) + 1 - shift);
}

}  // namespace

double ratio(const Decimal& numerator, const Decimal& denominator) {
  if (numerator.is_zero()) return 0.0;
  constexpr i128 exact_in_double = static_cast<i128>(1) << 53;
  const i128 a = numerator.coefficient(), b = denominator.coefficient();
  if (numerator.scale() == denominator.scale() && a < exact_in_double && -a < exact_in_double && b < exact_in_double &&
      -b < exact_in_double) {
    return static_cast<double>(static_cast<std::int64_t>(a)) / static_cast<double>(static_cast<std::int64_t>(b));
  }
  if (a == b && numerator.scale() == denominator.scale()) return 1.0;
  const bool negative = numerator.is_negative() != denominator.is_negative();
  const unsigned common = std::min(numerator.scale(), denominator.scale());
  const Wide n = Wide(magnitude_of(a)).times_power_of_ten(denominator.scale() - common);
  const Wide d = Wide(magnitude_of(b)).times_power_of_ten(numerator.scale() - common);
  const double value = nearest_double(n, d);
  return negative ? -value : value;
}

}  // namespace dietz
