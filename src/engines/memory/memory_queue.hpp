#pragma once

#include "base/clock.hpp"
#include "queue/queue.hpp"

#include <condition_variable>
#include <map>
#include <memory>
#include <mutex>
#include <string>

namespace dietz {

/// Queue in memory. Leases and delays follow the Clock; waiting for a first message takes real time.
class MemoryQueue : public Queue {
 public:
  MemoryQueue(QueueSettings settings, const Clock& clock) : settings_(std::move(settings)), clock_(clock) {}

  [[nodiscard]] Status send(std::span<const OutgoingMessage> messages) override;
  [[nodiscard]] Result<std::vector<ReceivedMessage>> receive(std::size_t max, std::int64_t lease_seconds,
                                                             std::int64_t wait_milliseconds) override;
  [[nodiscard]] Status extend(const std::string& receipt, std::int64_t lease_seconds) override;
  [[nodiscard]] Status remove(const std::string& receipt) override;
  [[nodiscard]] Result<QueueDepth> depth() override;
  [[nodiscard]] Result<std::vector<ReceivedMessage>> dead_letters(std::size_t max) override;
  [[nodiscard]] Result<std::size_t> redrive(std::size_t max) override;
  [[nodiscard]] Status purge() override;

 private:
  struct Message {
    std::string body;
    std::int64_t visible_at = 0;
    std::size_t receives = 0;
  };

  std::vector<ReceivedMessage> take(std::size_t max, std::int64_t lease_seconds);
  /// The live message that a receipt of its latest delivery names.
  Message* leased(const std::string& receipt, std::uint64_t& id);

  const QueueSettings settings_;
  const Clock& clock_;
  std::mutex mutex_;
  std::condition_variable arrived_;
  std::uint64_t next_id_ = 1;
  std::map<std::uint64_t, Message> messages_;
  std::map<std::uint64_t, Message> dead_;
};

/// The queues of a MemoryItemStore by name, so that its transactions can send. Add all queues before anything is sent.
class MemoryQueues {
 public:
  explicit MemoryQueues(const Clock& clock) : clock_(clock) {}
  Queue& add(QueueSettings settings) {
    const std::string name = settings.name;
    return *queues_.insert_or_assign(name, std::make_unique<MemoryQueue>(std::move(settings), clock_)).first->second;
  }
  [[nodiscard]] Queue* find(const std::string& name) const {
    const auto found = queues_.find(name);
    return found == queues_.end() ? nullptr : found->second.get();
  }

 private:
  const Clock& clock_;
  std::map<std::string, std::unique_ptr<MemoryQueue>> queues_;
};

}  // namespace dietz
