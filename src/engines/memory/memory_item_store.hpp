#pragma once

#include "base/clock.hpp"
#include "engines/memory/memory_queue.hpp"
#include "store/item_store.hpp"

#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <utility>

namespace dietz {

/// ItemStore in memory; its transactions carry messages if it is given queues. Indexes never lag.
class MemoryItemStore : public ItemStore {
 public:
  explicit MemoryItemStore(const Clock& clock, MemoryQueues* queues = nullptr) : clock_(clock), queues_(queues) {}

  [[nodiscard]] Result<std::optional<Item>> get(const ItemKey& key) override;
  [[nodiscard]] Status put(const PutItem& put) override;
  [[nodiscard]] Status remove(const RemoveItem& remove) override;
  [[nodiscard]] Result<Item> update(const UpdateItem& update) override;
  [[nodiscard]] Result<Page> query(const Query& query) override;
  [[nodiscard]] TransactionOutcome transact(const StoreTransaction& transaction) override;
  [[nodiscard]] bool carries_messages() const override { return queues_ != nullptr; }

  /// How many items there are, expired ones included.
  [[nodiscard]] std::size_t size();
  /// Removes what has expired; tells how many items.
  std::size_t remove_expired();

 private:
  struct UsedToken {
    std::string content;
    std::int64_t used_at = 0;
  };
  /// Key in the index, key of the item.
  using IndexEntry = std::pair<ItemKey, ItemKey>;

  Status check_messages_of(const StoreTransaction& transaction) const;
  const Attributes* find(const ItemKey& key) const;
  Result<Attributes> write_one(const TransactionOperation& operation);
  void store(const ItemKey& key, Attributes attributes);
  void erase(const ItemKey& key);
  TransactionOutcome execute(const StoreTransaction& transaction);
  void send(const StoreTransaction& transaction);
  void forget_old_tokens();
  std::set<IndexEntry>* index(ItemIndex which);

  const Clock& clock_;
  MemoryQueues* queues_;
  std::mutex mutex_;
  std::map<ItemKey, Attributes> items_;
  std::set<IndexEntry> index1_;
  std::set<IndexEntry> index2_;
  std::map<std::string, UsedToken> tokens_;
};

}  // namespace dietz
