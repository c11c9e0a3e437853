#pragma once

#include "store/attribute_value.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dietz {

/// What must be true of the item under a key, as it is before the operation, for the operation to be done. An attribute
/// that isn't there equals nothing, differs from everything, and is neither smaller nor greater; neither are values of
/// different types.
struct Condition {
  enum class Kind : std::uint8_t {
    always,
    item_exists,
    item_missing,
    has,
    lacks,
    equal,
    differs,
    less,
    less_or_equal,
    greater,
    greater_or_equal,
    begins_with,
    all,
    any,
    none,
  };
  Kind kind = Kind::always;
  std::string attribute;
  AttributeValue value;
  std::vector<Condition> parts;

  [[nodiscard]] static Condition always() { return {}; }
  [[nodiscard]] static Condition item_exists() { return {Kind::item_exists, {}, {}, {}}; }
  [[nodiscard]] static Condition item_missing() { return {Kind::item_missing, {}, {}, {}}; }
  [[nodiscard]] static Condition has(std::string name) { return {Kind::has, std::move(name), {}, {}}; }
  [[nodiscard]] static Condition lacks(std::string name) { return {Kind::lacks, std::move(name), {}, {}}; }
  /// `attribute` of the item compared with `value`: `compare(Kind::less, "ttl", 5)`. begins_with takes text or bytes.
  [[nodiscard]] static Condition compare(Kind kind, std::string name, AttributeValue value) {
    return {kind, std::move(name), std::move(value), {}};
  }
  [[nodiscard]] static Condition equal(std::string name, AttributeValue value) {
    return compare(Kind::equal, std::move(name), std::move(value));
  }
  [[nodiscard]] static Condition all_of(std::vector<Condition> parts) { return {Kind::all, {}, {}, std::move(parts)}; }
  [[nodiscard]] static Condition any_of(std::vector<Condition> parts) { return {Kind::any, {}, {}, std::move(parts)}; }
  /// True if none of the parts is.
  [[nodiscard]] static Condition none_of(std::vector<Condition> parts) {
    return {Kind::none, {}, {}, std::move(parts)};
  }

  friend bool operator==(const Condition&, const Condition&) = default;
};

/// Whether a condition holds for the attributes under a key; nullptr: there is no item.
[[nodiscard]] bool holds(const Condition& condition, const Attributes* item);

}  // namespace dietz
