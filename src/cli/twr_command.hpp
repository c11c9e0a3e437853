#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>

namespace dietz {

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
