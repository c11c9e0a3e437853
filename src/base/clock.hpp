#pragma once

#include <cstdint>

namespace dietz {

/// What time it is. Whoever needs the time takes a Clock&; calculations get dates as data. Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  /// Microseconds since 1970-01-01T00:00:00Z, without leap seconds.
  [[nodiscard]] virtual std::int64_t now_microseconds() const = 0;
  /// The same in whole seconds, rounded down.
  [[nodiscard]] std::int64_t now_seconds() const {
    const std::int64_t now = now_microseconds();
    return now / 1'000'000 - (now % 1'000'000 < 0 ? 1 : 0);
  }
};

}  // namespace dietz
