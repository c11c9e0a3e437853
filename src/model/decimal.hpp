#pragma once

#include "base/result.hpp"
#include "base/wide_integer.hpp"
#include "model/rounding.hpp"

#include <compare>
#include <concepts>
#include <cstdint>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// An exact result needs more than 38 significant digits (or more than Decimal::max_scale decimal places).
/// Operators throw it; every public calculation catches it at its boundary and answers with a reason or an Error.
class DecimalOverflow : public std::overflow_error {
 public:
  explicit DecimalOverflow(const char* what) : std::overflow_error(what) {}
};

/// An exact decimal number: coefficient × 10^−scale, with up to 38 significant digits. Facts (amounts, quantities,
/// prices, rates) are Decimals from the text of the file to the printed page; no binary float comes between.
///
/// There is no conversion from or to double but `ratio` and `to_double`, both correctly rounded.
class Decimal {
 public:
  static constexpr unsigned max_digits = 38;
  static constexpr unsigned max_scale = 76;
  /// Decimal places a fact may have in a file or a request.
  static constexpr unsigned max_fact_scale = 18;

  constexpr Decimal() = default;
  constexpr explicit Decimal(std::int64_t integer) : Decimal(static_cast<i128>(integer), 0) {}
  template <std::floating_point Float>
  explicit Decimal(Float) = delete;
  /// coefficient × 10^−scale. Throws DecimalOverflow beyond 38 digits or max_scale.
  [[nodiscard]] static Decimal from_parts(i128 coefficient, unsigned scale) {
    constexpr auto limit = static_cast<i128>(power_of_ten(max_digits));
    if (-limit < coefficient && coefficient < limit && scale <= max_scale) return Decimal(coefficient, scale);
    return shortened(coefficient, scale);
  }

  /// Strict text: `-?(0|[1-9][0-9]*)(\.[0-9]+)?`, at most 38 significant digits and `max_places` decimal places.
  /// No sign +, exponent, grouping, blanks, NaN or infinity.
  [[nodiscard]] static std::optional<Decimal> parse(std::string_view text, unsigned max_places = max_fact_scale);

  /// Text of the same form with any number of digits (up to 150), rounded once to `places`.
  [[nodiscard]] static std::optional<Decimal> parse_rounded(std::string_view text, unsigned places, Rounding mode);

  [[nodiscard]] constexpr i128 coefficient() const { return static_cast<i128>(static_cast<u128>(high_) << 64 | low_); }
  [[nodiscard]] constexpr unsigned scale() const { return scale_; }
  [[nodiscard]] constexpr bool is_zero() const { return (high_ | low_) == 0; }
  [[nodiscard]] constexpr bool is_negative() const { return static_cast<std::int64_t>(high_) < 0; }
  [[nodiscard]] constexpr int sign() const { return is_negative() ? -1 : is_zero() ? 0 : 1; }
  [[nodiscard]] Decimal abs() const { return is_negative() ? -*this : *this; }
  /// The same value without trailing zeros in the fraction.
  [[nodiscard]] Decimal normalized() const;

  /// The nearest value with `places` decimal places by `mode` (exact if it has no more). Zero has no sign.
  [[nodiscard]] Decimal rounded(unsigned places, Rounding mode = Rounding::half_even) const;

  /// Canonical text: no exponent, no trailing zeros in the fraction, no minus on zero.
  [[nodiscard]] std::string to_string() const;
  /// With at least `places` decimal places (padded with zeros); more if the value has more.
  [[nodiscard]] std::string to_string_at_least(unsigned places) const;
  /// The nearest double (ties to even).
  [[nodiscard]] double to_double() const;

  friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    return short_pair(a, b) ? order(a.units_at(b), b.units_at(a)) : compare(a, b);
  }
  friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }
  /// Exact, or DecimalOverflow.
  friend Decimal operator+(const Decimal& a, const Decimal& b) {
    return short_pair(a, b) ? short_sum(a, b) : exact_sum(a, b);
  }
  friend Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }
  friend Decimal operator*(const Decimal& a, const Decimal& b) {
    return short_factors(a, b) ? short_product(a, b) : exact_product(a, b);
  }
  Decimal operator-() const { return Decimal(-coefficient(), scale_); }
  Decimal& operator+=(const Decimal& other) { return *this = *this + other; }
  Decimal& operator-=(const Decimal& other) { return *this = *this - other; }

  friend Decimal working_sum(const Decimal& a, const Decimal& b);
  friend Decimal working_product(const Decimal& a, const Decimal& b);

 private:
  /// What `parse` does, for text of any length.
  [[nodiscard]] static std::optional<Decimal> parse_long(std::string_view text, unsigned max_places);

  constexpr Decimal(i128 coefficient, unsigned scale)
      : low_(static_cast<std::uint64_t>(coefficient)),
        high_(static_cast<std::uint64_t>(static_cast<u128>(coefficient) >> 64)),
        scale_(scale) {}

  /// from_parts where zeros at the end must go, or nothing helps.
  [[nodiscard]] static Decimal shortened(i128 coefficient, unsigned scale);

  // Nearly all facts have a coefficient of 64 bits, and what is computed of two of those fits 128 bits and 38 digits
  // without a check.
  [[nodiscard]] constexpr bool is_short() const {
    return high_ == static_cast<std::uint64_t>(static_cast<std::int64_t>(low_) >> 63);
  }
  [[nodiscard]] static constexpr bool short_pair(const Decimal& a, const Decimal& b) {
    return a.is_short() && b.is_short() && a.scale_ <= b.scale_ + 18 && b.scale_ <= a.scale_ + 18;
  }
  /// The coefficient at the larger of the two scales; of a short pair.
  [[nodiscard]] constexpr i128 units_at(const Decimal& other) const {
    const auto units = static_cast<i128>(static_cast<std::int64_t>(low_));
    return other.scale_ <= scale_ ? units : units * static_cast<std::int64_t>(power_of_ten(other.scale_ - scale_));
  }
  [[nodiscard]] static constexpr std::strong_ordering order(i128 a, i128 b) {
    return a < b ? std::strong_ordering::less : a > b ? std::strong_ordering::greater : std::strong_ordering::equal;
  }
  [[nodiscard]] static constexpr Decimal short_sum(const Decimal& a, const Decimal& b) {
    return {a.units_at(b) + b.units_at(a), a.scale_ > b.scale_ ? a.scale_ : b.scale_};
  }
  [[nodiscard]] static constexpr bool short_factors(const Decimal& a, const Decimal& b) {
    return a.is_short() && b.is_short() && a.scale_ + b.scale_ <= max_scale;
  }
  [[nodiscard]] static constexpr Decimal short_product(const Decimal& a, const Decimal& b) {
    return {static_cast<i128>(static_cast<std::int64_t>(a.low_)) * static_cast<std::int64_t>(b.low_),
            a.scale_ + b.scale_};
  }
  [[nodiscard]] static std::strong_ordering compare(const Decimal& a, const Decimal& b);
  [[nodiscard]] static Decimal exact_sum(const Decimal& a, const Decimal& b);
  [[nodiscard]] static Decimal exact_product(const Decimal& a, const Decimal& b);
  [[nodiscard]] static Decimal rounded_sum(const Decimal& a, const Decimal& b);
  [[nodiscard]] static Decimal rounded_product(const Decimal& a, const Decimal& b);

  // Two halves instead of one __int128 keep the alignment at 8 and the size at 24 bytes.
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
  std::uint32_t scale_ = 0;
};

/// Operations rounded once, at the end, to `places` decimal places. Division by zero and results over 38 digits are
/// errors of kind invalid.
[[nodiscard]] Result<Decimal> multiply(const Decimal& a, const Decimal& b, unsigned places, Rounding mode);
[[nodiscard]] Result<Decimal> divide(const Decimal& a, const Decimal& b, unsigned places, Rounding mode);
/// a·b/c with an exact intermediate product.
[[nodiscard]] Result<Decimal> multiply_divide(const Decimal& a, const Decimal& b, const Decimal& c, unsigned places,
                                              Rounding mode);

/// Working precision: exact when the result fits 38 digits, else rounded half-even to 34 significant digits. Rounding
/// to significant digits (not places) keeps results proportional when all amounts are scaled by a power of ten.
/// Division by zero throws DecimalOverflow.
constexpr unsigned working_digits = 34;
[[nodiscard]] inline Decimal working_sum(const Decimal& a, const Decimal& b) {
  return Decimal::short_pair(a, b) ? Decimal::short_sum(a, b) : Decimal::rounded_sum(a, b);
}
[[nodiscard]] inline Decimal working_product(const Decimal& a, const Decimal& b) {
  return Decimal::short_factors(a, b) ? Decimal::short_product(a, b) : Decimal::rounded_product(a, b);
}
[[nodiscard]] Decimal working_quotient(const Decimal& a, const Decimal& b);

/// numerator / denominator as the nearest double (ties to even) of the exact quotient: the one crossing from money to
/// rates. The denominator must not be zero.
[[nodiscard]] double ratio(const Decimal& numerator, const Decimal& denominator);

/// Parts of `total` in proportion to `weights`, each with `places` decimal places, that add up to `total` exactly:
/// floor shares, the units left over go to the largest remainders, ties to the lower index. Errors: no weights, weights
/// that sum to zero, a total with more than `places` places.
[[nodiscard]] Result<std::vector<Decimal>> allocate(const Decimal& total, std::span<const Decimal> weights,
                                                    unsigned places);

/// ∏(1 + r) − 1, exact, rounded once at the end to `places`.
[[nodiscard]] Result<Decimal> link_exactly(std::span<const Decimal> returns, unsigned places, Rounding mode);

}  // namespace dietz
