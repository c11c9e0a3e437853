#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>

namespace dietz {

/// Options of `dietz check`.
struct CheckOptions {
  std::string book;
  std::string known_at;  ///< an instant, or ""
  Format format = Format::text;
};

/// Data-quality findings of a book with the rows they come from; exit code 1 when there are any. Notes don't count.
[[nodiscard]] Outcome run_check(const CheckOptions& options, Context& context);

}  // namespace dietz
