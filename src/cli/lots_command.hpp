#pragma once

#include "cli/report_command.hpp"

namespace dietz {

/// Options of `dietz lots`, as text that the command line has checked.
struct LotsOptions {
  BookSelection selection;
  Format format = Format::text;
};

/// The lots of a book's portfolios: what is open at the end, what was closed in the interval, with gains in both
/// currencies.
[[nodiscard]] Outcome run_lots(const LotsOptions& options, Context& context);

}  // namespace dietz
