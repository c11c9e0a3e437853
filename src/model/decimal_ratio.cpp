#include "model/decimal_parts.hpp"

#include <algorithm>
#include <bit>
#include <optional>

namespace dietz {
namespace {

/// mantissa × 2^exponent for a mantissa of 54 bits whose last decides, with what is behind it, on rounding to even.
double rounded_to_double(std::uint64_t mantissa, bool sticky, int exponent) {
  const bool half = (mantissa & 1U) != 0;
  mantissa >>= 1;
  if (half && (sticky || (mantissa & 1U) != 0)) ++mantissa;
  // Decimals stay far inside the range of normal doubles, so the product with a power of two is exact.
  const auto power = std::bit_cast<double>(static_cast<std::uint64_t>(1023 + exponent + 1) << 52);
  return static_cast<double>(mantissa) * power;
}

/// The nearest double to numerator / denominator, both positive.
double nearest_double(Wide numerator, const Wide& denominator) {
  constexpr int wanted = 66;
  const int gap = static_cast<int>(numerator.bit_length()) - static_cast<int>(denominator.bit_length());
  const int shift = std::max(0, wanted - gap);
  numerator = numerator.shifted_left(static_cast<unsigned>(shift));
  const Wide::Division d = numerator.divided_by(denominator);
  const auto excess = d.quotient.bit_length() - 54;
  const bool sticky = !d.remainder.is_zero() || d.quotient.any_low_bits(excess);
  const auto mantissa = static_cast<std::uint64_t>(d.quotient.shifted_right(excess).low_128());
  return rounded_to_double(mantissa, sticky, static_cast<int>(excess) - shift);
}

/// The same for numbers of up to 127 bits, by one step of long division.
double nearest_double(u128 numerator, u128 denominator) {
  const unsigned up = 127 - bit_count(numerator), up_denominator = 128 - bit_count(denominator);
  const u128 n = numerator << up, d = denominator << up_denominator;  // n < 2^127 <= d
  const auto d_high = static_cast<std::uint64_t>(d >> 64), d_low = static_cast<std::uint64_t>(d);
  // n·2^64 / d by the high limb of d alone is at most two too large.
  const LimbDivision by_high = divide_limb(static_cast<std::uint64_t>(n >> 64), static_cast<std::uint64_t>(n), d_high);
  std::uint64_t quotient = by_high.quotient;
  u128 rest = by_high.remainder;
  while (rest >> 64 == 0 && static_cast<u128>(quotient) * d_low > rest << 64) {
    --quotient;
    rest += d_high;
  }
  const bool exact = rest >> 64 == 0 && static_cast<u128>(quotient) * d_low == rest << 64;
  const auto excess = static_cast<unsigned>(std::bit_width(quotient)) - 54;
  const bool sticky = !exact || (quotient & ((std::uint64_t{1} << excess) - 1)) != 0;
  const int exponent = static_cast<int>(excess) - 64 + static_cast<int>(up_denominator) - static_cast<int>(up);
  return rounded_to_double(quotient >> excess, sticky, exponent);
}

/// v × 10^shift if it has at most 127 bits.
std::optional<u128> aligned(u128 v, unsigned shift) {
  // 10^n has at most 3322/1000·n + 1 bits.
  if (shift > 37 || bit_count(v) + (shift == 0 ? 0 : shift * 3322 / 1000 + 1) > 127) return {};
  return v * power_of_ten(shift);
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
  const unsigned up_n = denominator.scale() - common, up_d = numerator.scale() - common;
  const u128 x = magnitude_of(a), y = magnitude_of(b);
  const auto n = aligned(x, up_n), d = aligned(y, up_d);
  const double value = n && d ? nearest_double(*n, *d)
                              : nearest_double(Wide(x).times_power_of_ten(up_n), Wide(y).times_power_of_ten(up_d));
  return negative ? -value : value;
}

}  // namespace dietz
