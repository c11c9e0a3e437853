#pragma once

#include "model/date.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace dietz {

/// How the time between two dates becomes a number of years. Sources: 2006 ISDA Definitions, section 4.16; for
/// 30/360US the SIA "Standard Securities Calculation Methods" (1993) with its rule for the end of February; for NL/365
/// and 30E+/360 OpenGamma, "Interest Rate Instruments and Market Conventions Guide" (2013).
enum class DayCount {
  act_365_fixed,  ///< days / 365
  act_365_25,     ///< days / 365.25
  act_364,        ///< days / 364
  act_360,        ///< days / 360
  act_act,        ///< ISDA: days in leap years / 366 + other days / 365
  thirty_us_360,  ///< 12 months of 30 days; the 31st and the end of February count as the 30th at the start
  thirty_360,     ///< ISDA bond basis: the 31st counts as the 30th, at the end only after a start on the 30th or 31st
  thirty_e_360,   ///< the 31st counts as the 30th at both ends
  thirty_e_plus_360,  ///< the 31st at the end counts as the 1st of the next month
  no_leap_365,        ///< days without 29 February / 365
  no_leap_360,        ///< days without 29 February / 360
};

inline constexpr std::array all_day_counts = {
    DayCount::act_365_fixed,     DayCount::act_365_25,    DayCount::act_364,    DayCount::act_360,
    DayCount::act_act,           DayCount::thirty_us_360, DayCount::thirty_360, DayCount::thirty_e_360,
    DayCount::thirty_e_plus_360, DayCount::no_leap_365,   DayCount::no_leap_360};

[[nodiscard]] std::string_view name_of(DayCount convention);
/// A name as printed by name_of; letter case, blanks and a trailing "ISDA" of act/act and act/365F don't matter.
[[nodiscard]] std::optional<DayCount> parse_day_count(std::string_view text);

/// Days by the convention: real ones, or of months of 30 days. Negative if `to` is before `from`.
[[nodiscard]] std::int32_t counted_days(DayCount convention, Date from, Date to);
/// The fixed length of a year in counted days; none for act/act.
[[nodiscard]] std::optional<double> days_in_year(DayCount convention);
/// Years from `from` to `to`; negative if `to` is before `from`, with the size of the time from `to` to `from`.
[[nodiscard]] double year_fraction(DayCount convention, Date from, Date to);

}  // namespace dietz
