#pragma once

#include "base/result.hpp"
#include "store/condition.hpp"
#include "store/item.hpp"
#include "store/operations.hpp"
#include "store/query.hpp"
#include "store/transaction.hpp"

#include <optional>

namespace dietz {

/// Items with conditions, two indexes and transactions. One store is one table; whoever writes keys sees to it that
/// they begin with the tenant. Thread-safe; a write that returned is durable as far as the engine promises durability,
/// and a later `get`, or `query` of the primary index, on any thread sees it.
///
/// Rules, the same for all engines; breaking one is `invalid` and nothing is written:
/// - keys: see ItemKey; attribute names: 1 to 255 bytes, none of `pk`, `sk`; texts are UTF-8;
/// - an item has at most 400 KB (size_of), lists and maps nest at most 32 deep;
/// - the attributes of an index are non-empty strings; `ttl` is a number.
///
/// Conditions look at the item as it is, also when it has expired but wasn't removed yet: one that depends on expiry
/// compares `ttl` itself.
///
/// Errors, unless a function says more: invalid, throttled, retry, unknown_outcome (writes only), fatal (also for an
/// item whose bytes are damaged).
class ItemStore {
 public:
  virtual ~ItemStore() = default;

  /// The item under a key, or nothing. Sees every write that was acknowledged before.
  [[nodiscard]] virtual Result<std::optional<Item>> get(const ItemKey& key) = 0;
  /// Errors: conflict, if the condition doesn't hold.
  [[nodiscard]] virtual Status put(const PutItem& put) = 0;
  /// Errors: conflict, if the condition doesn't hold.
  [[nodiscard]] virtual Status remove(const RemoveItem& remove) = 0;
  /// The item after the changes. Errors: conflict, if the condition doesn't hold.
  [[nodiscard]] virtual Result<Item> update(const UpdateItem& update) = 0;
  /// A page of items. Indexes may lag behind the items.
  [[nodiscard]] virtual Result<Page> query(const Query& query) = 0;
  /// Does all operations or none; see StoreTransaction. All conditions are about the items before the transaction.
  [[nodiscard]] virtual TransactionOutcome transact(const StoreTransaction& transaction) = 0;

  /// Whether `transact` puts messages into queues; if not, a transaction with messages is invalid, and whoever has
  /// something to say writes it as an item (an outbox) and sends it afterwards.
  [[nodiscard]] virtual bool carries_messages() const { return false; }
};

}  // namespace dietz
