#pragma once

#include "base/result.hpp"
#include "store/condition.hpp"
#include "store/item.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dietz {

/// Writes a whole item, in place of one that may be there.
struct PutItem {
  Item item;
  Condition condition;
  friend bool operator==(const PutItem&, const PutItem&) = default;
};

/// Removes the item under a key; removing what isn't there is done.
struct RemoveItem {
  ItemKey key;
  Condition condition;
  friend bool operator==(const RemoveItem&, const RemoveItem&) = default;
};

/// One step of an update.
struct Change {
  enum class Kind : std::uint8_t {
    set,             ///< writes the attribute
    set_if_missing,  ///< writes it where it isn't there
    add,             ///< adds a number to it; what isn't there counts as 0
    remove,          ///< takes the attribute away
  };
  Kind kind = Kind::set;
  std::string attribute;
  AttributeValue value;

  [[nodiscard]] static Change set(std::string name, AttributeValue value) {
    return {Kind::set, std::move(name), std::move(value)};
  }
  [[nodiscard]] static Change set_if_missing(std::string name, AttributeValue value) {
    return {Kind::set_if_missing, std::move(name), std::move(value)};
  }
  [[nodiscard]] static Change add(std::string name, Number number) {
    return {Kind::add, std::move(name), std::move(number)};
  }
  [[nodiscard]] static Change remove(std::string name) { return {Kind::remove, std::move(name), {}}; }
  friend bool operator==(const Change&, const Change&) = default;
};

/// Changes some attributes of an item and leaves the others. An item that isn't there is made, unless the condition
/// asks for one. Each attribute is named once.
struct UpdateItem {
  ItemKey key;
  std::vector<Change> changes;
  Condition condition;
  friend bool operator==(const UpdateItem&, const UpdateItem&) = default;
};

/// Writes nothing; the transaction is done only if the condition holds.
struct CheckItem {
  ItemKey key;
  Condition condition;
  friend bool operator==(const CheckItem&, const CheckItem&) = default;
};

using TransactionOperation = std::variant<PutItem, RemoveItem, UpdateItem, CheckItem>;

[[nodiscard]] const ItemKey& key_of(const TransactionOperation& operation);
[[nodiscard]] const Condition& condition_of(const TransactionOperation& operation);

/// The item after the changes; `before` is nullptr if there is none. Errors: invalid, where a number is added to what
/// is no number, or the sum is out of range.
[[nodiscard]] Result<Attributes> updated(const Attributes* before, const std::vector<Change>& changes);

}  // namespace dietz
