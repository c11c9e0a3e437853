#pragma once

#include "calculations/public_market_equivalent.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// What the figures of a private asset need besides its flows.
struct PrivateAssetOptions {
  DayCount day_count = DayCount::act_365_fixed;
  std::optional<Decimal> committed;  ///< committed capital, in the flows' currency
  std::optional<Date> to;            ///< the last net asset value on or before this day is the end
  int carry_days = 10;               ///< how old the last known index may be
};

/// A private asset since its inception.
struct PrivateAssetReport {
  PrivateHistory history;
  std::optional<Decimal> index_nav;  ///< what the same flows would be worth in the index
  std::vector<Figure> figures;
};

/// The figures of flows in rising dates, one entry a day:
///   xirr, mwr     since-inception money-weighted return of the flows and the NAV (figures_of_xirr)
///   dpi, rvpi, tvpi   distributions, NAV, and both, over paid-in capital; unit: number
///   pic           paid-in over committed capital
///   ks_pme, ln_pme, ln_pme_excess, direct_alpha, pme_plus, pme_plus_scale, index_return   with an index
///                 (public_market_equivalent.hpp); ln_pme_excess is xirr − ln_pme
/// Source of the multiples: GIPS 2020 standards for firms, glossary. Reasons: `insufficient_data` without a NAV (of
/// what rests on it), without committed capital (of pic), without an index; `zero_base` if nothing was paid in.
[[nodiscard]] PrivateAssetReport private_asset_report(std::span<const PrivateFlow> flows,
                                                      const PrivateAssetOptions& options);

}  // namespace dietz
