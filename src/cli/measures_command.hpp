#pragma once

#include "cli/outcome.hpp"

#include <string>

namespace dietz {

/// For the help.
inline constexpr const char* measures_examples =
    "  dietz measures\n"
    "  dietz measures --format csv\n\n"
    "What each needs, when it is undefined, its source, and its value in an example.\n";

/// The table of measures as text, json, csv, or markdown (docs/measures.md).
[[nodiscard]] Outcome run_measures(const std::string& format);

}  // namespace dietz
