#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>

namespace dietz {

/// Options of `dietz private`, as text that the command line has checked.
struct PrivateOptions {
  std::string file;
  std::string to;
  std::string committed;
  std::string day_count = "act/365F";
  Format format = Format::text;
};

/// Multiples, since-inception return and public-market equivalents of a private asset in a CSV file.
[[nodiscard]] Outcome run_private(const PrivateOptions& options, Context& context);

}  // namespace dietz
