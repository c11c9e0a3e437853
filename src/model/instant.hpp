#pragma once

#include "model/date.hpp"

#include <compare>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace dietz {

/// A moment in UTC, in microseconds since 1970-01-01T00:00:00Z: when a fact became known, or up to when facts count.
struct Instant {
  std::int64_t microseconds = std::numeric_limits<std::int64_t>::min();

  /// Before every recorded fact: rows without `recorded_at` have always been known.
  [[nodiscard]] static constexpr Instant always() { return {}; }
  [[nodiscard]] static constexpr Instant latest() { return {std::numeric_limits<std::int64_t>::max()}; }
  /// RFC 3339 with an offset (`2026-01-31T17:00:00Z`, `…+01:00`), or a date, which means the end of that day in UTC.
  /// A leap second is the same moment as the midnight after it; digits behind microseconds are cut.
  [[nodiscard]] static std::optional<Instant> parse(std::string_view text);
  friend constexpr auto operator<=>(Instant, Instant) = default;
};

/// What calendar and clock show at a place.
struct LocalTime {
  Date date;
  std::int64_t microsecond_of_day = 0;
  friend constexpr auto operator<=>(const LocalTime&, const LocalTime&) = default;
};

/// Calendar and clock where local time is `utc_offset_seconds` ahead of UTC (base/time_zones.hpp tells it for a zone).
[[nodiscard]] LocalTime local_time(Instant moment, std::int32_t utc_offset_seconds);

}  // namespace dietz
