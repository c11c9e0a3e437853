#pragma once

#include "cli/report_command.hpp"

namespace dietz {

/// Options of `dietz composite`, as text that the command line has checked.
struct CompositeOptions {
  BookSelection selection;  ///< the group is the composite
  bool check = false;       ///< exit code 1 where a rule is broken
  Format format = Format::text;
};

/// A composite of a book: returns, dispersion, deviation, and the rules it breaks.
[[nodiscard]] Outcome run_composite(const CompositeOptions& options, Context& context);

}  // namespace dietz
