#pragma once

#include "calculations/attribution.hpp"
#include "cli/attribution_command.hpp"

namespace dietz {

/// `dietz attribution BOOK`.
[[nodiscard]] Outcome run_book_attribution(const AttributionOptions& options, const AttributionMethod& method,
                                           Context& context);

}  // namespace dietz
