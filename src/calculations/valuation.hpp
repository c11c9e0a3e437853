#pragma once

#include "base/result.hpp"
#include "calculations/market_data.hpp"
#include "calculations/valued_day.hpp"
#include "model/book.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace dietz {

/// One calendar day of a portfolio, in the reporting currency; every amount but `value` is 0 or positive unless said.
struct PortfolioDay {
  Date date;
  std::optional<Decimal> value;   ///< at the close, after the day's flows
  Reason missing = Reason::none;  ///< why the day has no value
  std::string missing_what;       ///< which price or rate is missing
  Decimal flows_in;
  Decimal flows_out;
  Decimal income;    ///< dividends and interest before tax
  Decimal fee_rows;  ///< management and custody: rows of type fee
  Decimal fees;      ///< fee_rows and the fees of trades
  Decimal taxes;
  Decimal currency_gain;  ///< signed: yesterday's holding at today's price × change of the rate
};

struct Holding {
  SecurityIndex security;
  Decimal quantity;
  friend bool operator==(const Holding&, const Holding&) = default;
};

struct CashBalance {
  Currency currency;
  Decimal amount;
  friend bool operator==(const CashBalance&, const CashBalance&) = default;
};

/// All that the days after `closed` need of what was booked up to it, besides prices and rates: plain data, as large as
/// what is held.
struct ReplayState {
  Date closed;                                      ///< the day whose close this is
  std::vector<Holding> holdings;                    ///< in the order in which they were opened
  std::vector<CashBalance> cash;                    ///< likewise
  std::optional<Date> first_booking;                ///< dates of the first booking, the first one of a security, and
  std::optional<Date> first_booking_of_a_security;  ///< the first total a custodian stated, as far as they are not
  std::optional<Date> first_total;                  ///< after `closed`
  friend bool operator==(const ReplayState&, const ReplayState&) = default;
};

/// A portfolio replayed from its first booking to `to`: a day a calendar day, in order.
struct PortfolioHistory {
  std::vector<PortfolioDay> days;
  std::vector<Holding> holdings;          ///< at the close of `to`, without positions of zero
  std::vector<CashBalance> cash;          ///< at the close of `to`, without balances of zero
  bool valued_by_custodian_only = false;  ///< known by stated totals alone, so days between them have no value
};

/// Which transactions count as external flows: by position in Book::transactions; empty means all transfers are
/// external.
using InternalTransfers = std::vector<bool>;

/// Transfers whose other side stands in another portfolio of `scope` on the same day: same security and quantity, or
/// same currency and amount. They aren't flows of the scope as a whole. One side pairs with one other at most, in
/// booking order; what finds no partner elsewhere pairs within its own portfolio, which it left and came back to.
[[nodiscard]] InternalTransfers internal_transfers(const Book& book, std::span<const PortfolioIndex> scope);

/// Values a portfolio on every calendar day from `first` to `to`; bookings before `first` make up what is held then:
/// V = Σ over currencies of (Σ quantity × price + cash) × rate, or a custodian's total where one is given for the day.
/// A portfolio that has such totals up to `to` but no securities is valued on their days only. Facts after `to` change
/// nothing, and an earlier `first` changes none of the days.
/// Errors: arithmetic overflow.
[[nodiscard]] Result<PortfolioHistory> replay(const Book& book, const MarketData& market, PortfolioIndex portfolio,
                                              Currency currency, Date first, Date to,
                                              const InternalTransfers& internal = {});

/// Whether a portfolio is known by its custodian's totals alone as far as a state reaches, so that days between them
/// have no value; and since when it is known to be empty before its first total: since the first booking, if that comes
/// first.
struct TotalsAlone {
  bool only = false;
  Date opened = Date::min();
  friend bool operator==(const TotalsAlone&, const TotalsAlone&) = default;
};
[[nodiscard]] TotalsAlone known_by_totals_alone(const ReplayState& state);

/// The state at the close of `closed`, from the first booking on. Errors: as replay.
[[nodiscard]] Result<ReplayState> replay_state(const Book& book, PortfolioIndex portfolio, Date closed);

/// Continues a replay: appends the days after `state.closed` up to `to` to `days`, moves `state` to `to`, and adds a
/// copy of it to `month_ends` at the close of every month on the way. The same bits as a replay from the start, whose
/// earlier days too are the same unless `known_by_totals_alone` has changed. Costs what the new days cost: reads no
/// transaction and no total up to `state.closed`. Errors: as replay; then all three are without meaning.
[[nodiscard]] Status replay_on(const Book& book, const MarketData& market, PortfolioIndex portfolio, Currency currency,
                               Date to, const InternalTransfers& internal, ReplayState& state,
                               std::vector<PortfolioDay>& days, std::vector<ReplayState>* month_ends);

/// What a return is before or after. Net: after all fees and taxes. Gross: before `fee` rows (management, custody),
/// after trading costs. Before tax: after fees, before taxes. What is added back leaves like money taken out at the
/// day's end.
enum class ReturnBasis { net, gross, before_tax };
constexpr std::size_t return_bases = 3;

/// A day as a return calculation wants it: value and flows by the policy's timing.
[[nodiscard]] ValuedDay valued_day(const PortfolioDay& day, FlowTiming timing, ReturnBasis basis = ReturnBasis::net);
[[nodiscard]] std::vector<ValuedDay> valued_days(std::span<const PortfolioDay> days, FlowTiming timing,
                                                 ReturnBasis basis = ReturnBasis::net);

}  // namespace dietz
