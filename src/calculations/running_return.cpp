#include "calculations/running_return.hpp"

#include <vector>

namespace dietz {

void RunningReturn::add(std::span<const PortfolioDay> days, std::size_t i, FlowTiming timing, ReturnBasis basis) {
  if (!days[i].value) {
    flow_since_ = flow_since_ || valued_day(days[i], timing, basis).has_flow();
    return;
  }
  if (last_valued_) {
    std::vector<ValuedDay> window;
    if (flow_since_) {
      window = valued_days(days.subspan(*last_valued_, i + 1 - *last_valued_), timing, basis);
    } else {
      window = {valued_day(days[*last_valued_], timing, basis), valued_day(days[i], timing, basis)};
    }
    chain_.add(link_between(window, 0, window.size() - 1, flow_since_));
  }
  last_valued_ = i;
  flow_since_ = false;
}

}  // namespace dietz
