#pragma once

#include "calculations/irr.hpp"

#include <span>

namespace dietz {

/// Values of cash flows at a given rate, in money (unlike most rates: they are estimates, not bookings). Signs as in
/// irr.hpp. Terms are added in order of time, so the order given makes no difference. Rates at or below −100 % and
/// flows whose sum overflows: `unsupported`. No flows: `insufficient_data`.

/// Σ amount·(1+r)^(−years from `base`): spreadsheets' XNPV, with the base date to choose.
[[nodiscard]] Rate xnpv(double rate, std::span<const DatedAmount> flows, Date base,
                        DayCount day_count = DayCount::act_365_fixed);
/// Σ amount·(1+r)^(years to the last flow).
[[nodiscard]] Rate xnfv(double rate, std::span<const DatedAmount> flows, DayCount day_count = DayCount::act_365_fixed);

/// Whether the flow of the first period is a present value already, or, as in spreadsheets' NPV, one period away.
enum class FirstFlow { now, after_one_period };
/// Σ amount·(1+r)^(−periods since the first).
[[nodiscard]] Rate npv(double rate, std::span<const PeriodicAmount> flows, FirstFlow first = FirstFlow::now);

/// (FV of money got out, reinvested / −PV of money paid in, financed)^(1/n) − 1 over n periods: spreadsheets' MIRR.
/// Reason `no_sign_change` unless money goes both ways, `insufficient_data` with no time between flows.
[[nodiscard]] Rate mirr(std::span<const PeriodicAmount> flows, double finance_rate, double reinvest_rate);

}  // namespace dietz
