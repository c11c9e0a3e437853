#pragma once

#include "base/result.hpp"
#include "calculations/public_market_equivalent.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// The rows `date,contribution,distribution,nav[,index]` as one entry a day in rising dates: contributions and
/// distributions of a day add up; a day has one net asset value and one index at most. All rows may be in any order.
/// Errors: what isn't a date or a number, a negative amount, an index of 0 or below, a day after `today`.
[[nodiscard]] Result<std::vector<PrivateFlow>> read_private_flows(std::string_view text, const std::string& file,
                                                                  Date today);

}  // namespace dietz
