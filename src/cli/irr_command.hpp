#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"
#include "model/day_count.hpp"

#include <string>

namespace dietz {

/// For the help.
inline constexpr const char* irr_examples =
    "  dietz irr flows.csv\n"
    "  dietz irr flows.csv --day-count 30E/360 --format json\n"
    "  dietz irr budget.csv --periodic\n\n"
    "The file has the columns date,amount (or period,amount):\n"
    "  date,amount\n"
    "  2023-01-31,-1000        paid in\n"
    "  2024-01-31,1100         got out, or the value at the end\n"
    "Every rate that makes the present value zero is found; with several, the one\n"
    "nearest to no growth is given, with a warning.\n";

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
