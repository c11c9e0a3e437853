#include "calculations/rate_table.hpp"

#include <cmath>

namespace dietz {

Rate product(const Rate& a, const Rate& b) { return !a ? a : !b ? b : Rate(a.value() * b.value()); }

Rate sum(const Rate& a, const Rate& b) { return !a ? a : !b ? b : Rate(a.value() + b.value()); }

Rate difference(const Rate& a, const Rate& b) { return !a ? a : !b ? b : Rate(a.value() - b.value()); }

Rate quotient(const Rate& a, const Rate& b) {
  if (!a || !b) return !a ? a : b;
  return b.value() == 0 ? Rate(Reason::undefined_ratio) : Rate(a.value() / b.value());
}

Rate root(const Rate& a) { return a ? Rate(std::sqrt(a.value())) : a; }

void RateTable::add(MeasureId id, const Rate& rate) {
  Rate& own = result.rates[id.index()];
  own = rate;
  if (rate) own = std::isfinite(rate.value()) ? Rate(rate.value() + 0.0) : Rate(Reason::unsupported);  // no -0
}

}  // namespace dietz
