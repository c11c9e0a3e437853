#pragma once

#include "base/result.hpp"
#include "calculations/market_data.hpp"
#include "model/book.hpp"

#include <string_view>
#include <vector>

namespace dietz {

/// An amount in the reporting currency, or why it isn't known.
struct ConvertedAmount {
  Decimal value;                  ///< 0 when unknown
  Reason missing = Reason::none;  ///< `no_fx_rate`, `no_price`, `stale_price`
  Date missing_on;                ///< of which day the rate or price is missing

  [[nodiscard]] bool known() const { return missing == Reason::none; }
  friend bool operator==(const ConvertedAmount&, const ConvertedAmount&) = default;
};

/// What is left of one acquisition (or short sale: quantity and cost are negative).
struct Lot {
  Date date;
  std::uint32_t line = 0;  ///< of the transaction that opened it; under average cost, of the first one in the pool
  std::string_view id;     ///< of that transaction; points into the book's text
  Decimal quantity;
  ConvertedAmount cost;
  friend bool operator==(const Lot&, const Lot&) = default;
};

struct OpenPosition {
  SecurityIndex security;
  Decimal quantity;       ///< Σ lots, exact
  ConvertedAmount cost;   ///< Σ lots, in their order
  std::vector<Lot> lots;  ///< in booking order; one pool under average cost
};

struct RealisedGain {
  SecurityIndex security;
  ConvertedAmount gain;
};

/// A part of a lot that a booking closed.
struct ClosedLot {
  SecurityIndex security;
  Lot lot;                   ///< its date, line and id; quantity and cost are those of the part
  Date closed;               ///< when
  std::uint32_t line = 0;    ///< of the booking that closed it
  std::string_view booking;  ///< its id
  ConvertedAmount proceeds;  ///< what the closing brought net, negative for a cover
};

struct LotLedger {
  std::vector<OpenPosition> open;      ///< by security, without positions of zero
  std::vector<RealisedGain> realised;  ///< by security: every one that was ever booked
};

/// The lots of a portfolio that are open at the close of `to`, and the gains realised up to it, in `currency`, each
/// amount at the rate of its own booking's day.
///
/// Cost of a lot: amount + fees + taxes of a buy; value of securities transferred in (amount if booked, else quantity ×
/// the day's close), with fees and taxes; 0 for a stock dividend or an adjustment; −(amount − fees − taxes) of a short
/// sale. A booking against the sign of the position closes lots first and opens one with what remains, so a sale of
/// more than is held goes short. Realised gain = what the closing booking brings net − cost of what it closes;
/// securities transferred out bring their value. Part of a lot takes its cost in proportion, at working precision; the
/// last part takes all that is left. A split keeps cost. A return of capital lowers the cost of each lot by its
/// quantity's share, not below 0; the rest is a realised gain.
///
/// Lots are taken by `method`: fifo, lifo: in, against booking order; hifo: highest cost a unit (for short lots: lowest
/// proceeds), ties to the earlier; average: from the pool; specific: the lot that the closing booking names
/// (Transaction::lot = Transaction::id of the opening one), fifo where it names none.
///
/// An amount without a rate or price makes the lots and gains it touches unknown, others stay known.
///
/// A spin_off that names no old security brings a lot at cost 0. Any other moves a part of each lot's cost, with its
/// date and id, into a lot of the new security: `cost_share`, or without one the new units' part of the value of both
/// at the day's close. A merger moves whole lots; cash that comes along counts as the sale of its part of what is got
/// (cash, and the new units at the day's close), so that part of the cost is realised against it. New lots are units ×
/// ratio, or their part of the booked quantity to 12 decimal places, the last one taking what is left.
///
/// Errors: a named lot that isn't open or holds less (column `lot`); arithmetic overflow.
[[nodiscard]] Result<LotLedger> open_lots(const Book& book, const MarketData& market, PortfolioIndex portfolio,
                                          Currency currency, LotMethod method, Date to);

/// The same, and every part of a lot that was closed up to `to`, in booking order.
struct LotHistory {
  LotLedger ledger;
  std::vector<ClosedLot> closed;
};
[[nodiscard]] Result<LotHistory> lot_history(const Book& book, const MarketData& market, PortfolioIndex portfolio,
                                             Currency currency, LotMethod method, Date to);

}  // namespace dietz
