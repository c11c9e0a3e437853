#pragma once

#include "model/date.hpp"

#include <algorithm>
#include <cstddef>
#include <vector>

namespace dietz {

/// The first of `entries` (in order of date) that is dated after `date`. Looks from the end on in growing steps, so
/// that a day near the end costs the same however long the series is.
template <class Entry>
[[nodiscard]] typename std::vector<Entry>::const_iterator first_after(const std::vector<Entry>& entries, Date date) {
  std::size_t step = 1;
  while (step < entries.size() && entries[entries.size() - step].date > date) step *= 2;
  const auto from = step < entries.size() ? entries.end() - static_cast<std::ptrdiff_t>(step) : entries.begin();
  return std::partition_point(from, entries.end(), [date](const Entry& entry) { return entry.date <= date; });
}

}  // namespace dietz
