#pragma once

#include "calculations/attribution.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace dietz {

/// Weights and returns of segments as columns, period after period in order of time: segment i of period t is at
/// t·segments + i. Every return is known.
struct SegmentColumns {
  std::size_t segments = 0;
  std::span<const double> portfolio_weights;
  std::span<const double> benchmark_weights;
  std::span<const double> portfolio_returns;
  std::span<const double> benchmark_returns;
};

/// Effects as columns: of each segment linked over all periods, and of each period unlinked.
struct ColumnEffects {
  std::vector<double> allocation, selection, interaction;
  void resize(std::size_t count);
};

struct ColumnAttribution {
  ColumnEffects segments;
  ColumnEffects periods;
  Effects totals;
  Rate active_return = Reason::insufficient_data;
  Reason reason = Reason::none;  ///< why nothing is linked
};

/// Brinson-Fachler (or, by the method, Brinson-Hood-Beebower) effects linked by Carino, Menchero or GRAP, with the same
/// bits as `attribute`, for tables with many segments and periods. Into memory that `result` may have already.
/// Reasons: those of the linking factors; `undefined_ratio` beyond the range of a double; `unsupported` for another
/// model or linking method; `insufficient_data` without rows or with columns of different lengths.
void attribute_columns(const SegmentColumns& columns, const AttributionMethod& method, ColumnAttribution& result);

}  // namespace dietz
