#include "engines/memory/memory_cache.hpp"

#include <limits>

namespace dietz {
namespace {

constexpr std::size_t entry_overhead = 128;

std::size_t bytes_of(std::string_view key, std::string_view value) {
  return key.size() + value.size() + entry_overhead;
}

}  // namespace

void MemoryCache::forget(Entries::iterator entry) {
  bytes_ -= bytes_of(entry->key, entry->value);
  by_key_.erase(entry->key);
  entries_.erase(entry);
}

std::optional<std::string> MemoryCache::get(std::string_view key) {
  const std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return std::nullopt;
  const Entries::iterator entry = found->second;
  if (entry->expires_at <= clock_.now_microseconds()) {
    forget(entry);
    return std::nullopt;
  }
  entries_.splice(entries_.begin(), entries_, entry);
  return entry->value;
}

void MemoryCache::set(std::string_view key, std::string_view value, std::int64_t ttl_seconds) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) forget(found->second);
  const std::size_t size = bytes_of(key, value);
  if (ttl_seconds <= 0 || size > max_bytes_) return;
  while (bytes_ + size > max_bytes_) forget(std::prev(entries_.end()));
  constexpr std::int64_t longest = std::numeric_limits<std::int64_t>::max() / 4 / 1'000'000;
  const std::int64_t life = ttl_seconds < longest ? ttl_seconds : longest;
  entries_.push_front({std::string(key), std::string(value), clock_.now_microseconds() + life * 1'000'000});
  by_key_.emplace(entries_.front().key, entries_.begin());
  bytes_ += size;
}

void MemoryCache::remove(std::string_view key) {
  const std::lock_guard lock(mutex_);
  if (const auto found = by_key_.find(key); found != by_key_.end()) forget(found->second);
}

void MemoryCache::clear() {
  const std::lock_guard lock(mutex_);
  by_key_.clear();
  entries_.clear();
  bytes_ = 0;
}

std::size_t MemoryCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace dietz
