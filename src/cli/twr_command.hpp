#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>

namespace dietz {

/// For the help.
inline constexpr const char* twr_examples =
    "  dietz twr values.csv\n"
    "  dietz twr values.csv --method modified_dietz --from 2023-12-31 --to 2024-12-31\n"
    "  dietz twr values.csv --frequency month --format csv\n\n"
    "The file has the columns date,value and, optional, flow and timing:\n"
    "  date,value,flow\n"
    "  2024-01-31,1000,\n"
    "  2024-02-29,1610,500     500 paid in; the value is at the day's end, after it\n"
    "An empty value means the day wasn't valued. timing is start or end of the day.\n";

/// Options of `dietz twr`, as text that the command line has checked.
struct TwrOptions {
  std::string file;
  std::string method = "daily";
  std::string flow_timing;  ///< "" = the default policy's
  std::string from, to;
  std::string frequency;  ///< "" = day
  std::string large_flow_percent = "10";
  bool annualize_under_one_year = false;
  Format format = Format::text;
};

/// Time-weighted return of dated values and flows in a CSV file.
[[nodiscard]] Outcome run_twr(const TwrOptions& options, Context& context);

}  // namespace dietz
