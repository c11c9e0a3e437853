#pragma once

#include "base/result.hpp"
#include "calculations/attribution.hpp"

#include <span>
#include <string>
#include <vector>

namespace dietz {

/// One position (or segment) in one period, with the names it is classified by.
struct ClassifiedRow {
  std::string period;
  std::string group;  ///< "" with one level
  std::string segment;
  std::string position;  ///< orders rows of one segment; rows that differ in nothing else are one segment's parts
  SegmentRow row;        ///< its index of the segment isn't used
  CurrencyRow currency;
  std::size_t source = 0;  ///< for messages: the line it comes from
};

/// A table of segments made of rows: rows of the same period, group and segment become one, weights and forwards added,
/// return = Σ w·r/Σ w (`zero_base` where weights cancel to 0 and returns don't). Rows may come in any order. Periods
/// are put in order of their numbers or, if all begin with a digit (dates, quarters), of their names; else they keep
/// the order of their first row. Segments are in order of group and name. Errors: rows of one segment and period that
/// differ in a currency's facts.
[[nodiscard]] Result<AttributionTable> classified_table(std::vector<ClassifiedRow> rows, bool two_levels,
                                                        bool with_currency);

}  // namespace dietz
