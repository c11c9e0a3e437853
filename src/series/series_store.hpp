#pragma once

#include "base/result.hpp"
#include "series/series.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace dietz {

/// Series of figures. Thread-safe. Writing the same points twice is harmless.
///
/// Errors, unless a function says more: invalid (see check_series), retry, throttled, unknown_outcome (writes only),
/// fatal (also for damaged bytes).
class SeriesStore {
 public:
  virtual ~SeriesStore() = default;

  /// Writes points, in place of those that end on the same days. The columns are those of the series: the first write
  /// chooses them. Errors: conflict, if the series has other columns.
  [[nodiscard]] virtual Status write(const SeriesKey& key, const Series& series) = 0;
  /// Writes points and forgets all stored ones that end on or after the first of them: what a recalculation does.
  [[nodiscard]] virtual Status replace_from(const SeriesKey& key, const Series& series) = 0;
  /// The points that end from `first` to `last`, both included, in order; `columns` chooses some, none means all. A
  /// series that isn't there has no points. Errors: invalid, if the series lacks a column asked for.
  [[nodiscard]] virtual Result<Series> read(const SeriesKey& key, std::int32_t first, std::int32_t last,
                                            const std::vector<std::string>& columns) = 0;
  /// The series of a portfolio or benchmark, in the order of version and frequency.
  [[nodiscard]] virtual Result<std::vector<SeriesKey>> list(const SeriesOwner& owner) = 0;
  /// Forgets a series; done also where there is none.
  [[nodiscard]] virtual Status remove(const SeriesKey& key) = 0;
  /// Forgets everything of a tenant.
  [[nodiscard]] virtual Status remove_tenant(const std::string& tenant) = 0;
};

}  // namespace dietz
