#pragma once

#include "base/result.hpp"
#include "model/instant.hpp"
#include "repository/entities.hpp"
#include "repository/facts.hpp"

#include <map>
#include <string>
#include <vector>

namespace dietz {

/// Everything that a book is made of.
struct BookRepositories {
  PortfolioRepository& portfolios;
  SecurityRepository& securities;
  BenchmarkRepository& benchmarks;
  PolicyRepository& policies;
  TransactionRepository& transactions;
  PriceRepository& prices;
  FxRateRepository& fx_rates;
  ValuationRepository& valuations;
};

/// What of a tenant's data a book shall hold.
struct BookExport {
  std::vector<std::string> portfolios;  ///< ids
  std::string benchmark;                ///< an id that is used beside the portfolios' own; may be empty
  std::string policy;                   ///< an id; empty: the first portfolio's own, else the defaults
  Date to = Date::max();                ///< facts of later days stay out
  Instant known_at = Instant::latest();
  /// Ids as their owner gave them, where there are any, instead of the store's: for a book that goes elsewhere.
  bool external_ids = false;
};

/// A book of docs/book-format.md by file name (`transactions.csv`, …): the portfolios' facts as they were known, the
/// securities and benchmarks they name, with all prices, and the rates between the currencies that occur (and to EUR
/// and USD, through which rates may have to go). Rows come in the order of keys, so the same data gives the same bytes
/// from every store.
/// Errors: not_found for a portfolio, benchmark or policy that isn't there; the store's.
[[nodiscard]] Result<std::map<std::string, std::string>> export_book(const BookRepositories& from,
                                                                     const TenantContext& context,
                                                                     const BookExport& wanted);

}  // namespace dietz
