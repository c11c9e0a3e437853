#pragma once

#include "cli/report_command.hpp"

#include <CLI/CLI.hpp>

namespace dietz {

extern const CLI::Validator a_date;      ///< like 2024-12-31
extern const CLI::Validator a_currency;  ///< a code like EUR

/// The argument BOOK.
void add_selection(CLI::App& command, BookSelection& selection);
/// What of the book is asked for.
void add_selection_options(CLI::App& command, BookSelection& selection);

}  // namespace dietz
