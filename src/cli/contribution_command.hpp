#pragma once

#include "cli/report_command.hpp"

#include <string>

namespace dietz {

/// Options of `dietz contribution`, as text that the command line has checked.
struct ContributionOptions {
  BookSelection selection;
  std::string by = "security";
  std::string frequency;  ///< "" = the whole interval only
  Format format = Format::text;
};

/// What each position, or class of positions, added to the return of the portfolios of a book.
[[nodiscard]] Outcome run_contribution(const ContributionOptions& options, Context& context);

}  // namespace dietz
