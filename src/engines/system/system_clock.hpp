#pragma once

#include "base/clock.hpp"

namespace dietz {

/// The time of the operating system.
class SystemClock : public Clock {
 public:
  [[nodiscard]] std::int64_t now_microseconds() const override;
};

}  // namespace dietz
