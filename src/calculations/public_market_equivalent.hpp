#pragma once

#include "calculations/irr.hpp"
#include "model/date.hpp"
#include "model/day_count.hpp"
#include "model/decimal.hpp"
#include "model/figure.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// What moved between a fund and its investor on a day, and what an index stood at. Amounts are 0 or positive.
struct PrivateFlow {
  Date date;
  Decimal contribution;          ///< paid in
  Decimal distribution;          ///< paid out
  std::optional<Decimal> nav;    ///< net asset value at the day's close, after its flows
  std::optional<Decimal> index;  ///< close of a public index, with dividends if the comparison is to be fair
};

/// A fund's flows to its last valuation, all in one currency.
struct PrivateHistory {
  Date as_of;                      ///< of the last net asset value
  std::optional<Decimal> nav;      ///< none: no valuation, so figures that rest on it have no value
  std::vector<PrivateFlow> flows;  ///< to as_of (all without a valuation), rising dates
  std::size_t left_out = 0;        ///< flows after as_of
  Decimal paid_in;                 ///< Σ contributions
  Decimal distributed;             ///< Σ distributions
};

/// Cuts flows (rising dates, one a day) at the last net asset value, on or before `to` where it is given.
[[nodiscard]] PrivateHistory private_history(std::span<const PrivateFlow> flows, std::optional<Date> to);

/// The flows at the end's value in the index: each × I(end) / I(its day), at working precision. An index of a day
/// without one is the last known, up to `carry_days` old. Amounts are in the flows' currency.
struct IndexedFlows {
  Reason reason = Reason::none;  ///< `insufficient_data` without an index for a flow or the end, `zero_base`,
                                 ///< `negative_base` for an index of 0 or below
  Date failed_on;
  std::vector<DatedAmount> flows;  ///< net, in the spreadsheets' sign: paid in < 0
  Decimal paid_in;                 ///< Σ contribution × I(end)/I(t)
  Decimal distributed;             ///< Σ distribution × I(end)/I(t)
  double growth = 1.0;             ///< I(end) / I(first flow)
};
[[nodiscard]] IndexedFlows in_index(const PrivateHistory& history, int carry_days);

/// (Σ distributions + NAV) / Σ contributions, all at the end's value in the index: above 1 the fund beat it.
/// Source: S. Kaplan, A. Schoar, "Private Equity Performance", Journal of Finance 60 (2005).
/// Reasons: those of the flows; `insufficient_data` without NAV; `zero_base` if nothing was paid in.
[[nodiscard]] Rate kaplan_schoar(const PrivateHistory& history, const IndexedFlows& indexed);

/// The annual rate of the fund's own flows put into the index, which ends with
///   NAV of the index = Σ (contribution − distribution) × I(end)/I(t)
/// instead of the fund's: the like-for-like benchmark. Source: A. Long, C. Nickels, "A Private Investment Benchmark"
/// (1996), also called index comparison method. Reasons: those of the flows and of xirr.
[[nodiscard]] IrrResult long_nickels(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count);

/// The annual rate of the flows at the end's value in the index, with the fund's NAV: 0 where the fund is the index.
/// (1 + direct alpha) × (1 + return of the index) would make the flows' present value zero.
/// Source: O. Gredil, B. Griffiths, R. Stucke, "Benchmarking Private Equity: The Direct Alpha Method" (2014), here as
/// an effective annual rate. Reasons: those of the flows and of xirr.
[[nodiscard]] IrrResult direct_alpha(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count);

/// PME+: distributions scaled by λ so that the index would end with the fund's NAV, and the annual rate of those flows.
///   λ = (Σ contribution × I(end)/I(t) − NAV) / Σ distribution × I(end)/I(t)
/// Source: T. Rouvinez, "Private Equity Benchmarking with PME+", Venture Capital Journal (2003).
struct PmePlus {
  Rate scale = Reason::insufficient_data;  ///< λ; `undefined_ratio` without distributions or below 0
  IrrResult rate;
};
[[nodiscard]] PmePlus pme_plus(const PrivateHistory& history, const IndexedFlows& indexed, DayCount day_count);

/// The fund's own flows and its NAV, in the spreadsheets' sign.
[[nodiscard]] std::vector<DatedAmount> investor_flows(const PrivateHistory& history);

}  // namespace dietz
