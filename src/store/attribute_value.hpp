#pragma once

#include "store/number.hpp"

#include <compare>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace dietz {

class AttributeValue;
/// Attributes by name.
using Attributes = std::map<std::string, AttributeValue, std::less<>>;

/// Any bytes, unlike a string, which is valid UTF-8.
struct Binary {
  std::string bytes;
  friend auto operator<=>(const Binary&, const Binary&) = default;
};

/// The value of an attribute: text, a decimal number, bytes, a truth value, a list or a map. There is no null (a
/// missing attribute says that) and there are no sets (nothing here needs one; a list or a map does).
class AttributeValue {
 public:
  using List = std::vector<AttributeValue>;
  using Variant = std::variant<std::string, Number, Binary, bool, List, Attributes>;

  AttributeValue() = default;
  AttributeValue(std::string text) : value_(std::move(text)) {}
  AttributeValue(std::string_view text) : value_(std::string(text)) {}
  AttributeValue(const char* text) : value_(std::string(text)) {}
  AttributeValue(Number number) : value_(std::move(number)) {}
  AttributeValue(std::int64_t number) : value_(Number(number)) {}
  AttributeValue(int number) : value_(Number(number)) {}
  AttributeValue(Binary binary) : value_(std::move(binary)) {}
  AttributeValue(bool truth) : value_(truth) {}
  AttributeValue(List list) : value_(std::move(list)) {}
  AttributeValue(Attributes map) : value_(std::move(map)) {}

  [[nodiscard]] const Variant& variant() const { return value_; }
  /// The value if it has that type, otherwise nullptr.
  template <class T>
  [[nodiscard]] const T* get() const {
    return std::get_if<T>(&value_);
  }

  friend bool operator==(const AttributeValue& a, const AttributeValue& b) { return a.value_ == b.value_; }

 private:
  Variant value_;
};

/// The order of two values of the same type that has one (text and bytes bytewise, numbers by value); otherwise
/// unordered.
[[nodiscard]] std::partial_ordering compare(const AttributeValue& a, const AttributeValue& b);

/// What a value counts towards the size of an item: the bytes of text, names and binaries, about half a byte a digit,
/// and a little for lists and maps.
[[nodiscard]] std::size_t size_of(const AttributeValue& value);

}  // namespace dietz
