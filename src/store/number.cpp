#include "store/number.hpp"

#include <algorithm>
#include <charconv>

namespace dietz {
namespace {

constexpr std::size_t max_digits = 38;
constexpr int max_exponent = 125;
constexpr int min_exponent = -130;

/// ±0.d₁d₂d₃… × 10^point with d₁ ≠ 0; no digits: zero.
struct Parts {
  bool negative = false;
  std::string digits;
  int point = 0;
};

void trim(Parts& parts) {
  const std::size_t first = parts.digits.find_first_not_of('0');
  if (first == std::string::npos) {
    parts = {};
    return;
  }
  parts.point -= static_cast<int>(first);
  parts.digits.erase(0, first);
  parts.digits.erase(parts.digits.find_last_not_of('0') + 1);
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Takes the digits at the front of `text` and appends them to `into`.
std::size_t take_digits(std::string_view& text, std::string& into) {
  std::size_t count = 0;
  while (count < text.size() && is_digit(text[count])) ++count;
  into.append(text.substr(0, count));
  text.remove_prefix(count);
  return count;
}

std::optional<int> take_exponent(std::string_view text) {
  if (text.empty()) return 0;
  if (text.front() != 'e' && text.front() != 'E') return std::nullopt;
  text.remove_prefix(1);
  if (!text.empty() && text.front() == '+') {
    text.remove_prefix(1);
    if (!text.empty() && text.front() == '-') return std::nullopt;
  }
  int exponent = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), exponent);
  if (failure != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  if (exponent < -1000 || exponent > 1000) return std::nullopt;
  return exponent;
}

std::optional<Parts> parts_of(std::string_view text) {
  // Longer texts can't be numbers in range without absurd padding; the limit also keeps `point` an int.
  if (text.empty() || text.size() > 1000) return std::nullopt;
  Parts parts;
  if (text.front() == '-' || text.front() == '+') {
    parts.negative = text.front() == '-';
    text.remove_prefix(1);
  }
  std::size_t digits = take_digits(text, parts.digits);
  parts.point = static_cast<int>(digits);
  if (!text.empty() && text.front() == '.') {
    text.remove_prefix(1);
    const std::size_t behind = take_digits(text, parts.digits);
    if (behind == 0) return std::nullopt;
    digits += behind;
  }
  const std::optional<int> exponent = take_exponent(text);
  if (digits == 0 || !exponent) return std::nullopt;
  parts.point += *exponent;
  trim(parts);
  return parts;
}

std::string text_of(const Parts& parts) {
  if (parts.digits.empty()) return "0";
  std::string text = parts.negative ? "-" : "";
  const int count = static_cast<int>(parts.digits.size());
  if (parts.point <= 0) return text + "0." + std::string(static_cast<std::size_t>(-parts.point), '0') + parts.digits;
  if (parts.point >= count)
    return text + parts.digits + std::string(static_cast<std::size_t>(parts.point - count), '0');
  const auto point = static_cast<std::size_t>(parts.point);
  return text + parts.digits.substr(0, point) + "." + parts.digits.substr(point);
}

bool in_range(const Parts& parts) {
  if (parts.digits.empty()) return true;
  return parts.digits.size() <= max_digits && parts.point - 1 <= max_exponent && parts.point - 1 >= min_exponent;
}

std::strong_ordering compare_size(const Parts& a, const Parts& b) {
  if (a.digits.empty() || b.digits.empty()) return a.digits.size() <=> b.digits.size();
  if (a.point != b.point) return a.point <=> b.point;
  return a.digits.compare(b.digits) <=> 0;
}

/// The digits of both, lined up at the decimal point, with one more place in front.
void align(Parts& a, Parts& b) {
  const int point = std::max(a.point, b.point) + 1;
  for (Parts* p : {&a, &b}) {
    p->digits.insert(0, static_cast<std::size_t>(point - p->point), '0');
    p->point = point;
  }
  const std::size_t length = std::max(a.digits.size(), b.digits.size());
  for (Parts* p : {&a, &b}) p->digits.resize(length, '0');
}

Parts sum_of(Parts a, Parts b) {
  if (a.digits.empty()) return b;
  if (b.digits.empty()) return a;
  const bool same_sign = a.negative == b.negative;
  if (!same_sign && compare_size(a, b) < 0) std::swap(a, b);
  align(a, b);
  int carry = 0;
  for (std::size_t i = a.digits.size(); i-- > 0;) {
    const int x = a.digits[i] - '0';
    const int y = b.digits[i] - '0' + carry;
    const int digit = same_sign ? x + y : x - y;
    carry = same_sign ? (digit > 9 ? 1 : 0) : (digit < 0 ? 1 : 0);
    a.digits[i] = static_cast<char>('0' + (digit + 10) % 10);
  }
  trim(a);
  return a;
}

}  // namespace

std::optional<Number> Number::parse(std::string_view text) {
  const std::optional<Parts> parts = parts_of(text);
  if (!parts || !in_range(*parts)) return std::nullopt;
  Number number;
  number.text_ = text_of(*parts);
  return number;
}

std::optional<std::int64_t> Number::integer() const {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text_.data(), text_.data() + text_.size(), value);
  if (failure != std::errc{} || end != text_.data() + text_.size()) return std::nullopt;
  return value;
}

std::optional<Number> Number::sum(const Number& a, const Number& b) {
  const Parts parts = sum_of(*parts_of(a.text_), *parts_of(b.text_));
  if (!in_range(parts)) return std::nullopt;
  Number number;
  number.text_ = text_of(parts);
  return number;
}

std::strong_ordering operator<=>(const Number& a, const Number& b) {
  const Parts x = *parts_of(a.text_);
  const Parts y = *parts_of(b.text_);
  const int sign_x = x.digits.empty() ? 0 : x.negative ? -1 : 1;
  const int sign_y = y.digits.empty() ? 0 : y.negative ? -1 : 1;
  if (sign_x != sign_y) return sign_x <=> sign_y;
  return sign_x < 0 ? compare_size(y, x) : compare_size(x, y);
}

}  // namespace dietz
