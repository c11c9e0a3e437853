#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// A decimal number of up to 38 significant digits between 10^-130 and 10^126, kept as canonical text: no exponent, no
/// leading zeros, no trailing zeros in the fraction, no minus on zero. Two Numbers are equal if their texts are.
class Number {
 public:
  Number() = default;
  explicit Number(std::int64_t value) : text_(std::to_string(value)) {}
  /// Decimal text, also with an exponent (`-12.50`, `1e3`). Nothing if it is no number, too long, or out of range.
  [[nodiscard]] static std::optional<Number> parse(std::string_view text);
  [[nodiscard]] const std::string& text() const { return text_; }
  /// The number as an integer, if it is one of 64 bits.
  [[nodiscard]] std::optional<std::int64_t> integer() const;
  /// Exact; nothing if the sum needs more than 38 digits.
  [[nodiscard]] static std::optional<Number> sum(const Number& a, const Number& b);

  friend bool operator==(const Number&, const Number&) = default;
  friend std::strong_ordering operator<=>(const Number& a, const Number& b);

 private:
  std::string text_ = "0";
};

}  // namespace dietz
