#pragma once

#include "model/date.hpp"

namespace dietz {

/// The time from the close of `from` to the close of `to`: half-open, so `from` itself is outside and `to` inside.
/// YTD begins at 31 December's close.
struct DateRange {
  Date from;
  Date to;

  [[nodiscard]] constexpr int days() const { return to - from; }
  [[nodiscard]] constexpr bool contains(Date d) const { return from < d && d <= to; }
  friend constexpr bool operator==(const DateRange&, const DateRange&) = default;
};

}  // namespace dietz
