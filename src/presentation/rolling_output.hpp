#pragma once

#include "calculations/rolling_risk.hpp"
#include "codec/json_writer.hpp"
#include "model/date.hpp"

#include <cstddef>
#include <span>
#include <string>

namespace dietz {

/// Measures over windows, and the dates of the returns they slide over.
struct RollingTable {
  std::size_t window = 0;
  std::span<const Date> dates;
  std::span<const RollingMeasure> measures;

  [[nodiscard]] std::size_t windows() const { return dates.size() < window ? 0 : dates.size() - window + 1; }
  /// The last date of a window.
  [[nodiscard]] Date date(std::size_t at) const { return dates[at + window - 1]; }
};

/// The member "rolling": {"window", "windows", "series": {NAME: [{"date", "value", "reason"?}]}}.
void write_rolling(JsonWriter& json, const RollingTable& table);

/// `date,NAME,…`, a line a window; a cell is empty where there is no value.
[[nodiscard]] std::string rolling_as_csv(const RollingTable& table);

/// For people: of each measure the last, least, greatest value and the mean over the windows.
[[nodiscard]] std::string rolling_as_text(const RollingTable& table);

}  // namespace dietz
