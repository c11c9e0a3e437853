#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>
#include <vector>

namespace dietz {

constexpr const char* engine_version = "0.1.0";

/// What a whole command line came to: the outcome, and where the result goes.
struct CommandLineOutcome {
  Outcome outcome;
  std::string output;  ///< a file, or "" for stdout
  bool quiet = false;
};

/// Reads the arguments (without the program's name), runs the command, and returns what is to be printed. Wrong usage
/// is exit code 2, also for `--help` of nothing known.
[[nodiscard]] CommandLineOutcome run_command_line(std::vector<std::string> arguments, Context& context);

}  // namespace dietz
