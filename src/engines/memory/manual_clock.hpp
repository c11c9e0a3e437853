#pragma once

#include "base/clock.hpp"

#include <atomic>

namespace dietz {

/// A clock that stands until it is moved.
class ManualClock : public Clock {
 public:
  explicit ManualClock(std::int64_t microseconds = 1'750'000'000'000'000) : now_(microseconds) {}
  [[nodiscard]] std::int64_t now_microseconds() const override { return now_.load(); }
  void advance_seconds(std::int64_t seconds) { now_ += seconds * 1'000'000; }
  void advance_microseconds(std::int64_t microseconds) { now_ += microseconds; }

 private:
  std::atomic<std::int64_t> now_;
};

}  // namespace dietz
