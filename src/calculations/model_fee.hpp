#pragma once

#include "calculations/return_figures.hpp"
#include "model/decimal.hpp"

#include <span>
#include <vector>

namespace dietz {

/// What a model fee leaves over a stretch of a calendar month.
struct ModelFeeMonth {
  DateRange period;
  double factor = 1.0;  ///< 1 − fee × share of the year
};

/// A model fee of `annual_fee` (0.01 = 1 % a year) charged at each month's end, over the time that the links have
/// capital: 1/12 of it for a whole calendar month, that share by days for a part of one. Unit of the factors: ratio.
[[nodiscard]] std::vector<ModelFeeMonth> model_fee_months(std::span<const SubPeriod> links, const Decimal& annual_fee);

/// The figure `twr_net_of_model_fee`: ∏ gross growth × ∏ (1 − fee × share of the year) − 1. The links are those of the
/// return before management and custody fees; its figure gives basis, warnings and the reason where there is none.
/// Source: GIPS 2020 for firms, model investment management fees.
[[nodiscard]] Figure net_of_model_fee(const Figure& gross, std::span<const SubPeriod> gross_links,
                                      const Decimal& annual_fee);

}  // namespace dietz
