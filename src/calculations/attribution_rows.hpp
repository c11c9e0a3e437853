#pragma once

#include "calculations/attribution.hpp"

#include <span>

namespace dietz {

/// Weights whose sum is no more than this share of their sizes cancel: what is left is rounding.
constexpr double cancelled_share = 1e-12;

/// A row's returns, where one that is absent with a weight of 0 is the other side's (0 if both are). Only
/// `insufficient_data` counts as absent in this sense.
struct RowReturns {
  double portfolio = 0.0;
  double benchmark = 0.0;
  Reason no_portfolio = Reason::none;
  Reason no_benchmark = Reason::none;
};
[[nodiscard]] RowReturns returns_of(const SegmentRow& row);

/// Brinson's or the geometric effects of one period's rows, with totals, returns and reasons; the name is left empty.
[[nodiscard]] AttributedPeriod attribute_rows(const AttributionTable& table, std::span<const SegmentRow> rows,
                                              const AttributionMethod& method);

}  // namespace dietz
