#pragma once

#include "calculations/book_report.hpp"
#include "crypto/digest.hpp"
#include "model/calculation.hpp"
#include "repository/book_export.hpp"

#include <functional>
#include <string>

namespace dietz {

/// One portfolio's facts and its report over one period.
struct LoadedReport {
  Book book;
  BookFacts facts;
  BookReport report;
  std::string input_hash;  ///< `sha256:…`
};

/// Loads and computes one portfolio of a calculation over one of its periods.
/// Errors: invalid, where the facts or the period allow no report; not_found; the store's.
[[nodiscard]] Result<LoadedReport> load_report(const BookRepositories& repositories, DigestFactory& digests,
                                               const TenantContext& context, const Calculation& calculation,
                                               const std::string& portfolio, const CalculationPeriod& period,
                                               Date today);

}  // namespace dietz
