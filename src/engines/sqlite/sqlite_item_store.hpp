#pragma once

#include "base/clock.hpp"
#include "engines/sqlite/database.hpp"
#include "engines/sqlite/message_signal.hpp"
#include "store/item_store.hpp"

#include <map>
#include <string>

namespace dietz {

/// ItemStore in a SqliteDatabase. Indexes never lag; transactions carry messages to the queues it is given.
class SqliteItemStore : public ItemStore {
 public:
  /// @param queues what transactions may send to, with the signals of those queues; the others' names are invalid
  SqliteItemStore(SqliteDatabase& database, const Clock& clock, std::map<std::string, MessageSignal*> queues)
      : database_(database), clock_(clock), queues_(std::move(queues)) {}

  [[nodiscard]] Result<std::optional<Item>> get(const ItemKey& key) override;
  [[nodiscard]] Status put(const PutItem& put) override;
  [[nodiscard]] Status remove(const RemoveItem& remove) override;
  [[nodiscard]] Result<Item> update(const UpdateItem& update) override;
  [[nodiscard]] Result<Page> query(const Query& query) override;
  [[nodiscard]] TransactionOutcome transact(const StoreTransaction& transaction) override;
  [[nodiscard]] bool carries_messages() const override { return !queues_.empty(); }

  /// Removes up to `limit` expired items, and tokens older than a day; tells how many items.
  [[nodiscard]] Result<std::size_t> remove_expired(std::size_t limit);

 private:
  Result<Attributes> write_one(const TransactionOperation& operation);
  [[nodiscard]] Status check_messages_of(const StoreTransaction& transaction) const;
  TransactionOutcome execute(Connection& connection, const StoreTransaction& transaction, std::int64_t now);

  SqliteDatabase& database_;
  const Clock& clock_;
  const std::map<std::string, MessageSignal*> queues_;
};

}  // namespace dietz
