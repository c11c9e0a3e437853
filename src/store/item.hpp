#pragma once

#include "store/attribute_value.hpp"

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// The name of an item. Items of a partition are ordered by the bytes of their sort keys. Both are non-empty UTF-8, up
/// to 2,048 and 1,024 bytes.
struct ItemKey {
  std::string partition;
  std::string sort;
  friend auto operator<=>(const ItemKey&, const ItemKey&) = default;
};

/// Attributes with a meaning to the store. An item is in an index if it has both of that index's attributes, non-empty
/// strings within the limits of a key; it may be in neither, one or both.
namespace attribute {
inline constexpr std::string_view index1_partition = "gsi1pk";
inline constexpr std::string_view index1_sort = "gsi1sk";
inline constexpr std::string_view index2_partition = "gsi2pk";
inline constexpr std::string_view index2_sort = "gsi2sk";
/// A number, in seconds since 1970: from then on reads no longer show the item. It is removed some time later, and
/// until then conditions still see it.
inline constexpr std::string_view expires_at = "ttl";
/// The names of the key itself; no attribute may have one.
inline constexpr std::string_view partition = "pk";
inline constexpr std::string_view sort = "sk";
}  // namespace attribute

/// What is stored under a key.
struct Item {
  ItemKey key;
  Attributes attributes;
  friend bool operator==(const Item&, const Item&) = default;
};

/// The primary key order, or one of two indexes over items of all partitions. Indexes may lag behind the items where an
/// engine says so.
enum class ItemIndex : std::uint8_t { primary, first, second };

/// The item's key in an index; nothing if it isn't in it. For `primary` the item's own key.
[[nodiscard]] std::optional<ItemKey> key_in(ItemIndex index, const Item& item);

/// Whether reads at that moment no longer show the item.
[[nodiscard]] bool is_expired(const Attributes& attributes, std::int64_t now_seconds);

/// Key and attributes, names included: what counts towards the limit of 400 KB.
[[nodiscard]] std::size_t size_of(const Item& item);

}  // namespace dietz
