#pragma once

#include "calculations/time_weighted_return.hpp"
#include "calculations/valuation.hpp"

#include <optional>
#include <span>

namespace dietz {

/// A daily time-weighted return that takes a day at a time: link(sub_periods(valued_days(days, timing, basis))) of the
/// days taken so far. A plain value.
class RunningReturn {
 public:
  /// Takes `days[i]`, the day after the last one taken; the earlier days stand where they stood.
  void add(std::span<const PortfolioDay> days, std::size_t i, FlowTiming timing, ReturnBasis basis);
  [[nodiscard]] LinkedReturn result() const { return chain_.result(); }
  friend bool operator==(const RunningReturn&, const RunningReturn&) = default;

 private:
  LinkChain chain_;
  std::optional<std::size_t> last_valued_;  ///< position of the last valuation
  bool flow_since_ = false;                 ///< a flow on a day without valuation after it
};

}  // namespace dietz
