#pragma once

#include "calculations/composite_report.hpp"
#include "presentation/report_json.hpp"

#include <string>

namespace dietz {

/// A composite as one JSON document: id, name, currency, from, to, terms, benchmark, figures, years, months, members,
/// findings. Money as decimal strings, rates as numbers.
[[nodiscard]] std::string composite_as_json(const CompositeReport& report, const Policy& policy,
                                            const ReportOrigin& origin);

/// period,from,to,figure,value,reason: of the whole (period empty), of each year, of each month.
[[nodiscard]] std::string composite_as_csv(const CompositeReport& report);

/// The composite for a terminal of 80 columns.
[[nodiscard]] std::string composite_as_text(const CompositeReport& report);

}  // namespace dietz
