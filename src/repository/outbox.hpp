#pragma once

#include "base/result.hpp"
#include "model/instant.hpp"
#include "model/tenant.hpp"
#include "queue/queue.hpp"
#include "store/item_store.hpp"

#include <cstddef>
#include <functional>
#include <string>

namespace dietz {

/// The item of a message that waits to be sent.
[[nodiscard]] Item outbox_item(const TenantContext& context, const CarriedMessage& message, Instant time,
                               const std::string& nonce);

/// Sends what transactions left in the outbox of a store that carries no messages. A message is removed after it was
/// sent, so it may be sent twice, and never not at all. Thread-safe as its store and queues are.
class Outbox {
 public:
  using FindQueue = std::function<Queue*(const std::string& name)>;

  Outbox(ItemStore& store, FindQueue find_queue) : store_(store), find_queue_(std::move(find_queue)) {}

  /// Sends up to `limit` messages, oldest first, of all tenants; tells how many. Errors: those of store and queue, and
  /// fatal for a message to a queue that isn't there.
  [[nodiscard]] Result<std::size_t> relay(std::size_t limit);

 private:
  Status send(const Item& item);

  ItemStore& store_;
  FindQueue find_queue_;
};

}  // namespace dietz
