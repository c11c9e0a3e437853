#pragma once

#include "calculations/valued_day.hpp"

#include <span>

namespace dietz {

/// A growth factor kept as the exact quotient numerator / denominator, so that it becomes a double only once.
struct Growth {
  Decimal numerator;
  Decimal denominator;
  Reason reason = Reason::none;
  bool without_capital = false;  ///< nothing was invested: no return

  /// numerator / denominator, correctly rounded; 1 without capital. Call only when `reason` is none.
  [[nodiscard]] double factor() const { return without_capital ? 1.0 : ratio(numerator, denominator); }
};

/// Growth between two valuations with flows on the second one's day only:
/// (V_end − flows at end) / (V_begin + flows at start).
/// Reasons: `zero_base`, `negative_base` (also for a negative value at the end).
[[nodiscard]] Growth growth_between(const Decimal& begin_value, const ValuedDay& end);

enum class DietzWeighting { day_weighted, half };

/// When in their day flows count for the Dietz methods; rows that state their own timing keep it.
enum class DietzFlows { at_end_of_day, at_start_of_day };

/// Modified Dietz over `days`: the first entry is the opening valuation (its flows are before the interval), the last
/// one the closing valuation; entries between them may be valued or not.
///   r = (V1 − V0 − ΣF) / (V0 + Σ w·F),  w = (T − t)/T for a flow t days after the opening (end of day),
///   (T − t + 1)/T at the start of the day; `half`: every w = ½ (simple Dietz, Dietz 1966).
/// With nothing held at the opening the interval begins at the first flow. Source: Dietz 1968; GIPS 2020 glossary.
/// Reasons: `insufficient_data` without both valuations; `zero_base` for an interval of 0 days or average capital 0;
/// `negative_base` for average capital below 0.
[[nodiscard]] Growth dietz_growth(std::span<const ValuedDay> days, DietzWeighting weighting, DietzFlows timing);

}  // namespace dietz
