#pragma once

#include "calculations/booking_worth.hpp"
#include "calculations/lot_reorganisation.hpp"
#include "calculations/lots.hpp"
#include "calculations/security_lots.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace dietz {

/// The lots of a portfolio after some of its bookings: a value that can be copied, put back to what it was, and
/// continued. What `open_lots` computes, in steps.
class LotReplay {
 public:
  LotReplay(Currency currency, LotMethod method) : currency_(currency), method_(method) {}

  /// From now on each part of a lot that is closed goes into a list, which must outlive the replay.
  void note_closed(std::vector<ClosedLot>& list) { closed_lots_ = &list; }

  /// The next booking, in booking order. Errors: as open_lots.
  [[nodiscard]] Status apply(const Book& book, const MarketData& market, const Transaction& transaction);
  /// The same where many follow: `worth` is in the currency of the lots.
  [[nodiscard]] Status apply(BookingWorth& worth, const Transaction& transaction);

  /// None for a security that never had a lot.
  [[nodiscard]] std::optional<SecurityLotState> state_of(SecurityIndex security) const;
  /// Puts a security back to what it was, or to what it was before it ever had a lot.
  void restore(const SecurityLotState& state);
  void forget(SecurityIndex security);

  [[nodiscard]] LotLedger ledger() const;

 private:
  using Reorganisation = void (*)(const Transaction&, const ReorganisationWorth&, SecurityLots&, SecurityLots&);
  void reorganise(BookingWorth& worth, const Transaction& t, Reorganisation apply_to);
  static constexpr std::uint32_t none = 0xffffffff;

  SecurityLots& lots_of(SecurityIndex security);

  Currency currency_;
  LotMethod method_;
  std::vector<std::uint32_t> slots_;  ///< by security: where its lots stand
  std::vector<SecurityLots> lots_;
  std::vector<ClosedLot>* closed_lots_ = nullptr;
};

}  // namespace dietz
