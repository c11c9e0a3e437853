#pragma once

#include "calculations/lot_replay.hpp"
#include "calculations/market_data.hpp"
#include "calculations/running_return.hpp"
#include "calculations/valuation.hpp"
#include "model/book.hpp"

#include <array>
#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// A fact that was added to, changed in or taken from a book. A correction that moves a fact (another day, portfolio,
/// security or pair) is two changes: one where it stood and one where it stands.
struct FactChange {
  BookFile file = BookFile::transactions;  ///< transactions, valuations, prices or fx
  Date date;
  PortfolioIndex portfolio;                         ///< of a transaction or valuation
  SecurityIndex security;                           ///< of a price, and of a transaction that names one
  TransactionType type = TransactionType::deposit;  ///< of a transaction
  Currency base, quote;                             ///< of a rate
};

/// What a valuation is of.
struct ValuationSubject {
  PortfolioIndex portfolio;
  Currency currency;
  Date first;  ///< first day; what was booked before makes up what is held then
};

/// The linked return of each basis, as far as it has come.
using RunningReturns = std::array<RunningReturn, return_bases>;

/// Where a valuation stood at the close of a month (and, the first one, of the day before its first day): plain data,
/// as large as what was held and what was traded in the month, whatever came before.
struct ValuationCheckpoint {
  ReplayState state;
  RunningReturns returns;
  std::vector<SecurityLotState> lots;  ///< of the securities booked since the checkpoint before, by security
};

/// From which day on an update has computed anew; none where nothing had to be.
struct Recomputed {
  std::optional<Date> from;
};

/// A portfolio's days, linked returns and lots, kept up to date: an update costs what is held and the days from the
/// last checkpoint before the first change, not the history. Whatever the order of updates, everything it answers has
/// the same bits as `replay`, `link` and `open_lots` from scratch on the book as it is now.
///
///   replay (2024-01 … 2024-12)  days    ████████████████████████
///                               checkpoints  ▲ ▲ ▲ ▲ ▲ ▲ ▲ ▲     at each month end: positions, cash, lots, linked
///                               return
///   correction of 2024-08-13    back to 2024-07-31, and on from there
///
/// The book belongs to the caller, who changes it and then says what changed; it must outlive the valuation, and the
/// texts that its transactions pointed to must live on (lots keep ids). What isn't listed in FactChange, such as
/// another policy, currency, benchmark or adjustment of prices, needs a new valuation.
class IncrementalValuation {
 public:
  IncrementalValuation(const Book& book, ValuationSubject subject);

  /// Takes what has changed in the book since the last update, and goes on to the close of `to`; a `to` before the last
  /// one drops days. `internal`: transfers that aren't flows, as for replay; changes in the transfers of other
  /// portfolios of the scope then count too. Errors: those of replay, else of open_lots; then nothing is known until
  /// the next update, which starts from scratch.
  [[nodiscard]] Result<Recomputed> update(std::span<const FactChange> changes, Date to,
                                          const InternalTransfers& internal = {});

  [[nodiscard]] const std::vector<PortfolioDay>& days() const { return days_; }
  [[nodiscard]] const ReplayState& state() const { return state_; }
  [[nodiscard]] bool valued_by_custodian_only() const { return known_by_totals_alone(state_).only; }
  [[nodiscard]] LotLedger lots() const { return lots_.ledger(); }
  /// link(sub_periods(valued_days(days(), policy.flow_timing, basis))).
  [[nodiscard]] LinkedReturn linked(ReturnBasis basis) const;
  [[nodiscard]] const std::vector<ValuationCheckpoint>& checkpoints() const { return checkpoints_; }

 private:
  void renew_market(std::span<const FactChange> changes);
  /// The first day that a change may touch; none where it touches nothing.
  [[nodiscard]] std::optional<Date> touched_from(const FactChange& change, bool transfers_pair) const;
  [[nodiscard]] bool needs_price(const FactChange& change) const;
  [[nodiscard]] bool needs_rates(Date from) const;
  /// The last checkpoint before a day; none where the first one comes later.
  [[nodiscard]] const ValuationCheckpoint* checkpoint_before(Date date) const;

  [[nodiscard]] Status begin();
  [[nodiscard]] Status go_on(Date to, const InternalTransfers& internal);
  [[nodiscard]] Status begin_and_go_on(Date to, const InternalTransfers& internal);
  [[nodiscard]] Status book_lots(Date after, Date to);
  void add_returns(Date to);
  void add_checkpoint(ReplayState state);
  void back_to_before(Date date);
  void restore_lots(std::vector<SecurityIndex> securities);
  void forget();
  [[nodiscard]] std::span<const Transaction> bookings_between(Date after, Date to) const;

  const Book& book_;
  ValuationSubject subject_;
  std::optional<MarketData> market_;
  std::vector<ValuationCheckpoint> checkpoints_;  ///< none: nothing is known
  std::vector<PortfolioDay> days_;
  ReplayState state_;
  RunningReturns returns_;
  std::size_t days_linked_ = 0;
  LotReplay lots_;
  std::vector<SecurityIndex> booked_;  ///< securities with bookings since the last checkpoint
  TotalsAlone totals_alone_;           ///< as the days rest on it
};

}  // namespace dietz
