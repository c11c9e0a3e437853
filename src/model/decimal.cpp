#include "model/decimal.hpp"

#include "model/decimal_parts.hpp"

#include <algorithm>

namespace dietz {
namespace {

Result<Decimal> from_wide(const Wide& magnitude, bool negative, unsigned places) {
  if (!fits(magnitude)) return Error::invalid("the result has more than 38 significant digits");
  return Decimal::from_parts(with_sign(magnitude.low_128(), negative), places);
}

struct Parsed {
  std::string_view integer, fraction;
  bool negative;
};

std::optional<Parsed> split_text(std::string_view text) {
  Parsed p{{}, {}, !text.empty() && text.front() == '-'};
  if (p.negative) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  p.integer = text.substr(0, point);
  if (point != std::string_view::npos) {
    p.fraction = text.substr(point + 1);
    if (p.fraction.empty()) return {};
  }
  if (p.integer.empty() || (p.integer.size() > 1 && p.integer.front() == '0')) return {};
  const auto digits_only = [](std::string_view t) {
    return std::all_of(t.begin(), t.end(), [](char c) { return c >= '0' && c <= '9'; });
  };
  if (!digits_only(p.integer) || !digits_only(p.fraction)) return {};
  return p;
}

}  // namespace

Decimal Decimal::shortened(i128 coefficient, unsigned scale) {
  u128 magnitude = magnitude_of(coefficient);
  const bool negative = coefficient < 0;
  while ((magnitude >= power_of_ten(max_digits) || scale > max_scale) && scale > 0 && magnitude % 10 == 0 &&
         magnitude != 0) {
    magnitude /= 10;
    --scale;
  }
  if (magnitude == 0) scale = std::min(scale, max_scale);
  if (magnitude >= power_of_ten(max_digits) || scale > max_scale)
    throw DecimalOverflow("more than 38 significant digits");
  return Decimal(with_sign(magnitude, negative), scale);
}

std::optional<Decimal> Decimal::parse_long(std::string_view text, unsigned max_places) {
  const auto parts = split_text(text);
  if (!parts || parts->fraction.size() > max_places) return {};
  const std::size_t leading_zeros = std::min(parts->fraction.find_first_not_of('0'), parts->fraction.size());
  const std::size_t significant =
      parts->integer == "0" ? parts->fraction.size() - leading_zeros : parts->integer.size() + parts->fraction.size();
  if (significant > max_digits || parts->fraction.size() > max_scale) return {};
  u128 magnitude = 0;
  for (const char c : parts->integer) magnitude = magnitude * 10 + static_cast<unsigned>(c - '0');
  for (const char c : parts->fraction) magnitude = magnitude * 10 + static_cast<unsigned>(c - '0');
  return Decimal(with_sign(magnitude, parts->negative), static_cast<unsigned>(parts->fraction.size()));
}

std::optional<Decimal> Decimal::parse_rounded(std::string_view text, unsigned places, Rounding mode) {
  const auto parts = split_text(text);
  if (!parts || parts->integer.size() + parts->fraction.size() > 150 || places > max_scale) return {};
  Wide magnitude;
  for (const std::string_view digits : {parts->integer, parts->fraction}) {
    for (const char c : digits) magnitude = magnitude.times(10).plus(Wide(static_cast<u128>(c - '0')));
  }
  const auto scale = static_cast<unsigned>(parts->fraction.size());
  if (scale > places) {
    magnitude = divide_rounded(magnitude, Wide(1).times_power_of_ten(scale - places), parts->negative, mode);
  }
  auto rounded = from_wide(magnitude, parts->negative, std::min(scale, places));
  return rounded ? std::optional(*rounded) : std::nullopt;
}

Decimal Decimal::normalized() const {
  u128 magnitude = magnitude_of(coefficient());
  unsigned scale = scale_;
  while (scale > 0 && (magnitude & 1U) == 0 && magnitude % 10 == 0) {
    magnitude /= 10;
    --scale;
  }
  return Decimal(with_sign(magnitude, is_negative()), scale);
}

Decimal Decimal::rounded(unsigned places, Rounding mode) const {
  if (scale_ <= places) return *this;
  const Wide divisor = Wide(1).times_power_of_ten(scale_ - places);
  const Wide magnitude = divide_rounded(Wide(magnitude_of(coefficient())), divisor, is_negative(), mode);
  return Decimal(with_sign(magnitude.low_128(), is_negative()), places);
}

double Decimal::to_double() const { return ratio(*this, Decimal(1)); }

namespace {

/// numerator × 10^shift / denominator, rounded to `places`. Keeps the intermediates near the size of their operands:
/// a quotient that can't fit is refused before it is computed, and a divisor that is far above the numerator is
/// replaced by one that rounds alike.
Result<Decimal> quotient_at(Wide numerator, int shift, Wide denominator, bool negative, unsigned places,
                            Rounding mode) {
  if (numerator.is_zero()) return Decimal::from_parts(0, places);
  const int digits_n = static_cast<int>(decimal_digits(numerator));
  const int digits_d = static_cast<int>(decimal_digits(denominator));
  if (digits_n + shift - digits_d > static_cast<int>(Decimal::max_digits) + 1)
    return Error::invalid("the result has more than 38 significant digits");
  if (shift >= 0) {
    numerator = numerator.times_power_of_ten(static_cast<unsigned>(shift));
  } else if (digits_d - shift > digits_n + 2) {
    denominator = numerator.times(4);  // the exact quotient too is above 0 and below a half
  } else {
    denominator = denominator.times_power_of_ten(static_cast<unsigned>(-shift));
  }
  return from_wide(divide_rounded(numerator, denominator, negative, mode), negative, places);
}

}  // namespace

Result<Decimal> multiply(const Decimal& a, const Decimal& b, unsigned places, Rounding mode) {
  return multiply_divide(a, b, Decimal(1), places, mode);
}

Result<Decimal> divide(const Decimal& a, const Decimal& b, unsigned places, Rounding mode) {
  return multiply_divide(a, Decimal(1), b, places, mode);
}

Result<Decimal> multiply_divide(const Decimal& a, const Decimal& b, const Decimal& c, unsigned places, Rounding mode) {
  if (c.is_zero()) return Error::invalid("division by zero");
  if (places > Decimal::max_scale) return Error::invalid("more than 76 decimal places asked for");
  const bool negative = (a.is_negative() != b.is_negative()) != c.is_negative();
  const Wide numerator = Wide(magnitude_of(a.coefficient())).times(magnitude_of(b.coefficient()));
  const int shift = static_cast<int>(c.scale() + places) - static_cast<int>(a.scale() + b.scale());
  return quotient_at(numerator, shift, Wide(magnitude_of(c.coefficient())), negative, places, mode);
}

}  // namespace dietz
