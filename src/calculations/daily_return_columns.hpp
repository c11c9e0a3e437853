#pragma once

#include "model/date.hpp"
#include "model/figure.hpp"
#include "model/policy.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dietz {

/// The days of many portfolios as columns of finite doubles, portfolio after portfolio, each with one entry a day of
/// the common calendar.
struct PortfolioDays {
  std::span<const double> values;                            ///< at the close, after the day's flows
  std::span<const double> flows;                             ///< net external flow of the day; money in is positive
  FlowTiming timing = FlowTiming::inflow_start_outflow_end;  ///< how a day's net flow counts
  /// Where given, `flows` count at the start of the day and these at its end, and `timing` has no say: for days with
  /// money both in and out that a policy counts at different times.
  std::span<const double> flows_at_end;
  std::span<const double> opening;  ///< value before the first day, one a portfolio; empty = nothing was held
};

/// A portfolio's return over the whole calendar, and what it rests on.
struct ColumnReturn {
  Rate rate = Reason::insufficient_data;
  std::uint32_t failed_on = 0;             ///< with `negative_base` or `zero_base` on one day: that day's column
  std::uint32_t days_without_capital = 0;  ///< days on which nothing was invested; they count as growth 1
};

/// Where the results go: portfolio after portfolio, each with one entry a calendar month, year, or one in all.
struct ReturnTable {
  std::span<Rate> months;
  std::span<Rate> years;
  std::span<ColumnReturn> totals;
};

/// Daily time-weighted returns of many portfolios over one calendar:
///   growth of a day = (V_end − flows at end) / (V_before + flows at start),
/// linked in the order of `link` (time_weighted_return.hpp), so the bits are those of the ordinary path wherever values
/// and flows are doubles exactly. Amounts that aren't (0.10) are rounded once on their way into the columns.
///
/// A month, year or total has the reason of its first day without growth: `negative_base` for a negative value or base
/// or a loss of more than everything, `zero_base` for a gain without capital, `unsupported` for a number that isn't
/// finite; also `zero_base` where nothing was invested on any of its days. Source: GIPS 2020 glossary.
class DailyReturnColumns {
 public:
  /// `days`: the calendar, ascending without repetition.
  explicit DailyReturnColumns(std::span<const Date> days);

  /// The last day of the calendar in each of its months (years), in order of time.
  [[nodiscard]] std::span<const Date> month_ends() const { return month_ends_; }
  [[nodiscard]] std::span<const Date> year_ends() const { return year_ends_; }

  /// As many portfolios as `table.totals` has places. Nothing is allocated.
  void solve(const PortfolioDays& batch, const ReturnTable& table) const;

 private:
  struct Month {
    std::size_t first;  ///< columns first … end − 1
    std::size_t end;
    bool closes_year;
  };

  template <class Flows>
  void solve_each(const PortfolioDays& batch, const Flows& flows, const ReturnTable& table) const;

  std::vector<Month> months_;
  std::vector<Date> month_ends_;
  std::vector<Date> year_ends_;
  std::size_t days_ = 0;
};

}  // namespace dietz
