#pragma once

#include "calculations/rate_roots.hpp"
#include "model/date.hpp"
#include "model/day_count.hpp"
#include "model/decimal.hpp"
#include "model/figure.hpp"

#include <cstdint>
#include <span>
#include <vector>

namespace dietz {

/// A cash flow between an investor and an investment, in the spreadsheets' sign: amount < 0 is money paid in, > 0 money
/// got out (or the final value).
struct DatedAmount {
  Date date;
  Decimal amount;
};
struct PeriodicAmount {
  std::int32_t period = 0;
  Decimal amount;
};

/// The rates within which roots are sought, as 1 + r.
struct RateRange {
  double lowest = 0.0;
  double highest = 0.0;
};
inline constexpr RateRange dated_rates{1e-7, 1e8};
inline constexpr RateRange periodic_rates{1e-10, 1e6};

/// One rate at which the flows' present value is zero.
struct IrrRoot {
  double rate = 0.0;
  double low = 0.0, high = 0.0;  ///< the present value has certain, opposite signs at these rates
  bool touches = false;          ///< a double root: the present value is zero here but has one sign on both sides
};

/// A money-weighted return with its certificate.
struct IrrResult {
  Rate rate = Reason::insufficient_data;  ///< of a year, or of a period
  std::vector<IrrRoot> roots;             ///< all in the range, rising
  std::size_t chosen = 0;                 ///< which of them `rate` is: the one with the smallest |ln(1 + r)|
  /// |Σ amount·(1+r)^(t₀−t)| / Σ|amount| at the chosen rate; t₀ is the first flow's time, for r < 0 the last one's, so
  /// that every factor is at most 1.
  double residual = 0.0;
  std::size_t sign_changes = 0;  ///< in the netted flows by time; there are at most that many roots
  std::size_t flows = 0;         ///< given
  double length = 0.0;           ///< years (periods) from the first to the last flow given
  std::int32_t days = 0;         ///< calendar days between them; 0 for periodic flows
  Date first, last;              ///< of dated flows

  [[nodiscard]] bool has_multiple_roots() const { return roots.size() > 1; }
  /// (1 + r)^length − 1: the return over the whole time. `unsupported` beyond the range of a double.
  [[nodiscard]] Rate period_rate() const;
};

/// The annual rate r with Σ amount·(1+r)^(−years) = 0, years from the first flow by the day count; all roots with
/// 1 + r in [1e-7, 1e8] are found, and the value is the one nearest to no growth. The order of flows makes no
/// difference to any bit: amounts of one day are added exactly, days are sorted, and amounts are taken relative to the
/// largest, so that scaling all of them by a power of ten makes none either. Source: XIRR of spreadsheets; for the
/// choice among several roots conventions of this product.
///
/// Reasons: `insufficient_data` with fewer than two flows or all on one day; `no_sign_change` if money only goes one
/// way; `no_root` if no rate in the range makes the present value zero; `unsupported` if a day's flows overflow.
[[nodiscard]] IrrResult xirr(std::span<const DatedAmount> flows, DayCount day_count = DayCount::act_365_fixed);

/// The same per period, 1 + r in [1e-10, 1e6]. Periods may be left out, repeated and given in any order.
[[nodiscard]] IrrResult irr(std::span<const PeriodicAmount> flows);

}  // namespace dietz
