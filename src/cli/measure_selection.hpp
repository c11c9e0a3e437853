#pragma once

#include "base/result.hpp"
#include "calculations/measures.hpp"

#include <string>

namespace dietz {

/// The measures of `--figures`: names divided by commas, `all`, or `common` for those of a report.
/// Error: `not_found` for a name that is no measure's, with the nearest one.
[[nodiscard]] Result<MeasureSet> parse_measures(const std::string& text);

/// The first of the measures that needs a benchmark; null where none does.
[[nodiscard]] const Measure* first_relative(const MeasureSet& set);

}  // namespace dietz
