#pragma once

#include "base/clock.hpp"
#include "engines/sqlite/database.hpp"
#include "engines/sqlite/message_signal.hpp"
#include "queue/queue.hpp"

namespace dietz {

/// Queue in a SqliteDatabase, beside the items. Leases and delays follow the Clock; waiting takes real time. Other
/// processes' messages are seen within 50 ms.
class SqliteQueue : public Queue {
 public:
  SqliteQueue(SqliteDatabase& database, const Clock& clock, QueueSettings settings)
      : database_(database), clock_(clock), settings_(std::move(settings)) {}

  [[nodiscard]] Status send(std::span<const OutgoingMessage> messages) override;
  [[nodiscard]] Result<std::vector<ReceivedMessage>> receive(std::size_t max, std::int64_t lease_seconds,
                                                             std::int64_t wait_milliseconds) override;
  [[nodiscard]] Status extend(const std::string& receipt, std::int64_t lease_seconds) override;
  [[nodiscard]] Status remove(const std::string& receipt) override;
  [[nodiscard]] Result<QueueDepth> depth() override;
  [[nodiscard]] Result<std::vector<ReceivedMessage>> dead_letters(std::size_t max) override;
  [[nodiscard]] Result<std::size_t> redrive(std::size_t max) override;
  [[nodiscard]] Status purge() override;

  /// What a store's transactions that send to this queue signal.
  [[nodiscard]] MessageSignal& signal() { return signal_; }

 private:
  Result<std::vector<ReceivedMessage>> take(std::size_t max, std::int64_t lease_seconds);
  Result<bool> has_visible();
  void bury_spent(Connection& connection, std::int64_t now);

  SqliteDatabase& database_;
  const Clock& clock_;
  const QueueSettings settings_;
  MessageSignal signal_;
};

}  // namespace dietz
