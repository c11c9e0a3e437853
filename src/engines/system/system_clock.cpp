#include "engines/system/system_clock.hpp"

#include <chrono>

namespace dietz {

std::int64_t SystemClock::now_microseconds() const {
  const auto since_1970 = std::chrono::system_clock::now().time_since_epoch();
  return std::chrono::duration_cast<std::chrono::microseconds>(since_1970).count();
}

}  // namespace dietz
