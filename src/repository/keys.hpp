#pragma once

#include "base/result.hpp"
#include "model/date.hpp"
#include "model/instant.hpp"
#include "model/tenant.hpp"
#include "store/item.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace dietz {

/// Stands between the parts of a key; no id can hold it.
inline constexpr char key_separator = '#';

/// One row of the data model: how the items of an entity are named and found. `{…}` are variable parts.
struct KeyRow {
  std::string_view entity;
  std::string_view partition;
  std::string_view sort;
  std::string_view index1;  ///< partition / sort, or empty
  std::string_view index2;
  std::string_view access;  ///< what is asked for this way
};

/// Every kind of item there is; docs/data-model.md shows the same rows.
[[nodiscard]] std::span<const KeyRow> key_table();

/// `tenant#type` or `tenant#type#parent`.
[[nodiscard]] std::string partition_of(const TenantContext& context, std::string_view type);
[[nodiscard]] std::string partition_of(const TenantContext& context, std::string_view type, std::string_view parent);

/// Digits that sort like the numbers: microseconds since 1970 with 17 digits, never negative.
[[nodiscard]] std::string sortable(Instant moment);
/// A version with 8 digits.
[[nodiscard]] std::string sortable(std::uint32_t version);

/// Errors: invalid, unless is_entity_id.
[[nodiscard]] Status check_id(std::string_view what, std::string_view id);

}  // namespace dietz
