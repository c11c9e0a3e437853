#include "base/byte_words.hpp"
#include "model/decimal.hpp"

#include <algorithm>
#include <array>
#include <bit>

namespace dietz {
namespace {

/// The digits of an integer, without leading zeros; none for 0.
class Digits {
 public:
  explicit Digits(u128 value) {
    constexpr std::uint64_t chunk = 1'000'000'000'000'000'000;
    for (; value >> 64 != 0; value /= chunk) put(static_cast<std::uint64_t>(value % chunk), 18);
    put(static_cast<std::uint64_t>(value), 0);
  }
  void drop_last() { --end_; }
  [[nodiscard]] std::size_t size() const { return end_ - begin_; }
  [[nodiscard]] bool empty() const { return begin_ == end_; }
  [[nodiscard]] char last() const { return text_[end_ - 1]; }
  [[nodiscard]] std::string_view first(std::size_t n) const { return {text_.data() + begin_, n}; }
  [[nodiscard]] std::string_view from(std::size_t n) const { return {text_.data() + begin_ + n, size() - n}; }

 private:
  /// Puts the digits of `value` before what is there, at least `width` of them.
  void put(std::uint64_t value, unsigned width) {
    for (; value != 0 || width > 0; value /= 10, width -= width > 0 ? 1 : 0)
      text_[--begin_] = static_cast<char>('0' + value % 10);
  }

  static constexpr std::size_t most = 40;
  std::array<char, most> text_;
  std::size_t begin_ = most, end_ = most;
};

/// The value of eight digits, the first in the lowest byte.
std::uint64_t value_of_digits(std::uint64_t digits) {
  digits -= every_byte * '0';
  digits = digits * 10 + (digits >> 8);  // pairs, in every second byte
  constexpr std::uint64_t pairs = 0x000000FF000000FF;
  return ((digits & pairs) * (100 + (std::uint64_t{1'000'000} << 32)) +
          (digits >> 16 & pairs) * (1 + (std::uint64_t{10'000} << 32))) >>
         32;
}

bool all_digits(std::uint64_t word) {
  constexpr std::uint64_t upper_halves = every_byte * 0xF0;
  return ((word & upper_halves) | ((word + every_byte * 6) & upper_halves) >> 4) == every_byte * 0x33;
}

struct Short {
  std::uint64_t value;
  unsigned places;
};

/// A number of at most eight characters without a sign, all of them at once; nothing for any other text.
std::optional<Short> parse_short(std::string_view text) {
  const std::size_t size = text.size();
  if (size > 1 && text[0] == '0' && text[1] != '.') return {};
  const auto free_bits = static_cast<unsigned>(8 * (8 - size));
  const std::uint64_t zeros = every_byte * '0' & ((std::uint64_t{1} << free_bits) - 1);
  std::uint64_t word = load_up_to_8(text.data(), size) << free_bits | zeros;
  unsigned places = 0;
  if (const std::uint64_t point = bytes_equal_to(word, '.'); point != 0) {
    const auto at = static_cast<unsigned>(std::countr_zero(point)) - 7;  // in bits
    places = 7 - at / 8;
    if (places == 0 || at == free_bits) return {};
    const std::uint64_t before = word & ((std::uint64_t{1} << at) - 1), behind = word >> (at + 8) << (at + 8);
    word = before << 8 | '0' | behind;
  }
  if (!all_digits(word)) return {};
  return Short{value_of_digits(word), places};
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text, unsigned max_places) {
  if (text.empty()) return {};
  if (text.size() <= 8) {
    const auto number = parse_short(text);
    if (number && number->places <= max_places)
      return Decimal(static_cast<std::int64_t>(number->value), number->places);
  }
  if (text.size() > 19) return parse_long(text, max_places);
  // Up to 18 digits in one pass, in a 64-bit integer.
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
  if (digits > 18) return parse_long(text, max_places);
  const auto coefficient = static_cast<std::int64_t>(value);
  return Decimal(negative ? -coefficient : coefficient, static_cast<unsigned>(places));
}

std::string Decimal::to_string() const { return to_string_at_least(0); }

std::string Decimal::to_string_at_least(unsigned places) const {
  const i128 value = coefficient();
  Digits digits(is_negative() ? -static_cast<u128>(value) : static_cast<u128>(value));
  std::size_t scale = digits.empty() ? 0 : scale_;
  for (; scale > places && digits.last() == '0'; --scale) digits.drop_last();
  const std::size_t shown = std::max<std::size_t>(scale, places);
  std::string text;
  text.reserve(digits.size() + shown + 3);
  if (is_negative()) text += '-';
  const std::size_t integer_digits = digits.size() > scale ? digits.size() - scale : 0;
  integer_digits > 0 ? text.append(digits.first(integer_digits)) : text.append(1, '0');
  if (shown == 0) return text;
  text += '.';
  if (digits.size() < scale) text.append(scale - digits.size(), '0');
  text.append(digits.from(integer_digits)).append(shown - scale, '0');
  return text;
}

}  // namespace dietz
