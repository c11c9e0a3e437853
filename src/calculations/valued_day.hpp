#pragma once

#include "model/date.hpp"
#include "model/decimal.hpp"
#include "model/figure.hpp"
#include "model/policy.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// What is known of one day: the value at its close, after the day's flows, and the external flows by when in the day
/// they count. Money in is positive.
struct ValuedDay {
  Date date;
  std::optional<Decimal> value;                ///< none: the day wasn't valued
  Reason missing = Reason::insufficient_data;  ///< why there is no value
  Decimal flow_at_start;                       ///< net flow counted before the day's gain
  Decimal flow_at_end;                         ///< net flow counted after it
  Decimal flow_stated_start;                   ///< the part of flow_at_start whose own row says `start`

  [[nodiscard]] Decimal flow() const { return working_sum(flow_at_start, flow_at_end); }
  [[nodiscard]] bool has_flow() const { return !flow_at_start.is_zero() || !flow_at_end.is_zero(); }
};

/// Adds one external flow to its day: at the timing its row states, else by the policy.
void add_flow(ValuedDay& day, const Decimal& amount, FlowTiming policy, std::optional<FlowTiming> stated = {});

}  // namespace dietz
