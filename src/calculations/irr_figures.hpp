#pragma once

#include "calculations/irr.hpp"

#include <string>
#include <vector>

namespace dietz {

/// The figures `xirr` (annual) and `mwr` ((1 + xirr)^years − 1 over the whole time) of a solved case. Basis: day_count,
/// from, to, days, flows and the certificate: root_count, sign_changes (the most roots there can be), bracket_low and
/// bracket_high, residual, searched range; with several roots also `roots`. Warnings: `multiple_roots` with the list,
/// `double_root`, and for `xirr` `period_under_one_year`.
[[nodiscard]] std::vector<Figure> figures_of_xirr(const IrrResult& result, DayCount day_count);

/// The figure `irr`, a rate per period, with the same certificate.
[[nodiscard]] Figure figure_of_irr(const IrrResult& result);

}  // namespace dietz
