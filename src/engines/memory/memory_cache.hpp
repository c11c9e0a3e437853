#pragma once

#include "base/clock.hpp"
#include "cache/cache.hpp"

#include <cstddef>
#include <list>
#include <mutex>
#include <string>
#include <unordered_map>

namespace dietz {

/// Cache in the process. Above its bound it forgets what wasn't asked for the longest time.
class MemoryCache : public Cache {
 public:
  /// @param max_bytes keys and values together, with a little for each entry
  MemoryCache(const Clock& clock, std::size_t max_bytes) : clock_(clock), max_bytes_(max_bytes) {}

  [[nodiscard]] std::optional<std::string> get(std::string_view key) override;
  void set(std::string_view key, std::string_view value, std::int64_t ttl_seconds) override;
  void remove(std::string_view key) override;
  void clear() override;
  [[nodiscard]] std::size_t bytes() const;

 private:
  struct Entry {
    std::string key;
    std::string value;
    std::int64_t expires_at = 0;
  };
  using Entries = std::list<Entry>;

  void forget(Entries::iterator entry);

  const Clock& clock_;
  const std::size_t max_bytes_;
  mutable std::mutex mutex_;
  std::size_t bytes_ = 0;
  Entries entries_;  ///< latest use first
  std::unordered_map<std::string_view, Entries::iterator> by_key_;
};

}  // namespace dietz
