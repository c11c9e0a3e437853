#pragma once

#include "base/result.hpp"
#include "calculations/valued_day.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Reads `date,value[,flow][,timing]`: value = end of day after the day's flows, empty = not valued; flow > 0 = money
/// in; timing start|end overrides the policy. Several rows a day may stand: flows add up, one of them may hold a value.
/// Rows may stand in any order. Errors: what the CSV reader refuses, bad cells, a second value for a day, a date after
/// `today`, an overflow; each with its line.
[[nodiscard]] Result<std::vector<ValuedDay>> read_valued_days(std::string_view text, const std::string& file,
                                                              FlowTiming policy, Date today);

}  // namespace dietz
