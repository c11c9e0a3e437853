#pragma once

#include "calculations/portfolio_report.hpp"
#include "model/calculation.hpp"
#include "model/tenant.hpp"
#include "series/series.hpp"

#include <utility>
#include <vector>

namespace dietz {

/// The series of a report as the series store holds them: daily (`value`, `twr_cumulative`, `drawdown`), and monthly
/// and custom ones out of its periods (a rate a figure). The calculation's id is their version. Empty ones are left
/// out.
[[nodiscard]] std::vector<std::pair<SeriesKey, Series>> series_of(const TenantContext& context,
                                                                  const Calculation& calculation,
                                                                  const PortfolioReport& report);

}  // namespace dietz
