#pragma once

#include "api_handler/route.hpp"

#include <functional>
#include <vector>

namespace dietz {

/// `/health`: the process answers. `/ready`: it can serve; 503 as long as `is_ready` says no, which is asked on every
/// call and must cost nothing.
[[nodiscard]] std::vector<Route> health_routes(std::function<bool()> is_ready);

}  // namespace dietz
