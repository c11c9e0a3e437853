#pragma once

#include "calculations/attribution.hpp"
#include "calculations/contribution.hpp"

namespace dietz {

struct BookAttributionRequest {
  Classification by = Classification::sector;
  std::optional<Classification> group;  ///< for two levels: the outer one
  ReturnFrequency frequency = ReturnFrequency::month;
  AttributionMethod method;
};

/// A portfolio's attribution against its benchmark, period by period and linked.
struct BookAttribution {
  std::string id;
  std::string name;
  Currency currency;
  std::string benchmark;  ///< "" = it has none
  DateRange range;
  AttributionTable table;
  Attribution attribution;
  Reason reason = Reason::none;  ///< why there is none
  std::string detail;
};

/// Attribution of a portfolio of the facts, or of all as one (index = number of portfolios), by calendar periods.
///
/// Of the portfolio: weights and contributions of `contributions_of`, so that Σ weight × return is each period's net
/// time-weighted return; cash is a segment of its own, and what had no weight counts as selection. Of the benchmark:
/// its securities by the same classes (benchmark_contribution.hpp), over the days on which the portfolio had capital.
/// Reasons: those of the two returns; `insufficient_data` without a benchmark. Errors: those of both.
[[nodiscard]] Result<BookAttribution> book_attribution(const Book& book, const BookFacts& facts, std::size_t index,
                                                       const BookAttributionRequest& request);

}  // namespace dietz
