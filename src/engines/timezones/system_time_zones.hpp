#pragma once

#include "base/time_zones.hpp"

namespace dietz {

/// The operating system's time zone database (the package `tzdata`), so that new rules come with the system's updates.
/// Safe to use from several threads.
class SystemTimeZones : public TimeZones {
 public:
  [[nodiscard]] Result<std::int32_t> utc_offset_seconds(std::string_view zone, std::int64_t utc_seconds) const override;
};

}  // namespace dietz
