#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"
#include "model/day_count.hpp"

#include <string>

namespace dietz {

/// Options of `dietz irr`, as text that the command line has checked.
struct IrrOptions {
  std::string file;
  bool periodic = false;
  std::string day_count = std::string(name_of(DayCount::act_365_fixed));
  Format format = Format::text;
};

/// Money-weighted return of the cash flows in a CSV file.
[[nodiscard]] Outcome run_irr(const IrrOptions& options, Context& context);

}  // namespace dietz
