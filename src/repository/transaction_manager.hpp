#pragma once

#include "base/result.hpp"
#include "repository/change_set.hpp"
#include "repository/id_source.hpp"
#include "store/item_store.hpp"

#include <string>

namespace dietz {

/// Executes ChangeSets as one transaction of the store, with their audit records, idempotency record and messages in
/// it. Messages go with the transaction where the store carries them, otherwise as outbox items; see Outbox.
/// Thread-safe.
class TransactionManager {
 public:
  TransactionManager(ItemStore& store, IdSource& ids) : store_(store), ids_(ids) {}

  /// Executes with a token of its own, so that what ends with an unknown outcome or meets another write is repeated a
  /// few times at once without being done twice. Errors: as ItemStore::transact; invalid, for more than 100 operations,
  /// what belongs to them included.
  [[nodiscard]] TransactionOutcome execute(const ChangeSet& changes);
  /// The same with the caller's token: executing the same ChangeSet again, also later, does nothing and succeeds.
  [[nodiscard]] TransactionOutcome execute(const ChangeSet& changes, const std::string& token);

  /// The transaction of a ChangeSet.
  [[nodiscard]] StoreTransaction transaction_of(const ChangeSet& changes, const std::string& token) const;

 private:
  ItemStore& store_;
  IdSource& ids_;
};

/// Whether a cancelled transaction failed because the idempotency key of its ChangeSet was used meanwhile: the item
/// that holds the other answer, or nothing.
[[nodiscard]] const Item* other_answer(const ChangeSet& changes, const TransactionOutcome& outcome);

}  // namespace dietz
