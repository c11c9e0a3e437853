#pragma once

#include "base/result.hpp"
#include "model/date.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// A named interval, from the close of `from` to the close of `to`.
struct ReportingPeriod {
  std::string name;
  Date from;
  Date to;
  friend bool operator==(const ReportingPeriod&, const ReportingPeriod&) = default;
};

// Every list below stays inside the interval (from, to] it is given and is empty when from ≥ to. A period that would
// begin before `from` isn't listed: `since_inception` covers what there is.

/// `MTD`, `QTD`, `YTD` (from the last close of the month, quarter, year before), `1Y`, `3Y`, `5Y`, `10Y` (from the same
/// day that many years before, 29 February clamped to the 28th), and `since_inception`, the whole interval.
[[nodiscard]] std::vector<ReportingPeriod> trailing_periods(Date from, Date to);

/// The whole calendar months (`2024-03`), quarters (`2024-Q1`), years (`2024`) inside, in order of time.
[[nodiscard]] std::vector<ReportingPeriod> calendar_months(Date from, Date to);
[[nodiscard]] std::vector<ReportingPeriod> calendar_quarters(Date from, Date to);
[[nodiscard]] std::vector<ReportingPeriod> calendar_years(Date from, Date to);

/// Trailing periods, then months, quarters and years.
[[nodiscard]] std::vector<ReportingPeriod> reporting_periods(Date from, Date to);

/// Windows of `months` months, month end to month end, one ending at each month's end inside: `2024-03 12M`.
/// Empty for months < 1.
[[nodiscard]] std::vector<ReportingPeriod> rolling_windows(Date from, Date to, int months);

/// An interval of one's own; an Error when it doesn't end after it begins. Without a name: `2024-01-15/2024-06-30`.
[[nodiscard]] Result<ReportingPeriod> custom_period(Date from, Date to, std::string_view name = {});

}  // namespace dietz
