#pragma once

#include "calculations/explanation.hpp"

#include <cstddef>
#include <functional>
#include <vector>

namespace dietz {

/// The explanations that a page has room for: what `explain` makes of 0 … count − 1, as long as all together have at
/// most `steps` nodes. The last comes first, since a page opens with the total; then the others in order, up to the
/// first that doesn't fit. What is left out is empty.
[[nodiscard]] std::vector<Explanation> explanations_within(std::size_t count, std::size_t steps,
                                                           const std::function<Explanation(std::size_t)>& explain);

}  // namespace dietz
