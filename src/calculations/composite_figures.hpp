#pragma once

#include "calculations/composite_report.hpp"

namespace dietz {

/// Adds the years and the figures of a composite to a report that has its months. What they are: composite_report.
void add_composite_figures(CompositeReport& report, const Policy& policy);

}  // namespace dietz
