#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>

namespace dietz {

__extension__ using i128 = __int128;
__extension__ using u128 = unsigned __int128;

/// 10^n as a 128-bit integer, 0 ≤ n ≤ 38.
[[nodiscard]] u128 power_of_ten(unsigned n);

/// Number of decimal digits of v; 0 has none.
[[nodiscard]] unsigned digit_count(u128 v);

/// An unsigned integer of 512 bits for the exact intermediates behind Decimal: products of two 128-bit coefficients,
/// their quotients, and their alignment to a power of ten. Operations that could lose bits are the caller's to bound;
/// none of the uses here comes near 512 bits.
class Wide {
 public:
  constexpr Wide() = default;
  constexpr explicit Wide(u128 v) : limbs_{static_cast<std::uint64_t>(v), static_cast<std::uint64_t>(v >> 64)} {}

  [[nodiscard]] bool is_zero() const;
  [[nodiscard]] unsigned bit_length() const;
  /// True if the value is below 2^128.
  [[nodiscard]] bool fits_128() const;
  [[nodiscard]] u128 low_128() const;
  [[nodiscard]] bool is_odd() const { return (limbs_[0] & 1U) != 0; }

  [[nodiscard]] Wide times(u128 factor) const;
  [[nodiscard]] Wide times_power_of_ten(unsigned n) const;
  [[nodiscard]] Wide plus(const Wide& other) const;
  /// this − other; other must not be larger.
  [[nodiscard]] Wide minus(const Wide& other) const;
  [[nodiscard]] Wide shifted_left(unsigned bits) const;
  [[nodiscard]] Wide shifted_right(unsigned bits) const;
  /// True if any of the lowest `bits` bits is set.
  [[nodiscard]] bool any_low_bits(unsigned bits) const;

  struct Division;
  /// Quotient and remainder; the divisor must not be zero (Knuth, TAOCP 2, 4.3.1, algorithm D).
  [[nodiscard]] Division divided_by(const Wide& divisor) const;

  [[nodiscard]] std::strong_ordering operator<=>(const Wide& other) const;
  [[nodiscard]] bool operator==(const Wide& other) const = default;

 private:
  static constexpr std::size_t size = 8;
  [[nodiscard]] std::size_t used() const;
  [[nodiscard]] Division divided_by_limb(std::uint64_t divisor) const;
  std::array<std::uint64_t, size> limbs_{};
};

struct Wide::Division {
  Wide quotient;
  Wide remainder;
};

}  // namespace dietz
