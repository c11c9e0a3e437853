#pragma once

#include "calculations/time_weighted_return.hpp"
#include "calculations/valued_interval.hpp"
#include "model/figure.hpp"
#include "model/policy.hpp"

#include <string>
#include <vector>

namespace dietz {

/// How a return over an interval is to be computed.
struct ReturnMethod {
  TwrMethod method = TwrMethod::daily;
  FlowTiming flow_timing = FlowTiming::inflow_start_outflow_end;  ///< of the daily method
  DietzFlows dietz_flows = DietzFlows::at_end_of_day;             ///< of the Dietz methods
  Decimal large_flow_percent = Decimal(10);                       ///< of linked Dietz
  bool annualize_under_one_year = false;
};

/// A return over an interval with the links it was made of (one for Modified and simple Dietz).
struct IntervalReturn {
  Figure figure;
  std::vector<SubPeriod> links;
};

/// The figure's name for a method: `twr`, `modified_dietz`, `simple_dietz`, `linked_dietz`.
[[nodiscard]] std::string figure_name_of(TwrMethod method);

/// The return over the interval by the method, as the figure `name`: the links' product less one. Basis: from, to,
/// days, links and what they rest on. Reasons: the interval's, or that of the first link that has none.
[[nodiscard]] IntervalReturn interval_return(const ValuedInterval& interval, const ReturnMethod& method,
                                             const std::string& name);

/// The same out of links that cover `range` from end to end.
[[nodiscard]] Figure linked_return(DateRange range, std::span<const SubPeriod> links, const ReturnMethod& method,
                                   const std::string& name);

/// (1 + r)^(365/days) − 1 over the invested interval, as the figure `name`. Under 365 days: `period_under_one_year`,
/// unless the method asks for it (then a warning).
[[nodiscard]] Figure annualized_return(const Figure& figure, const std::string& name, int invested_days,
                                       bool annualize_under_one_year);

/// The returns by calendar period inside the interval and since its start, by the method. Modified and simple Dietz
/// measure each period, and each interval since the start, by themselves: their periods do not link to the whole.
struct ReturnSeries {
  std::vector<ReturnPoint> returns;
  std::vector<ReturnPoint> cumulative;
};
[[nodiscard]] ReturnSeries return_series(const ValuedInterval& interval, const ReturnMethod& method,
                                         ReturnFrequency frequency);

}  // namespace dietz
