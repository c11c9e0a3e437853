#include "store/condition.hpp"

#include <algorithm>

namespace dietz {
namespace {

bool begins_with(const AttributeValue& value, const AttributeValue& prefix) {
  if (const auto* text = value.get<std::string>(); text && prefix.get<std::string>()) {
    return text->starts_with(*prefix.get<std::string>());
  }
  if (const auto* binary = value.get<Binary>(); binary && prefix.get<Binary>()) {
    return binary->bytes.starts_with(prefix.get<Binary>()->bytes);
  }
  return false;
}

bool compares(Condition::Kind kind, const AttributeValue& value, const AttributeValue& other) {
  using Kind = Condition::Kind;
  const std::partial_ordering order = compare(value, other);
  switch (kind) {
    case Kind::equal:
      return value == other;
    case Kind::differs:
      return !(value == other);
    case Kind::less:
      return order < 0;
    case Kind::less_or_equal:
      return order <= 0;
    case Kind::greater:
      return order > 0;
    case Kind::greater_or_equal:
      return order >= 0;
    case Kind::begins_with:
      return begins_with(value, other);
    default:
      return false;
  }
}

}  // namespace

bool holds(const Condition& condition, const Attributes* item) {
  using Kind = Condition::Kind;
  const auto part_holds = [item](const Condition& part) { return holds(part, item); };
  switch (condition.kind) {
    case Kind::always:
      return true;
    case Kind::item_exists:
      return item != nullptr;
    case Kind::item_missing:
      return item == nullptr;
    case Kind::all:
      return std::all_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Kind::any:
      return std::any_of(condition.parts.begin(), condition.parts.end(), part_holds);
    case Kind::none:
      return std::none_of(condition.parts.begin(), condition.parts.end(), part_holds);
    default:
      break;
  }
  const AttributeValue* value = nullptr;
  if (item) {
    const auto found = item->find(condition.attribute);
    if (found != item->end()) value = &found->second;
  }
  if (condition.kind == Kind::has) return value != nullptr;
  if (condition.kind == Kind::lacks) return value == nullptr;
  if (!value) return condition.kind == Kind::differs;
  return compares(condition.kind, *value, condition.value);
}

}  // namespace dietz
