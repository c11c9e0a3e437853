#include "model/decimal_parts.hpp"

#include <algorithm>
#include <array>

// Sums, products and quotients of Decimals that don't fit 64 bits: first by 128-bit integers, which nearly all of these
// fit too, then by Wide.
namespace dietz {
namespace {

/// Rounds a magnitude of `digits` > 38 digits, of which up to 19 go, to working_digits where no rarer rule applies:
/// nothing when it is exact in 38 digits after all, or its scale is out of range.
std::optional<Decimal> round_quickly(Wide magnitude, unsigned digits, bool negative, unsigned scale) {
  const unsigned drop = digits - working_digits;
  if (drop > 19 || drop > scale || scale - drop > Decimal::max_scale) return {};
  const auto unit = static_cast<std::uint64_t>(power_of_ten(drop));
  const std::uint64_t rest = magnitude.divide_in_place(unit);
  if (rest % static_cast<std::uint64_t>(power_of_ten(digits - Decimal::max_digits)) == 0) return {};
  u128 rounded = magnitude.low_128();
  if (rest > unit / 2) ++rounded;  // half itself would be exact in 38 digits
  return Decimal::from_parts(with_sign(rounded, negative), scale - drop);
}

/// magnitude × 10^−scale at working precision: exact when it fits, else half-even to working_digits.
Decimal to_working(Wide magnitude, bool negative, unsigned scale) {
  if (fits(magnitude) && scale <= Decimal::max_scale)
    return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale);
  unsigned digits = decimal_digits(magnitude);
  if (digits > Decimal::max_digits) {
    if (const auto rounded = round_quickly(magnitude, digits, negative, scale)) return *rounded;
  }
  drop_trailing_zeros(magnitude, scale);
  if (fits(magnitude) && scale <= Decimal::max_scale)
    return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale);
  digits = decimal_digits(magnitude);
  unsigned drop = digits > working_digits ? digits - working_digits : 0;
  if (scale - std::min(drop, scale) > Decimal::max_scale) drop = scale - Decimal::max_scale;
  magnitude = divide_rounded(magnitude, Wide(1).times_power_of_ten(drop), negative, Rounding::half_even);
  if (drop > scale) {
    if (digits - scale <= Decimal::max_digits) magnitude = magnitude.times_power_of_ten(drop - scale);
    if (digits - scale > Decimal::max_digits || !fits(magnitude))
      throw DecimalOverflow("a value of more than 38 digits before the point");
    drop = scale;
  }
  return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale - drop);
}

struct Aligned {
  Wide magnitude;
  bool negative;
  unsigned scale;
};

Aligned wide_sum(const Decimal& a, const Decimal& b) {
  const unsigned scale = std::max(a.scale(), b.scale());
  const Wide x = Wide(magnitude_of(a)).times_power_of_ten(scale - a.scale());
  const Wide y = Wide(magnitude_of(b)).times_power_of_ten(scale - b.scale());
  if (a.is_negative() == b.is_negative()) return {x.plus(y), a.is_negative(), scale};
  return x >= y ? Aligned{x.minus(y), a.is_negative(), scale} : Aligned{y.minus(x), b.is_negative(), scale};
}

/// v × 10^shift where that surely stays below 2^126; nearly all sums are of such numbers.
bool align(i128& v, unsigned shift) {
  if (shift == 0) return bit_count(magnitude_of(v)) <= 126;
  // 10^n has at most 3322/1000·n + 1 bits.
  if (shift > 37 || bit_count(magnitude_of(v)) + shift * 3322 / 1000 + 1 > 126) return false;
  v *= static_cast<i128>(power_of_ten(shift));
  return true;
}

bool has_38_digits(i128 v) {
  constexpr auto limit = static_cast<i128>(power_of_ten(Decimal::max_digits));
  return -limit < v && v < limit;
}

/// The sum by 128-bit integers, where it fits 38 digits; its scale is the larger one.
bool quick_sum(const Decimal& a, const Decimal& b, i128& sum) {
  i128 x = a.coefficient(), y = b.coefficient();
  if (a.scale() < b.scale() ? !align(x, b.scale() - a.scale()) || !align(y, 0)
                            : !align(y, a.scale() - b.scale()) || !align(x, 0))
    return false;
  sum = x + y;
  return has_38_digits(sum);
}

/// The product by 128-bit integers, where it fits 38 digits and the scale is in range.
bool quick_product(const Decimal& a, const Decimal& b, i128& product) {
  const u128 x = magnitude_of(a), y = magnitude_of(b);
  if (a.scale() + b.scale() > Decimal::max_scale || bit_count(x) + bit_count(y) > 127) return false;
  product = with_sign(x * y, a.is_negative() != b.is_negative());
  return has_38_digits(product);
}

Wide wide_product(const Decimal& a, const Decimal& b) { return Wide(magnitude_of(a)).times(magnitude_of(b)); }

Decimal exact_from_wide(Wide magnitude, bool negative, unsigned scale) {
  drop_trailing_zeros(magnitude, scale);
  if (!fits(magnitude)) throw DecimalOverflow("an exact result of more than 38 significant digits");
  return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale);
}

}  // namespace

std::strong_ordering Decimal::compare(const Decimal& a, const Decimal& b) {
  if (a.scale_ == b.scale_) return order(a.coefficient(), b.coefficient());
  if (a.sign() != b.sign()) return a.sign() <=> b.sign();
  const unsigned scale = std::max(a.scale_, b.scale_);
  const Wide x = Wide(magnitude_of(a)).times_power_of_ten(scale - a.scale_);
  const Wide y = Wide(magnitude_of(b)).times_power_of_ten(scale - b.scale_);
  return a.is_negative() ? y <=> x : x <=> y;
}

Decimal Decimal::exact_sum(const Decimal& a, const Decimal& b) {
  i128 quick = 0;
  if (quick_sum(a, b, quick)) return {quick, std::max(a.scale_, b.scale_)};
  const Aligned s = wide_sum(a, b);
  return exact_from_wide(s.magnitude, s.negative, s.scale);
}

Decimal Decimal::exact_product(const Decimal& a, const Decimal& b) {
  i128 quick = 0;
  if (quick_product(a, b, quick)) return {quick, a.scale_ + b.scale_};
  return exact_from_wide(wide_product(a, b), a.is_negative() != b.is_negative(), a.scale_ + b.scale_);
}

Decimal Decimal::rounded_sum(const Decimal& a, const Decimal& b) {
  i128 quick = 0;
  if (quick_sum(a, b, quick)) return {quick, std::max(a.scale_, b.scale_)};
  const Aligned s = wide_sum(a, b);
  return to_working(s.magnitude, s.negative, s.scale);
}

Decimal Decimal::rounded_product(const Decimal& a, const Decimal& b) {
  i128 quick = 0;
  if (quick_product(a, b, quick)) return {quick, a.scale_ + b.scale_};
  return to_working(wide_product(a, b), a.is_negative() != b.is_negative(), a.scale_ + b.scale_);
}

namespace {

using ThreeLimbs = std::array<std::uint64_t, 3>;

/// Modulo 2^192.
constexpr ThreeLimbs times(const ThreeLimbs& a, u128 b) {
  const auto low = static_cast<std::uint64_t>(b), high = static_cast<std::uint64_t>(b >> 64);
  const u128 first = static_cast<u128>(a[0]) * low;
  const u128 second = static_cast<u128>(a[1]) * low + static_cast<std::uint64_t>(first >> 64);
  const u128 crossed = static_cast<u128>(a[0]) * high + static_cast<std::uint64_t>(second);
  const std::uint64_t third =
      a[2] * low + a[1] * high + static_cast<std::uint64_t>(second >> 64) + static_cast<std::uint64_t>(crossed >> 64);
  return {static_cast<std::uint64_t>(first), static_cast<std::uint64_t>(crossed), third};
}

constexpr auto make_long_powers_of_ten() {
  std::array<ThreeLimbs, 58> powers{};
  ThreeLimbs p{1, 0, 0};
  for (auto& entry : powers) {
    entry = p;
    p = times(p, 10);
  }
  return powers;
}
constexpr std::array<ThreeLimbs, 58> long_powers_of_ten = make_long_powers_of_ten();

/// Takes 10^n out of v as often as it goes in, at most `most` zeros in all.
void take_out(u128& v, unsigned& zeros, unsigned n, unsigned most) {
  while (zeros + n <= most && v % power_of_ten(n) == 0) {
    v /= power_of_ten(n);
    zeros += n;
  }
}

Decimal without_trailing_zeros(u128 magnitude, bool negative, unsigned scale) {
  unsigned zeros = 0;
  for (const unsigned n : {16U, 8U, 4U, 2U, 1U}) take_out(magnitude, zeros, n, scale);
  return Decimal::from_parts(with_sign(magnitude, negative), scale - zeros);
}

/// The quotient by a divisor of one limb to 37 or 38 digits, which is exact or shows how to round it. Nothing where a
/// rarer rule applies: the 38th digit makes a quotient of 37 exact, or the scale is out of range.
std::optional<Decimal> quick_quotient(u128 numerator, std::uint64_t divisor, bool negative, int scale_difference) {
  constexpr unsigned wanted = Decimal::max_digits - 1;
  const unsigned shift = wanted + digit_count(divisor) - digit_count(numerator);
  const int scale = scale_difference + static_cast<int>(shift);
  if (scale < static_cast<int>(Decimal::max_digits - working_digits) || scale > static_cast<int>(Decimal::max_scale))
    return {};
  const ThreeLimbs shifted = times(long_powers_of_ten[shift], numerator);
  const LimbDivision high = divide_limb(shifted[2], shifted[1], divisor);
  const LimbDivision low = divide_limb(high.remainder, shifted[0], divisor);
  const u128 quotient = static_cast<u128>(high.quotient) << 64 | low.quotient;
  if (low.remainder == 0) return without_trailing_zeros(quotient, negative, static_cast<unsigned>(scale));
  const bool of_37 = quotient < power_of_ten(wanted);
  if (of_37) {
    const u128 next = static_cast<u128>(low.remainder) * 10;
    if (divide_limb(static_cast<std::uint64_t>(next >> 64), static_cast<std::uint64_t>(next), divisor).remainder == 0)
      return {};
  }
  const std::uint64_t unit = of_37 ? 1'000 : 10'000;
  const std::uint64_t top = of_37 ? high.quotient / 1'000 : high.quotient / 10'000;
  const LimbDivision bottom = divide_limb(high.quotient - top * unit, low.quotient, unit);
  u128 rounded = static_cast<u128>(top) << 64 | bottom.quotient;
  if (bottom.remainder >= unit / 2) ++rounded;  // more than half, with what remains behind it
  return Decimal::from_parts(with_sign(rounded, negative), static_cast<unsigned>(scale) - (of_37 ? 3 : 4));
}

}  // namespace

Decimal working_quotient(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) throw DecimalOverflow("division by zero");
  if (a.is_zero()) return {};
  const bool negative = a.is_negative() != b.is_negative();
  const u128 numerator = magnitude_of(a), divisor = magnitude_of(b);
  const int scale_difference = static_cast<int>(a.scale()) - static_cast<int>(b.scale());
  if (divisor >> 64 == 0) {
    const auto quick = quick_quotient(numerator, static_cast<std::uint64_t>(divisor), negative, scale_difference);
    if (quick) return *quick;
  }
  // 10^shift is chosen so that the integer quotient has at least working_digits + 1 digits; a sticky last digit keeps
  // the single rounding of to_working correct.
  const int digits_a = static_cast<int>(digit_count(numerator)), digits_b = static_cast<int>(digit_count(divisor));
  int shift = std::max(0, static_cast<int>(Decimal::max_digits) + 2 + digits_b - digits_a);
  shift = std::max(shift, -scale_difference);
  const Wide shifted = Wide(numerator).times_power_of_ten(static_cast<unsigned>(shift));
  const Wide::Division d = shifted.divided_by(Wide(divisor));
  auto scale = static_cast<unsigned>(scale_difference + shift);
  Wide quotient = d.quotient;
  if (d.remainder.is_zero()) {
    while (scale > 0) {
      const Wide::Division tenth = quotient.divided_by(Wide(10));
      if (!tenth.remainder.is_zero()) break;
      quotient = tenth.quotient;
      --scale;
    }
  } else {
    quotient = quotient.times(10).plus(Wide(1));
    ++scale;
  }
  return to_working(quotient, negative, scale);
}

}  // namespace dietz
