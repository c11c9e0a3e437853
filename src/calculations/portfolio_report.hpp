#pragma once

#include "calculations/benchmark_return.hpp"
#include "calculations/drawdown.hpp"
#include "calculations/money_summary.hpp"
#include "calculations/reporting_periods.hpp"
#include "calculations/return_figures.hpp"
#include "model/book.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dietz {

/// What a portfolio brought into a total on its first day there, and took out of it on its last. Part of the day's
/// flows_in and flows_out; counted at the day's start and end, whatever the policy says of flows. Both are positive.
struct BorderFlow {
  Date date;
  Decimal in;
  Decimal out;
};

/// What is known of a portfolio (or of several as one) before any figure is computed.
struct PortfolioFacts {
  std::string id;
  std::string name;
  Currency currency;
  std::vector<PortfolioDay> days;         ///< every calendar day from the first that matters to `to`
  std::vector<BorderFlow> border;         ///< of a total whose members come and go; several a day may stand
  bool valued_by_custodian_only = false;  ///< days between stated totals have no value
  std::string benchmark_id;               ///< "" = none
  std::optional<BenchmarkGrowth> benchmark;
};

struct DatedMoney {
  Date date;
  std::optional<Decimal> value;
};
struct DatedRate {
  Date date;
  Rate rate = Reason::insufficient_data;
};

/// A period inside the report's interval with its figures.
struct PeriodReport {
  ReportingPeriod period;
  std::vector<Figure> figures;
};

/// One position at the end of the interval. Price in its own currency; value, cost and unrealised gain in the
/// portfolio's; weight of the end value with cash.
struct HoldingReport {
  std::string security;
  std::string name;
  Decimal quantity;
  Currency price_currency;
  std::optional<Decimal> price;
  std::optional<Decimal> value;
  std::optional<double> weight;
  std::optional<Decimal> cost;
  std::optional<Decimal> unrealised;
  Reason reason = Reason::none;  ///< why price or value is missing
};

struct PortfolioReport {
  std::string id;
  std::string name;
  Currency currency;
  DateRange range;
  std::vector<Figure> figures;
  std::optional<MoneySummary> money;
  std::vector<DatedMoney> value;
  std::vector<DatedMoney> invested;  ///< value at the beginning and the net of what was paid in since
  std::vector<DatedRate> twr_cumulative;
  std::vector<DatedRate> drawdown;
  std::vector<DatedRate> benchmark_cumulative;
  std::vector<PeriodReport> periods;
  std::vector<Drawdown> drawdowns;  ///< the ten deepest
  std::vector<HoldingReport> holdings;
  std::string benchmark_id;
  std::vector<Figure> benchmark_figures;
  std::vector<Finding> warnings;
};

/// Every figure of one portfolio over `range` by the policy; holdings and warnings are left to the caller. Pure.
[[nodiscard]] PortfolioReport report_on(const PortfolioFacts& facts, DateRange range, const Policy& policy);

/// A portfolio's return over a range by a basis and a method, with the days and links it rests on.
struct PortfolioReturn {
  ValuedInterval interval;
  IntervalReturn result;
};
[[nodiscard]] PortfolioReturn portfolio_return(const PortfolioFacts& facts, DateRange range, const Policy& policy,
                                               ReturnBasis basis, TwrMethod method, const std::string& name);

}  // namespace dietz
