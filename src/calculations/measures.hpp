#pragma once

#include "calculations/measure.hpp"
#include "calculations/relative_measures.hpp"
#include "calculations/series_measures.hpp"

#include <algorithm>
#include <bitset>
#include <cstddef>
#include <span>

namespace dietz {

struct MeasureFamily {
  std::string_view title;
  std::span<const Measure> measures;
};

/// The one table of measures, in the order of the output.
inline constexpr std::array measure_families{
    MeasureFamily{"Return", return_measures},
    MeasureFamily{"Spread and shape", spread_measures},
    MeasureFamily{"Return for risk", sharpe_measures},
    MeasureFamily{"Against a minimum acceptable return", downside_measures},
    MeasureFamily{"Drawdown", drawdown_measures},
    MeasureFamily{"Tail", tail_measures},
    MeasureFamily{"Active return", active_measures},
    MeasureFamily{"Regression on the benchmark", regression_measures},
    MeasureFamily{"Adjusted for the benchmark's risk", adjusted_measures},
    MeasureFamily{"Capture", capture_measures},
    MeasureFamily{"Market timing", timing_measures},
};

inline constexpr std::size_t measure_count = [] {
  std::size_t count = 0;
  for (const MeasureFamily& family : measure_families) count += family.measures.size();
  return count;
}();

/// The families one after another.
inline constexpr std::array<Measure, measure_count> measures = [] {
  std::array<Measure, measure_count> all{};
  std::size_t at = 0;
  for (const MeasureFamily& family : measure_families) {
    for (const Measure& measure : family.measures) all[at++] = measure;
  }
  return all;
}();

/// The place of the measure of this name in `measures`; measure_count where there is none.
[[nodiscard]] constexpr std::size_t measure_index(std::string_view name) {
  std::size_t i = 0;
  while (i < measure_count && measures[i].name != name) ++i;
  return i;
}

/// The measure of this name; null where there is none.
[[nodiscard]] constexpr const Measure* find_measure(std::string_view name) {
  const std::size_t i = measure_index(name);
  return i < measure_count ? &measures[i] : nullptr;
}

/// A choice of measures by their places.
using MeasureSet = std::bitset<measure_count>;

[[nodiscard]] inline MeasureSet measures_where(unsigned traits) {
  MeasureSet set;
  for (std::size_t i = 0; i < measure_count; ++i) set[i] = measures[i].is(traits);
  return set;
}
/// All of them.
[[nodiscard]] inline MeasureSet all_measures() { return MeasureSet().set(); }
/// Those of a report.
[[nodiscard]] inline MeasureSet report_measures() { return measures_where(trait::report); }

}  // namespace dietz
