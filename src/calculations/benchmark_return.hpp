#pragma once

#include "base/result.hpp"
#include "calculations/market_data.hpp"
#include "calculations/time_weighted_return.hpp"
#include "model/book.hpp"
#include "model/date_range.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What a component did on one day of a blend.
struct BenchmarkComponentDay {
  std::size_t component = 0;                ///< position in BenchmarkGrowth::components
  double weight = 0.0;                      ///< of the blend at the start of the day
  Rate growth = Reason::insufficient_data;  ///< factor over the day; `zero_base` for what was and is worth nothing
};

/// One calendar day of a benchmark, from the close before to its own close.
struct BenchmarkDay {
  Date date;
  Rate growth = Reason::insufficient_data;  ///< factor: Σ weight × growth, of doubles, in the order of `components`
  std::string missing_what;                 ///< with a reason: which price, rate or weights, and of which day
  std::vector<BenchmarkComponentDay> components;  ///< in the order of the rows; empty with a reason
};

/// The daily growth of a benchmark over (from, to]: a day a calendar day, in order.
struct BenchmarkGrowth {
  std::string id;
  DateRange range;
  std::vector<std::string> components;  ///< ids of the securities and benchmarks it is made of
  std::vector<BenchmarkDay> days;
};

/// Daily growth of a benchmark in `currency`. `id` names a benchmark of the book or, if there is none, a security.
///
/// A security grows by close × split ratio × exchange rate, day over day, without dividends unless its series holds
/// them. A blend holds its components like a portfolio without flows: bought at its weights at the close of the day
/// they are dated from, left to drift, and brought back to the weights at closes by its rule: every day, month's end,
/// quarter's end, or never. New weights replace the old ones as a set, at the close of their own date. Weights without
/// a date hold from the beginning; with the rule `none` they are bought at the close of `range.from`. A component that
/// is a benchmark follows its own weights and rule. `by_default` is the rule of benchmarks that state none.
///
/// A day has a reason where this close or the one before can't be computed: `no_price`, `no_fx_rate`, `stale_price`;
/// `insufficient_data` up to the first dated weights; `zero_base`, `negative_base` for a blend (or a component's price)
/// without positive value to grow from. A close at which weights would be set but can't is made up for at the next one
/// that has all prices.
/// Errors (file and row): an unknown component, benchmarks that contain each other or nest too deep, weights of one
/// date that don't add up to 1; an unknown `id`; arithmetic overflow.
[[nodiscard]] Result<BenchmarkGrowth> benchmark_growth(const Book& book, const MarketData& market, std::string_view id,
                                                       Currency currency, DateRange range, Rebalance by_default);

/// A benchmark's return over an interval.
struct BenchmarkReturn {
  Rate rate = Reason::insufficient_data;
  Date failed_on;      ///< with a reason: the first day that has none
  std::string detail;  ///< with a reason: a sentence
};

/// ∏ growth − 1 over (from, to], in the order of LinkedGrowth. Reasons: the first one of a day inside;
/// `insufficient_data` for an interval that isn't inside the growth's range or has no day.
[[nodiscard]] BenchmarkReturn benchmark_return(const BenchmarkGrowth& growth, Date from, Date to);

/// Return since `from` at the end of each day of (from, to]; from the first day with a reason on, that reason. Empty
/// for an interval that isn't inside the growth's range.
[[nodiscard]] std::vector<ReturnPoint> benchmark_cumulative(const BenchmarkGrowth& growth, Date from, Date to);

}  // namespace dietz
