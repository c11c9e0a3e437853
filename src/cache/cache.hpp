#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Values that may be forgotten at any time. A cache never fails: what goes wrong is a miss. Keys hold the tenant and
/// the version of the data, so that nothing stale or foreign can be found. Thread-safe.
class Cache {
 public:
  virtual ~Cache() = default;
  [[nodiscard]] virtual std::optional<std::string> get(std::string_view key) = 0;
  /// Keeps a value for `ttl_seconds` at most; 0 or less keeps nothing and forgets what was there.
  virtual void set(std::string_view key, std::string_view value, std::int64_t ttl_seconds) = 0;
  virtual void remove(std::string_view key) = 0;
  virtual void clear() = 0;
};

}  // namespace dietz
