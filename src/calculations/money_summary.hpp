#pragma once

#include "calculations/valuation.hpp"

#include <optional>
#include <span>
#include <string>

namespace dietz {

/// Where the money of an interval came from and went, in the reporting currency. Exact:
///   end_value = begin_value + flows_in − flows_out + gain,  gain = price_gain + currency_gain + income − fees − taxes.
/// Income is before tax; fees are `fee` rows and the fees of trades; currency_gain is yesterday's holding at today's
/// price × the change of the rate, summed daily; price_gain is the rest.
struct MoneySummary {
  Decimal begin_value, end_value, flows_in, flows_out, income, fees, taxes, gain, price_gain, currency_gain;
};

/// Sums over (from, to] of days of which the first is `from`'s. Nothing where either end isn't valued; a number too
/// long for 38 digits throws DecimalOverflow.
[[nodiscard]] std::optional<MoneySummary> money_summary(std::span<const PortfolioDay> days);

}  // namespace dietz
