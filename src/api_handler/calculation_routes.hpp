#pragma once

#include "api_handler/references.hpp"
#include "api_handler/resource.hpp"
#include "blob/blob_store.hpp"
#include "performance_calculator/performance_calculator.hpp"

#include <vector>

namespace dietz {

/// What the resource of calculations works with, beside what all resources do.
struct CalculationParts {
  CalculationRepository& calculations;
  BlobStore& blobs;  ///< where workers leave results
  const PerformanceCalculator& calculator;
};

/// `POST /v1/portfolios/{id}/calculations` and `POST /v1/calculations:batch` store what is asked and have a worker do
/// it (202); `/v1/calculations/{id}` tells how far it is, `…/result` gives the result, `…/explanation?figure=` the
/// tree behind a figure, and DELETE cancels. What a calculation hasn't come to is 409.
[[nodiscard]] std::vector<Route> calculation_routes(const ResourceParts& parts, const EntityRepositories& entities,
                                                    const CalculationParts& calculation_parts);

}  // namespace dietz
