#pragma once

#include "model/decimal.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <cstdint>
#include <optional>

// Decimals as exact rationals of another library.
namespace dietz::test {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

constexpr Rounding modes[] = {Rounding::half_even, Rounding::half_up, Rounding::half_down, Rounding::up,
                              Rounding::down,      Rounding::ceiling, Rounding::floor};

inline cpp_int ten_to(unsigned n) { return boost::multiprecision::pow(cpp_int(10), n); }

inline cpp_int big(i128 value) {
  const auto magnitude = value < 0 ? -static_cast<u128>(value) : static_cast<u128>(value);
  const cpp_int out =
      (cpp_int(static_cast<std::uint64_t>(magnitude >> 64)) << 64) + static_cast<std::uint64_t>(magnitude);
  return value < 0 ? cpp_int(-out) : out;
}

inline cpp_rational exact(const Decimal& d) { return {big(d.coefficient()), ten_to(d.scale())}; }

/// value × 10^places rounded to an integer by the definition of the mode.
inline cpp_int rounded_units(const cpp_rational& value, unsigned places, Rounding mode) {
  const cpp_rational scaled = value * ten_to(places);
  const cpp_int n = numerator(scaled), d = denominator(scaled);
  const cpp_int whole = abs(n) / d;  // toward zero
  const cpp_int twice_rest = (abs(n) % d) * 2;
  const bool negative = n < 0;
  bool away = twice_rest != 0;
  switch (mode) {
    case Rounding::half_even:
      away = twice_rest > d || (twice_rest == d && whole % 2 == 1);
      break;
    case Rounding::half_up:
      away = twice_rest >= d;
      break;
    case Rounding::half_down:
      away = twice_rest > d;
      break;
    case Rounding::up:
      break;
    case Rounding::down:
      away = false;
      break;
    case Rounding::ceiling:
      away = away && !negative;
      break;
    case Rounding::floor:
      away = away && negative;
      break;
  }
  const cpp_int magnitude = whole + (away ? 1 : 0);
  return negative ? cpp_int(-magnitude) : magnitude;
}

inline bool representable(const cpp_int& units) { return abs(units) < ten_to(Decimal::max_digits); }

/// What a throwing operation gives, or nothing on overflow.
template <class Operation>
std::optional<Decimal> unless_overflow(Operation operation) {
  try {
    return operation();
  } catch (const DecimalOverflow&) {
    return {};
  }
}

/// Whether a value has a Decimal: at most 38 digits after trailing zeros of the fraction are dropped.
inline bool has_decimal(const cpp_rational& value) {
  cpp_int rest = denominator(value);
  unsigned twos = 0, fives = 0;
  for (; rest % 2 == 0; rest /= 2) ++twos;
  for (; rest % 5 == 0; rest /= 5) ++fives;
  const unsigned scale = std::max(twos, fives);
  return rest == 1 && scale <= Decimal::max_scale && representable(numerator(cpp_rational(value * ten_to(scale))));
}

/// The nearest value of 34 significant digits, ties to even, within the places a Decimal has.
inline cpp_rational to_34_digits(const cpp_rational& value) {
  if (value == 0) return value;
  int exponent = 0;  // |value| in [10^33, 10^34) × 10^exponent
  const auto power = [](int n) {
    return n >= 0 ? cpp_rational(ten_to(static_cast<unsigned>(n))) : cpp_rational(1, ten_to(static_cast<unsigned>(-n)));
  };
  const cpp_rational magnitude = abs(value);
  while (magnitude >= power(34 + exponent)) ++exponent;
  while (magnitude < power(33 + exponent)) --exponent;
  exponent = std::max(exponent, -static_cast<int>(Decimal::max_scale));
  const cpp_int units = rounded_units(value / power(exponent), 0, Rounding::half_even);
  return cpp_rational(units) * power(exponent);
}

}  // namespace dietz::test
