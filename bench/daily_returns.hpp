#pragma once

#include "program.hpp"

namespace dietz::bench {

/// Inflow at the start of the day, outflow at its end; 0 on a day without capital.
inline std::vector<double> daily_returns(const Returns& in) {
  std::vector<double> returns(in.values.size());
  for (std::size_t i = 0; i < returns.size(); ++i) {
    const double before = i % in.days == 0 ? 0.0 : in.values[i - 1];
    const double base = before + std::max(in.flows[i], 0.0);
    returns[i] = base == 0 ? 0.0 : (in.values[i] - std::min(in.flows[i], 0.0)) / base - 1.0;
  }
  return returns;
}

}  // namespace dietz::bench
