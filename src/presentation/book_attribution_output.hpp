#pragma once

#include "calculations/book_attribution.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// What `dietz attribution BOOK` tells: an entry a portfolio, and all as one where they have a benchmark.
struct BookAttributionReport {
  DateRange range;
  std::vector<Classification> by;  ///< the outer one first
  std::string input_hash;
  std::string engine_version;
  std::vector<BookAttribution> portfolios;
  std::optional<BookAttribution> total;
};

/// {"from", "to", "by", "input_hash", "engine_version", "portfolios": [{"id", "name", "currency", "benchmark", "from",
/// "to", and the members of attribution_as_json, with weights and returns; or "reason", "detail"}], "total"}.
[[nodiscard]] std::string book_attribution_as_json(const BookAttributionReport& report);

/// The lines of attribution_as_csv after a column portfolio; "" = all as one.
[[nodiscard]] std::string book_attribution_as_csv(const BookAttributionReport& report);

[[nodiscard]] std::string book_attribution_as_text(const BookAttributionReport& report);

}  // namespace dietz
