#include "calculations/valued_day.hpp"

namespace dietz {

void add_flow(ValuedDay& day, const Decimal& amount, FlowTiming policy, std::optional<FlowTiming> stated) {
  if (amount.is_zero()) return;
  const FlowTiming timing = stated.value_or(policy);
  const bool at_start =
      timing == FlowTiming::start || (timing == FlowTiming::inflow_start_outflow_end && !amount.is_negative());
  Decimal& side = at_start ? day.flow_at_start : day.flow_at_end;
  side = working_sum(side, amount);
  if (at_start && stated) day.flow_stated_start = working_sum(day.flow_stated_start, amount);
}

}  // namespace dietz
