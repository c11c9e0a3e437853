#pragma once

#include "api_handler/references.hpp"
#include "api_handler/resource.hpp"

#include <vector>

namespace dietz {

/// `/v1/portfolios`, `/v1/portfolio-groups`, `/v1/securities`, `/v1/benchmarks`, `/v1/policies`: list (by
/// `external_id` and the fields of the entity that people look for), create, get, replace, delete. The parts and
/// repositories must outlive the routes.
[[nodiscard]] std::vector<Route> entity_routes(const ResourceParts& parts, const EntityRepositories& repositories);

}  // namespace dietz
