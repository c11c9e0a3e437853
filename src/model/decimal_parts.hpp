#pragma once

#include "base/wide_integer.hpp"
#include "model/decimal.hpp"

// Sign and magnitude: what the operations of Decimal are made of. For model alone.
namespace dietz {

[[nodiscard]] constexpr u128 magnitude_of(i128 v) { return v < 0 ? -static_cast<u128>(v) : static_cast<u128>(v); }
[[nodiscard]] constexpr u128 magnitude_of(const Decimal& v) { return magnitude_of(v.coefficient()); }
[[nodiscard]] constexpr i128 with_sign(u128 magnitude, bool negative) {
  return negative ? -static_cast<i128>(magnitude) : static_cast<i128>(magnitude);
}

/// At most 38 digits.
[[nodiscard]] inline bool fits(const Wide& magnitude) {
  return magnitude.fits_128() && magnitude.low_128() < power_of_ten(Decimal::max_digits);
}

/// Number of decimal digits; 0 has none.
[[nodiscard]] unsigned decimal_digits(const Wide& v);

/// numerator / denominator to an integer by `mode`; the sign is carried apart.
[[nodiscard]] Wide divide_rounded(const Wide& numerator, const Wide& denominator, bool negative, Rounding mode);

/// Shortens a fraction that ends in zeros until the value fits a Decimal, if it can.
void drop_trailing_zeros(Wide& magnitude, unsigned& scale);

}  // namespace dietz
