#pragma once

#include <string>

namespace dietz {

// The table of measures for readers: name, unit, definition, what each needs, how it is annualised, when it has no
// value, source, and its value for one small example. Everything comes of calculations/measures.hpp.

/// docs/measures.md, to the byte.
[[nodiscard]] std::string measures_as_markdown();

/// {"example": {…}, "measures": [{"name", "family", "unit", "formula", "needs", "by_year", "undefined_when", "source",
/// "common", "example"}]}
[[nodiscard]] std::string measures_as_json();

/// `name,family,unit,formula,needs,by_year,undefined_when,source,common,example`.
[[nodiscard]] std::string measures_as_csv();

/// Names and definitions by family, within 80 columns.
[[nodiscard]] std::string measures_as_text();

}  // namespace dietz
