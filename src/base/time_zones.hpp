#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <string_view>

namespace dietz {

/// The rules of the world's time zones. An engine answers from a database of them (`engines/timezones`).
class TimeZones {
 public:
  virtual ~TimeZones() = default;

  /// What to add to UTC for the local time in `zone` at a moment: seconds east of Greenwich, daylight saving included.
  /// @param zone an IANA name, `Europe/Zurich`; `UTC` is always known
  /// @param utc_seconds the moment, in seconds since 1970-01-01T00:00:00Z
  /// Errors: invalid, where the database has no such zone; fatal, where there is no database.
  [[nodiscard]] virtual Result<std::int32_t> utc_offset_seconds(std::string_view zone,
                                                                std::int64_t utc_seconds) const = 0;
};

}  // namespace dietz
