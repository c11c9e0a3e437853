#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"
#include "cli/risk_command.hpp"

namespace dietz {

/// `dietz risk --matrix`: covariances and correlations of all series of the file, and what each of the weighted ones
/// contributes to their portfolio's risk. A weight that is no number or of no series is wrong usage.
[[nodiscard]] Outcome run_matrix(const RiskOptions& options, Context& context);

}  // namespace dietz
