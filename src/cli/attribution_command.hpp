#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>
#include <vector>

namespace dietz {

/// Options of `dietz attribution`, as text that the command line has checked.
struct AttributionOptions {
  std::string file;
  std::string model = "bf";
  std::string interaction = "separate";
  std::string linking = "carino";
  std::string currency_model;   ///< "" = by the file's columns
  std::vector<std::string> by;  ///< at most two
  Format format = Format::text;
};

/// Attribution of weights and returns by segment in a CSV file.
[[nodiscard]] Outcome run_attribution(const AttributionOptions& options, Context& context);

}  // namespace dietz
