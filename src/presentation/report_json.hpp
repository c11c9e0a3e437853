#pragma once

#include "calculations/book_report.hpp"
#include "calculations/explanation.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dietz {

/// What a report document names beside its figures.
struct ReportOrigin {
  std::string input_hash;
  std::string engine_version;
  std::string known_at = {};  ///< the instant asked for, as it was given; "": what is known
};

/// The report as the JSON document of docs/interfaces: money as decimal strings, rates as numbers. `explanations`, one
/// a portfolio and one for the total at the end, go in where they aren't empty (the HTML page opens them).
[[nodiscard]] std::string report_as_json(const BookReport& report, const ReportOrigin& origin,
                                         std::span<const Explanation> explanations = {});

/// The periods of every portfolio as CSV: portfolio,period,from,to,figure,value,reason.
[[nodiscard]] std::string report_as_csv(const BookReport& report);

/// The report for a terminal of 80 columns.
[[nodiscard]] std::string report_as_text(const BookReport& report, const ReportOrigin& origin);

}  // namespace dietz
