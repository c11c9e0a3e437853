#pragma once

#include "base/result.hpp"
#include "calculations/group_total.hpp"
#include "calculations/lots.hpp"
#include "calculations/portfolio_report.hpp"
#include "calculations/valuation.hpp"
#include "model/book.hpp"

#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// What a report is asked to cover. What is left out takes the book's: all portfolios, the day before the first
/// transaction to the last date in the data, each portfolio's own benchmark.
struct ReportRequest {
  std::vector<PortfolioIndex> portfolios;
  std::optional<Date> from, to;
  std::string benchmark;  ///< a security's or benchmark's id that replaces each portfolio's own
  Currency total_currency;
  MembershipTimes members = {};  ///< of the portfolios in the total, in their order; empty: always
};

/// The facts a report is computed from: one entry a portfolio, and all of them as one.
struct BookFacts {
  DateRange range;
  std::vector<PortfolioIndex> portfolios;
  std::vector<PortfolioFacts> facts;
  std::vector<PortfolioHistory> histories;  ///< holdings and cash at the end; days moved into the facts
  std::vector<LotLedger> lots;              ///< in each portfolio's currency
  std::vector<LotLedger> total_lots;        ///< the same in the total's
  PortfolioFacts total;
  bool total_is_the_only_portfolio = false;  ///< so that their figures are the same
  Currency total_currency;
  MembershipTimes members;  ///< as requested

  /// Whether a portfolio counts in the total at the interval's end.
  [[nodiscard]] bool in_total_at_end(std::size_t portfolio) const {
    return members.empty() || is_member_on(members[portfolio], range.to);
  }
};

/// The open lots of the portfolios at the end of the interval, in the order of the request.
struct BookLots {
  std::vector<LotLedger> own;    ///< in each portfolio's currency
  std::vector<LotLedger> total;  ///< in the total's
};

struct BookReport {
  DateRange range;
  Policy policy;
  std::vector<PortfolioReport> portfolios;
  std::optional<PortfolioReport> total;  ///< none for an empty book
};

/// The interval of a request: its own ends, else the day before the first booking or valuation to the last date in the
/// data. Errors: a book without dates, an interval that ends before it begins.
[[nodiscard]] Result<DateRange> range_of(const Book& book, const ReportRequest& request);

/// Replays the portfolios of the request and their total. Errors: those of replay and of the benchmark.
[[nodiscard]] Result<BookFacts> facts_of(const Book& book, const ReportRequest& request, DateRange range);

/// Their lots, which only holdings need: may be computed at the same time as the facts. Errors: those of open_lots.
[[nodiscard]] Result<BookLots> lots_of(const Book& book, const ReportRequest& request, DateRange range);

/// The report of the facts but for holdings. Pure: the same book, request and policy give the same bits.
[[nodiscard]] BookReport report_of(const Book& book, const BookFacts& facts);

}  // namespace dietz
