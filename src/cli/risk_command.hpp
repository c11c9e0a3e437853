#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>

namespace dietz {

/// Options of `dietz risk`, as text that the command line has checked.
struct RiskOptions {
  std::string file;
  std::string series;
  std::string benchmark;
  std::string risk_free;
  std::string mar;
  std::string periods_per_year;
  std::string confidence = "0.95";
  std::string from;
  std::string to;
  std::string reference_sharpe;
  Format format = Format::text;
};

/// Risk figures and drawdowns of one return series in a CSV file. A name that isn't a series of the file is wrong
/// usage.
[[nodiscard]] Outcome run_risk(const RiskOptions& options, Context& context);

}  // namespace dietz
