#pragma once

#include "base/result.hpp"
#include "crypto/digest.hpp"
#include "model/calculation.hpp"
#include "model/tenant.hpp"
#include "repository/book_export.hpp"
#include "series/series.hpp"

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace dietz {

/// What a calculation comes to.
struct CalculationResult {
  std::string document;    ///< JSON; the same bytes for the same facts and the same engine
  std::string input_hash;  ///< of the facts that counted, over all portfolios and periods
  std::vector<std::pair<SeriesKey, Series>> series;
};

/// Turns a request into its result: loads the facts, computes, and writes the document. It keeps nothing and changes
/// nothing, so that the same request can be computed again to verify what is stored. Thread-safe.
///
/// The facts are read as a book (repository/book_export.hpp), by the reader that the command line uses: the service and
/// `dietz report` on the exported book give the same figures, bit for bit.
class PerformanceCalculator {
 public:
  /// @param today the last day whose facts are believed, plus the one after it (see BookReading)
  PerformanceCalculator(const BookRepositories& repositories, DigestFactory& digests, std::function<Date()> today,
                        std::string engine_version)
      : repositories_(repositories),
        digests_(digests),
        today_(std::move(today)),
        engine_version_(std::move(engine_version)) {}

  /// Called with how many percent are done; false stops the work.
  using Progress = std::function<bool(std::uint32_t percent)>;

  /// `calculation.computed_as_of` says up to when facts count; it must be set. A single request fails as a whole; in a
  /// batch each portfolio and period has its figures or its error.
  /// Errors: invalid, with the reason for the reader; conflict, when `progress` stopped the work; the store's.
  [[nodiscard]] Result<CalculationResult> calculate(const TenantContext& context, const Calculation& calculation,
                                                    const Progress& progress) const;

  /// The tree behind one figure of a single calculation, as JSON. Errors: not_found, for a figure it doesn't have.
  [[nodiscard]] Result<std::string> explain(const TenantContext& context, const Calculation& calculation,
                                            const std::string& figure, std::size_t depth) const;

  [[nodiscard]] const std::string& engine_version() const { return engine_version_; }

 private:
  BookRepositories repositories_;
  DigestFactory& digests_;
  std::function<Date()> today_;
  std::string engine_version_;
};

}  // namespace dietz
