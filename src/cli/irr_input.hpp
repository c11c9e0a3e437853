#pragma once

#include "base/result.hpp"
#include "calculations/irr.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Reads `date,amount`, amount < 0 = money in. Rows may stand in any order, dates may repeat and lie in the future.
/// Errors: what the CSV reader refuses and bad cells, each with its line.
[[nodiscard]] Result<std::vector<DatedAmount>> read_dated_amounts(std::string_view text, const std::string& file);

/// Reads `period,amount`; a period is an integer of up to six digits.
[[nodiscard]] Result<std::vector<PeriodicAmount>> read_periodic_amounts(std::string_view text, const std::string& file);

}  // namespace dietz
