#include "model/decimal.hpp"

#include <algorithm>

namespace dietz {
namespace {

u128 magnitude_of(i128 v) { return v < 0 ? -static_cast<u128>(v) : static_cast<u128>(v); }
i128 with_sign(u128 magnitude, bool negative) {
  return negative ? -static_cast<i128>(magnitude) : static_cast<i128>(magnitude);
}

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

/// numerator / denominator to an integer by `mode`; the sign is carried apart.
Wide divide_rounded(const Wide& numerator, const Wide& denominator, bool negative, Rounding mode) {
  const Wide::Division d = numerator.divided_by(denominator);
  if (d.remainder.is_zero()) return d.quotient;
  const auto rest_to_half = d.remainder.plus(d.remainder) <=> denominator;
  return rounds_away(mode, negative, d.quotient.is_odd(), rest_to_half) ? d.quotient.plus(Wide(1)) : d.quotient;
}

bool fits(const Wide& magnitude) {
  return magnitude.fits_128() && magnitude.low_128() < power_of_ten(Decimal::max_digits);
}

Result<Decimal> from_wide(const Wide& magnitude, bool negative, unsigned places) {
  if (!fits(magnitude)) return Error::invalid("the result has more than 38 significant digits");
  return Decimal::from_parts(with_sign(magnitude.low_128(), negative), places);
}

unsigned decimal_digits(const Wide& v) {
  unsigned digits = v.bit_length() * 1233 >> 12;
  if (Wide(1).times_power_of_ten(digits) <= v) ++digits;
  return digits;
}

/// Shortens a fraction that ends in zeros until the value fits a Decimal, if it can.
void drop_trailing_zeros(Wide& magnitude, unsigned& scale) {
  while ((!fits(magnitude) || scale > Decimal::max_scale) && scale > 0 && !magnitude.is_zero()) {
    if (magnitude.is_odd()) return;  // spares most divisions
    const Wide::Division d = magnitude.divided_by(Wide(10));
    if (!d.remainder.is_zero()) return;
    magnitude = d.quotient;
    --scale;
  }
}

/// magnitude × 10^−scale at working precision: exact when it fits, else half-even to working_digits.
Decimal to_working(Wide magnitude, bool negative, unsigned scale) {
  drop_trailing_zeros(magnitude, scale);
  if (fits(magnitude) && scale <= Decimal::max_scale)
    return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale);
  const unsigned digits = decimal_digits(magnitude);
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

Decimal Decimal::from_parts(i128 coefficient, unsigned scale) {
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

std::optional<Decimal> Decimal::parse(std::string_view text, unsigned max_places) {
  // The common case in one pass: up to 18 digits in a 64-bit integer.
  if (text.size() <= 19 && !text.empty()) {
    const bool negative = text.front() == '-';
    std::uint64_t value = 0;
    std::size_t point = 0, digits = 0;
    std::size_t i = negative ? 1 : 0;
    const std::size_t first = i;
    for (; i < text.size(); ++i) {
      const unsigned digit = static_cast<unsigned char>(text[i]) - static_cast<unsigned>('0');
      if (digit <= 9) {
        value = value * 10 + digit;
        ++digits;
      } else if (text[i] == '.' && point == 0 && digits > 0) {
        point = i;
      } else {
        return {};
      }
    }
    const std::size_t places = point == 0 ? 0 : text.size() - point - 1;
    if (digits == 0 || (point != 0 && places == 0) || places > max_places) return {};
    if (text[first] == '0' && digits > 1 && point != first + 1) return {};
    const auto coefficient = static_cast<std::int64_t>(value);
    if (digits <= 18) return Decimal(negative ? -coefficient : coefficient, static_cast<unsigned>(places));
  }
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
  while (scale > 0 && magnitude % 10 == 0) {
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

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
  if (a.scale_ == b.scale_) {
    const i128 x = a.coefficient(), y = b.coefficient();
    return x < y ? std::strong_ordering::less : x > y ? std::strong_ordering::greater : std::strong_ordering::equal;
  }
  if (a.sign() != b.sign()) return a.sign() <=> b.sign();
  const unsigned scale = std::max(a.scale_, b.scale_);
  const Wide x = Wide(magnitude_of(a.coefficient())).times_power_of_ten(scale - a.scale_);
  const Wide y = Wide(magnitude_of(b.coefficient())).times_power_of_ten(scale - b.scale_);
  return a.is_negative() ? y <=> x : x <=> y;
}

namespace {

struct Aligned {
  Wide magnitude;
  bool negative;
  unsigned scale;
};

Aligned wide_sum(const Decimal& a, const Decimal& b) {
  const unsigned scale = std::max(a.scale(), b.scale());
  const Wide x = Wide(magnitude_of(a.coefficient())).times_power_of_ten(scale - a.scale());
  const Wide y = Wide(magnitude_of(b.coefficient())).times_power_of_ten(scale - b.scale());
  if (a.is_negative() == b.is_negative()) return {x.plus(y), a.is_negative(), scale};
  return x >= y ? Aligned{x.minus(y), a.is_negative(), scale} : Aligned{y.minus(x), b.is_negative(), scale};
}

unsigned bits_of(u128 v) {
  const auto high = static_cast<std::uint64_t>(v >> 64);
  return high != 0 ? 64 + static_cast<unsigned>(std::bit_width(high))
                   : static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(v)));
}

/// v × 10^shift where that surely stays below 2^126; nearly all sums are of such numbers.
bool align(i128& v, unsigned shift) {
  if (shift == 0) return bits_of(magnitude_of(v)) <= 126;
  // 10^n has at most 3322/1000·n + 1 bits.
  if (shift > 37 || bits_of(magnitude_of(v)) + shift * 3322 / 1000 + 1 > 126) return false;
  v *= static_cast<i128>(power_of_ten(shift));
  return true;
}

/// The sum by 128-bit integers, where it fits 38 digits.
std::optional<Decimal> quick_sum(const Decimal& a, const Decimal& b) {
  i128 x = a.coefficient(), y = b.coefficient();
  const unsigned scale = std::max(a.scale(), b.scale());
  if (!align(x, scale - a.scale()) || !align(y, scale - b.scale())) return {};
  const i128 sum = x + y;
  if (magnitude_of(sum) >= power_of_ten(Decimal::max_digits)) return {};
  return Decimal::from_parts(sum, scale);
}

/// The product by 128-bit integers, where it fits 38 digits and the scale is in range.
std::optional<Decimal> quick_product(const Decimal& a, const Decimal& b) {
  const u128 x = magnitude_of(a.coefficient()), y = magnitude_of(b.coefficient());
  const unsigned scale = a.scale() + b.scale();
  if (scale > Decimal::max_scale || bits_of(x) + bits_of(y) > 127) return {};
  const u128 product = x * y;
  if (product >= power_of_ten(Decimal::max_digits)) return {};
  return Decimal::from_parts(with_sign(product, a.is_negative() != b.is_negative()), scale);
}

Decimal exact_from_wide(Wide magnitude, bool negative, unsigned scale) {
  drop_trailing_zeros(magnitude, scale);
  if (!fits(magnitude)) throw DecimalOverflow("an exact result of more than 38 significant digits");
  return Decimal::from_parts(with_sign(magnitude.low_128(), negative), scale);
}

}  // namespace

Decimal operator+(const Decimal& a, const Decimal& b) {
  if (const auto sum = quick_sum(a, b)) return *sum;
  const Aligned s = wide_sum(a, b);
  return exact_from_wide(s.magnitude, s.negative, s.scale);
}

Decimal operator-(const Decimal& a, const Decimal& b) { return a + -b; }

Decimal operator*(const Decimal& a, const Decimal& b) {
  if (const auto product = quick_product(a, b)) return *product;
  const Wide product = Wide(magnitude_of(a.coefficient())).times(magnitude_of(b.coefficient()));
  return exact_from_wide(product, a.is_negative() != b.is_negative(), a.scale_ + b.scale_);
}

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

Decimal working_sum(const Decimal& a, const Decimal& b) {
  if (const auto sum = quick_sum(a, b)) return *sum;
  const Aligned s = wide_sum(a, b);
  return to_working(s.magnitude, s.negative, s.scale);
}

Decimal working_product(const Decimal& a, const Decimal& b) {
  if (const auto product = quick_product(a, b)) return *product;
  const Wide product = Wide(magnitude_of(a.coefficient())).times(magnitude_of(b.coefficient()));
  return to_working(product, a.is_negative() != b.is_negative(), a.scale() + b.scale());
}

Decimal working_quotient(const Decimal& a, const Decimal& b) {
  if (b.is_zero()) throw DecimalOverflow("division by zero");
  if (a.is_zero()) return {};
  const bool negative = a.is_negative() != b.is_negative();
  // 10^shift is chosen so that the integer quotient has at least working_digits + 1 digits; a sticky last digit keeps
  // the single rounding of to_working correct.
  const int digits_a = static_cast<int>(digit_count(magnitude_of(a.coefficient())));
  const int digits_b = static_cast<int>(digit_count(magnitude_of(b.coefficient())));
  const int scale_difference = static_cast<int>(a.scale()) - static_cast<int>(b.scale());
  int shift = std::max(0, static_cast<int>(Decimal::max_digits) + 2 + digits_b - digits_a);
  shift = std::max(shift, -scale_difference);
  const Wide numerator = Wide(magnitude_of(a.coefficient())).times_power_of_ten(static_cast<unsigned>(shift));
  const Wide::Division d = numerator.divided_by(Wide(magnitude_of(b.coefficient())));
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
