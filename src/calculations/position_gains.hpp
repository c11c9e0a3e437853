#pragma once

#include "base/result.hpp"
#include "calculations/market_data.hpp"
#include "calculations/valuation.hpp"
#include "model/book.hpp"

#include <compare>
#include <functional>
#include <span>
#include <vector>

namespace dietz {

/// A security, or the cash of a currency.
struct PositionKey {
  SecurityIndex security;  ///< none: cash
  Currency currency;       ///< of cash

  [[nodiscard]] bool is_cash() const { return security.is_none(); }
  friend auto operator<=>(const PositionKey&, const PositionKey&) = default;
};

/// What a position earned, in the reporting currency; gain = price + currency + income − fees − taxes.
struct PositionGain {
  Decimal price;
  Decimal currency;  ///< what was held the day before at today's price × change of the rate, summed daily
  Decimal income;    ///< dividends and interest before tax
  Decimal fees;
  Decimal taxes;

  [[nodiscard]] Decimal sum() const;
};

/// What left a position for another security on a day on which that one's value isn't known.
struct UnvaluedMove {
  SecurityIndex to;
  Date date;
  Reason reason = Reason::none;
};

/// A position from one close to another. Purchases are flows into it from the cash that pays for them, sales and income
/// flows back, all with their costs; what a spin-off or merger brings flows out of the old security into the new one at
/// the new one's close of the day; deposits, withdrawals and transfers come from outside. So the positions' flows add
/// up to the portfolio's, and their gains to its gain.
struct PositionSpan {
  PositionKey key;
  Decimal begin_value;
  Decimal flow;       ///< into the position
  Decimal flow_days;  ///< Σ flow × days left to the end; one more for external flows at the start of their day
  PositionGain gain;
  std::vector<UnvaluedMove> unvalued;  ///< counted as 0, so that only both positions' gains together are known
};

/// Takes the spans that end on `ends[at]`, by key.
using SpanSink = std::function<void(std::size_t at, std::span<const PositionSpan> spans)>;

/// Follows each position of a portfolio between the closes of `ends` (ascending; nothing is told of the first one but
/// values). A price that isn't known at an end, where a custodian's total stands in, means no price gain up to it.
/// `timing` says when external flows count in their day. Errors: those of replay.
[[nodiscard]] Status follow_positions(const Book& book, const MarketData& market, PortfolioIndex portfolio,
                                      Currency currency, std::span<const Date> ends, FlowTiming timing,
                                      const InternalTransfers& internal, const SpanSink& sink);

}  // namespace dietz
