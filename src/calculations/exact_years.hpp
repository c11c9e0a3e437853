#pragma once

#include "model/date.hpp"
#include "model/day_count.hpp"
#include "model/decimal.hpp"
#include "model/rounding.hpp"

#include <cstdint>
#include <optional>

namespace dietz {

/// A length of time in years as an exact quotient, so that an amount that accrues over it is rounded only once.
struct ExactYears {
  std::int64_t numerator = 1;
  std::int64_t denominator = 1;
  friend bool operator==(const ExactYears&, const ExactYears&) = default;
};

/// Years from `from` to `to` (not before it) by the day count: counted days over the year's length; act/act adds days
/// in leap years over 366 and other days over 365 (ISDA 2006, section 4.16). Unit: years.
[[nodiscard]] ExactYears exact_years(DayCount convention, Date from, Date to);

/// amount × years, rounded once: half-even to `places` decimal places, or to 34 significant digits without them.
/// Throws DecimalOverflow where the amount doesn't fit.
[[nodiscard]] Decimal accrued_over(const Decimal& amount, ExactYears years, std::optional<unsigned> places);

/// The value rounded half-even to `places`, or as it is without them.
[[nodiscard]] Decimal rounded_money(const Decimal& value, std::optional<unsigned> places);

}  // namespace dietz
