#include "model/decimal.hpp"

#include <algorithm>
#include <array>

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

}  // namespace

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
