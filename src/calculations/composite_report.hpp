#pragma once

#include "base/result.hpp"
#include "calculations/composite_return.hpp"
#include "calculations/internal_dispersion.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// What is asked of a composite. What is left out takes the book's: the whole history, the composite's own benchmark
/// and currency, else the currency of its first portfolio.
struct CompositeRequest {
  std::string group;
  std::optional<Date> from, to;
  std::string benchmark;
  Currency currency;
};

/// A calendar year, or what of one is inside the record (from inception, to its end).
struct CompositeYear {
  std::string name;
  DateRange range;
  bool whole = false;
  std::size_t members = 0;           ///< that count in the last month
  std::size_t members_all_year = 0;  ///< that count in every month of a whole year
  std::optional<Decimal> assets;     ///< of the members in the last month, at its end
  std::vector<Figure> figures;
};

/// A rule of the GIPS standards that the record breaks, or what happened under one: see composite_rules.hpp.
struct RuleFinding {
  std::string rule;
  std::string portfolio;  ///< "": of the composite as a whole
  Date date;
  bool breach = false;  ///< false: a note
  std::string message;
};

struct CompositeReport {
  std::string id;
  std::string name;
  Currency currency;
  DateRange range;  ///< the calendar months looked at, from the close before the first to the close of the last
  std::string benchmark;
  CompositeTerms terms;                  ///< in force in the last month
  std::vector<CompositeMember> members;  ///< with their months
  std::vector<CompositeMonth> months;    ///< from the first one with a member on
  std::size_t first_month = 0;           ///< position of months.front() in the members' months
  std::vector<CompositeYear> years;
  std::vector<Figure> figures;
  std::vector<RuleFinding> findings;
};

/// The rules in force in a month: the last ones from its first day or before; the defaults where none are.
[[nodiscard]] CompositeTerms terms_of(const Book& book, std::string_view composite, DateRange month);

/// A composite over the whole calendar months of the request's interval. Figures of the whole and of each year:
///   composite_return, composite_return_gross   ∏ (1 + monthly return) − 1
///   composite_return_annualized, composite_return_gross_annualized   whole only, from 365 days on
///   benchmark_return    with a benchmark, over the same months
///   internal_dispersion and its kinds           whole years; of the whole record, that of the last whole year
///   ex_post_deviation_3y, benchmark_ex_post_deviation_3y   of the last 36 months
/// Members in other currencies are converted day by day. Under the aggregate method the members that count in a month
/// are measured as one portfolio, without what moves between them. A month inside the record without any member has no
/// return, and neither has what would link over it: `insufficient_data`. Pure.
/// Errors: a group without members; those of replay and of the benchmark.
[[nodiscard]] Result<CompositeReport> composite_report(const Book& book, const CompositeRequest& request);

}  // namespace dietz
