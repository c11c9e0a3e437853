#pragma once

#include <array>
#include <bit>
#include <compare>
#include <cstdint>

namespace dietz {

__extension__ using i128 = __int128;
__extension__ using u128 = unsigned __int128;

namespace wide_integer_detail {

constexpr std::array<u128, 39> make_powers_of_ten() {
  std::array<u128, 39> powers{};
  u128 p = 1;
  for (auto& entry : powers) {
    entry = p;
    p *= 10;
  }
  return powers;
}
inline constexpr std::array<u128, 39> powers_of_ten = make_powers_of_ten();

}  // namespace wide_integer_detail

/// 10^n as a 128-bit integer, 0 ≤ n ≤ 38.
[[nodiscard]] constexpr u128 power_of_ten(unsigned n) { return wide_integer_detail::powers_of_ten[n]; }

/// Number of binary digits of v; 0 has none.
[[nodiscard]] constexpr unsigned bit_count(u128 v) {
  const auto high = static_cast<std::uint64_t>(v >> 64);
  return high != 0 ? 64 + static_cast<unsigned>(std::bit_width(high))
                   : static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(v)));
}

/// Number of decimal digits of v; 0 has none.
[[nodiscard]] constexpr unsigned digit_count(u128 v) {
  if (v == 0) return 0;
  const unsigned estimate = bit_count(v) * 1233 >> 12;  // 1233 / 4096 is just below log10(2)
  return estimate + (estimate < 39 && v >= power_of_ten(estimate) ? 1 : 0);
}

struct LimbDivision {
  std::uint64_t quotient, remainder;
};

/// (high:low) / divisor where high < divisor, so that the quotient fits. Compilers call a general 128-bit division for
/// this; the processor has an instruction.
[[nodiscard]] inline LimbDivision divide_limb(std::uint64_t high, std::uint64_t low, std::uint64_t divisor) {
#if defined(__x86_64__)
  LimbDivision d{};
  __asm__("divq %4" : "=a"(d.quotient), "=d"(d.remainder) : "0"(low), "1"(high), "r"(divisor) : "cc");
  return d;
#else
  const u128 value = static_cast<u128>(high) << 64 | low;
  return {static_cast<std::uint64_t>(value / divisor), static_cast<std::uint64_t>(value % divisor)};
#endif
}

/// An unsigned integer of 512 bits for the exact intermediates behind Decimal: products of two 128-bit coefficients,
/// their quotients, and their alignment to a power of ten. Operations that could lose bits are the caller's to bound;
/// none of the uses here comes near 512 bits.
class Wide {
 public:
  constexpr Wide() = default;
  constexpr explicit Wide(u128 v)
      : limbs_{static_cast<std::uint64_t>(v), static_cast<std::uint64_t>(v >> 64)},
        used_(v >> 64 != 0 ? 2
              : v != 0     ? 1
                           : 0) {}

  [[nodiscard]] bool is_zero() const { return used_ == 0; }
  [[nodiscard]] unsigned bit_length() const;
  /// True if the value is below 2^128.
  [[nodiscard]] bool fits_128() const { return used_ <= 2; }
  [[nodiscard]] u128 low_128() const { return static_cast<u128>(limbs_[1]) << 64 | limbs_[0]; }
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
  /// Becomes the quotient; the answer is the remainder.
  std::uint64_t divide_in_place(std::uint64_t divisor);

  [[nodiscard]] std::strong_ordering operator<=>(const Wide& other) const;
  [[nodiscard]] bool operator==(const Wide& other) const = default;

 private:
  static constexpr std::size_t size = 8;
  /// Counts the limbs in use, of which there are at most `most`.
  void count_used(std::size_t most) {
    while (most > 0 && limbs_[most - 1] == 0) --most;
    used_ = most;
  }
  std::array<std::uint64_t, size> limbs_{};
  std::size_t used_ = 0;  ///< limbs from here on are 0
};

struct Wide::Division {
  Wide quotient;
  Wide remainder;
};

}  // namespace dietz
