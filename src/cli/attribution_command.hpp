#pragma once

#include "cli/report_command.hpp"

#include <string>
#include <vector>

namespace dietz {

/// Options of `dietz attribution`, as text that the command line has checked. `selection.book` is the file, or a book.
struct AttributionOptions {
  BookSelection selection;
  std::string model = "bf";
  std::string interaction = "separate";
  std::string linking = "carino";
  std::string currency_model;   ///< "" = by the file's columns
  std::vector<std::string> by;  ///< at most two
  std::string frequency;        ///< of a book; "" = month
  Format format = Format::text;
};

/// Attribution of weights and returns by segment in a CSV file, or of a book's portfolios against their benchmarks.
[[nodiscard]] Outcome run_attribution(const AttributionOptions& options, Context& context);

}  // namespace dietz
