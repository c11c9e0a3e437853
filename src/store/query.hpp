#pragma once

#include "base/result.hpp"
#include "store/item.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// Which sort keys of a partition are asked for.
struct SortRange {
  enum class Kind : std::uint8_t { all, equal, less, less_or_equal, greater, greater_or_equal, between, begins_with };
  Kind kind = Kind::all;
  std::string low;   ///< the one bound, the prefix, or the lower bound of `between`
  std::string high;  ///< the upper bound of `between`; both bounds belong to the range

  [[nodiscard]] static SortRange all() { return {}; }
  [[nodiscard]] static SortRange begins_with(std::string prefix) { return {Kind::begins_with, std::move(prefix), {}}; }
  [[nodiscard]] static SortRange between(std::string low, std::string high) {
    return {Kind::between, std::move(low), std::move(high)};
  }
  [[nodiscard]] static SortRange compare(Kind kind, std::string bound) { return {kind, std::move(bound), {}}; }
};

/// A range as what it always is: the sort keys from `from` on and below `below` (no bound if there is none), bytewise.
struct SortSpan {
  std::string from;
  std::optional<std::string> below;
};
[[nodiscard]] SortSpan span_of(const SortRange& range);

/// Items of one partition, or of one partition of an index, in the order of their sort keys.
struct Query {
  ItemIndex index = ItemIndex::primary;
  std::string partition = {};
  SortRange range = {};
  bool forward = true;  ///< false: from the greatest sort key down
  /// Most items on a page, from 1; a page also ends at 1 MB.
  std::size_t limit = 100;
  /// Where the page before ended (`Page::next`); empty: from the beginning. A token fits the query it comes from, with
  /// any limit and either direction.
  std::string after = {};
};

struct Page {
  std::vector<Item> items;
  /// Empty: there is no more. Otherwise there may be more, also where this page has fewer items than the limit, or
  /// none.
  std::string next;
};

/// The token for "what comes behind this item".
[[nodiscard]] std::string page_token(const Query& query, const Item& last);

/// Where a page begins: behind the item with this key, whose key in the index is `index_key`.
struct PagePosition {
  ItemKey index_key;
  ItemKey key;
};

/// What a token says. Errors: invalid, where it is none or belongs to a query of another index or partition.
[[nodiscard]] Result<PagePosition> position_of(const Query& query);

inline constexpr std::size_t max_page_bytes = 1 << 20;

}  // namespace dietz
