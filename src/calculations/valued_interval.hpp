#pragma once

#include "calculations/valued_day.hpp"
#include "model/date_range.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dietz {

/// The part of a portfolio's days that a return over an interval rests on.
struct ValuedInterval {
  DateRange range;               ///< from the close of `from` to the close of `to`
  std::vector<ValuedDay> days;   ///< the first is the opening valuation, the last the closing one
  Reason reason = Reason::none;  ///< why there is no return over this interval
  std::string detail;            ///< with a reason: what is missing, in a sentence
  std::vector<Warning> warnings;
  /// `from`, or the date of the first flow when nothing is held then: the start of the invested interval.
  Date invested_from;

  [[nodiscard]] bool usable() const { return reason == Reason::none; }
  [[nodiscard]] int invested_days() const { return range.to - invested_from; }
};

/// Cuts an interval out of a portfolio's days (ascending, one entry a date; any of them may be without valuation).
///
/// Without `from` it begins at the first valuation, or with nothing held on the day before the first flow when flows
/// stand before that valuation. Without `to` it ends at the last valuation. An end that isn't valued itself takes the
/// last valuation before it, up to `carry_days` old and with no flow since, and says so in a warning; a later one never
/// stands in. Otherwise `insufficient_data`, or the reason that the day itself gives.
[[nodiscard]] ValuedInterval interval_of(std::span<const ValuedDay> days, std::optional<Date> from,
                                         std::optional<Date> to, int carry_days);

}  // namespace dietz
