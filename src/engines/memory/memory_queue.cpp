#include "engines/memory/memory_queue.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;

/// A receipt is `message-delivery`; an old delivery's receipt no longer counts.
std::string receipt_of(std::uint64_t id, std::size_t receives) {
  return std::to_string(id) + '-' + std::to_string(receives);
}

}  // namespace

Status MemoryQueue::send(std::span<const OutgoingMessage> messages) {
  if (Status s = check_messages(messages); !s) return s;
  {
    const std::lock_guard lock(mutex_);
    for (const OutgoingMessage& message : messages) {
      messages_.emplace(next_id_++,
                        Message{message.body, clock_.now_microseconds() + message.delay_seconds * second, 0});
    }
  }
  arrived_.notify_all();
  return Done{};
}

std::vector<ReceivedMessage> MemoryQueue::take(std::size_t max, std::int64_t lease_seconds) {
  const std::int64_t now = clock_.now_microseconds();
  std::vector<ReceivedMessage> taken;
  for (auto it = messages_.begin(); it != messages_.end() && taken.size() < max;) {
    auto& [id, message] = *it;
    if (message.visible_at > now) {
      ++it;
      continue;
    }
    if (message.receives >= settings_.max_receives) {
      dead_.insert(messages_.extract(it++));
      continue;
    }
    message.visible_at = now + lease_seconds * second;
    ++message.receives;
    taken.push_back({std::to_string(id), receipt_of(id, message.receives), message.body, message.receives});
    ++it;
  }
  return taken;
}

Result<std::vector<ReceivedMessage>> MemoryQueue::receive(std::size_t max, std::int64_t lease_seconds,
                                                          std::int64_t wait_milliseconds) {
  if (Status s = check_receive(max, lease_seconds, wait_milliseconds); !s) return std::move(s).error();
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_milliseconds);
  // Leases and delays run out without a notification.
  constexpr std::chrono::milliseconds look_again{20};
  std::unique_lock lock(mutex_);
  while (true) {
    std::vector<ReceivedMessage> taken = take(max, lease_seconds);
    const auto now = std::chrono::steady_clock::now();
    if (!taken.empty() || now >= end) return taken;
    arrived_.wait_until(lock, std::min(end, now + look_again));
  }
}

MemoryQueue::Message* MemoryQueue::leased(const std::string& receipt, std::uint64_t& id) {
  const char* const end = receipt.data() + receipt.size();
  if (std::from_chars(receipt.data(), end, id).ec != std::errc{}) return nullptr;
  const auto found = messages_.find(id);
  if (found == messages_.end() || receipt_of(id, found->second.receives) != receipt) return nullptr;
  return &found->second;
}

Status MemoryQueue::extend(const std::string& receipt, std::int64_t lease_seconds) {
  if (Status s = check_lease(lease_seconds); !s) return s;
  const std::lock_guard lock(mutex_);
  std::uint64_t id = 0;
  Message* message = leased(receipt, id);
  const std::int64_t now = clock_.now_microseconds();
  if (!message || message->visible_at <= now) return Error::conflict("the lease of the message has ended");
  message->visible_at = now + lease_seconds * second;
  return Done{};
}

Status MemoryQueue::remove(const std::string& receipt) {
  const std::lock_guard lock(mutex_);
  std::uint64_t id = 0;
  if (leased(receipt, id)) messages_.erase(id);
  return Done{};
}

Result<QueueDepth> MemoryQueue::depth() {
  const std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.now_microseconds();
  QueueDepth depth;
  depth.dead = dead_.size();
  for (const auto& [id, message] : messages_) {
    if (message.visible_at > now) {
      ++(message.receives > 0 ? depth.leased : depth.delayed);
    } else {
      ++(message.receives >= settings_.max_receives ? depth.dead : depth.ready);
    }
  }
  return depth;
}

Result<std::vector<ReceivedMessage>> MemoryQueue::dead_letters(std::size_t max) {
  if (Status s = check_receive(max, 1, 0); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  const std::int64_t now = clock_.now_microseconds();
  for (auto it = messages_.begin(); it != messages_.end();) {
    const bool dead = it->second.visible_at <= now && it->second.receives >= settings_.max_receives;
    const auto next = std::next(it);
    if (dead) dead_.insert(messages_.extract(it));
    it = next;
  }
  std::vector<ReceivedMessage> letters;
  for (const auto& [id, message] : dead_) {
    if (letters.size() == max) break;
    letters.push_back({std::to_string(id), {}, message.body, message.receives});
  }
  return letters;
}

Result<std::size_t> MemoryQueue::redrive(std::size_t max) {
  const Result<std::vector<ReceivedMessage>> swept = dead_letters(1);
  if (!swept) return swept.error();
  std::size_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    for (; count < max && !dead_.empty(); ++count) {
      auto node = dead_.extract(dead_.begin());
      node.mapped().receives = 0;
      node.mapped().visible_at = clock_.now_microseconds();
      // A new id: receipts of its former life must not count.
      node.key() = next_id_++;
      messages_.insert(std::move(node));
    }
  }
  arrived_.notify_all();
  return count;
}

Status MemoryQueue::purge() {
  const std::lock_guard lock(mutex_);
  messages_.clear();
  dead_.clear();
  return Done{};
}

}  // namespace dietz
