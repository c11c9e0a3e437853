#pragma once

#include "calculations/book_report.hpp"
#include "cli/book_selection.hpp"
#include "cli/report_command.hpp"

#include <string>

namespace dietz {

/// A report with what it was computed from.
struct Computed {
  BookFacts facts;
  BookReport report;
  std::string input_hash;
};

/// Everything of a report but how it is written. Errors: those of the calculations.
[[nodiscard]] Result<Computed> compute_report(const SelectedBook& selected, Context& context);

}  // namespace dietz
