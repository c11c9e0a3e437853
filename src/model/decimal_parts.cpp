#include "model/decimal_parts.hpp"

#include <compare>

namespace dietz {
namespace {

/// Whether the magnitude grows by one unit when a positive rest was cut off.
bool rounds_away(Rounding mode, bool negative, bool odd, std::strong_ordering rest_to_half) {
  switch (mode) {
    case Rounding::half_even:
      return rest_to_half > 0 || (rest_to_half == 0 && odd);
    case Rounding::half_up:
      return rest_to_half >= 0;
    case Rounding::half_down:
      return rest_to_half > 0;
    case Rounding::up:
      return true;
    case Rounding::down:
      return false;
    case Rounding::ceiling:
      return !negative;
    case Rounding::floor:
      return negative;
  }
  return false;
}

}  // namespace

Wide divide_rounded(const Wide& numerator, const Wide& denominator, bool negative, Rounding mode) {
  const Wide::Division d = numerator.divided_by(denominator);
  if (d.remainder.is_zero()) return d.quotient;
  const auto rest_to_half = d.remainder.plus(d.remainder) <=> denominator;
  return rounds_away(mode, negative, d.quotient.is_odd(), rest_to_half) ? d.quotient.plus(Wide(1)) : d.quotient;
}

unsigned decimal_digits(const Wide& v) {
  unsigned digits = v.bit_length() * 1233 >> 12;
  if (Wide(1).times_power_of_ten(digits) <= v) ++digits;
  return digits;
}

void drop_trailing_zeros(Wide& magnitude, unsigned& scale) {
  while ((!fits(magnitude) || scale > Decimal::max_scale) && scale > 0 && !magnitude.is_zero()) {
    if (magnitude.is_odd()) return;  // spares most divisions
    const Wide::Division d = magnitude.divided_by(Wide(10));
    if (!d.remainder.is_zero()) return;
    magnitude = d.quotient;
    --scale;
  }
}

}  // namespace dietz
