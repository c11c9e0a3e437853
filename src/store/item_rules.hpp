#pragma once

#include "base/result.hpp"
#include "store/operations.hpp"
#include "store/query.hpp"
#include "store/transaction.hpp"

#include <cstddef>

namespace dietz {

inline constexpr std::size_t max_partition_bytes = 2048;
inline constexpr std::size_t max_sort_bytes = 1024;
inline constexpr std::size_t max_item_bytes = 400 * 1024;
inline constexpr std::size_t max_attribute_name_bytes = 255;
inline constexpr std::size_t max_nesting = 32;
inline constexpr std::size_t max_operations = 100;
inline constexpr std::size_t max_transaction_bytes = 4 << 20;
inline constexpr std::size_t max_token_bytes = 36;

// The rules of ItemStore, for engines to call before they write or read. Errors: invalid, saying which rule.

[[nodiscard]] Status check_key(const ItemKey& key);
[[nodiscard]] Status check_item(const Item& item);
[[nodiscard]] Status check_condition(const Condition& condition);
[[nodiscard]] Status check_query(const Query& query);
/// An operation by itself; the item that an update makes is checked with check_item when it is known.
[[nodiscard]] Status check_operation(const TransactionOperation& operation);
[[nodiscard]] Status check_transaction(const StoreTransaction& transaction);

}  // namespace dietz
