#pragma once

#include "calculations/lots.hpp"
#include "calculations/security_lots.hpp"

#include <map>
#include <optional>
#include <vector>

namespace dietz {

/// The lots of a portfolio after some of its bookings: a value that can be copied, put back to what it was, and
/// continued. What `open_lots` computes, in steps.
class LotReplay {
 public:
  LotReplay(Currency currency, LotMethod method) : currency_(currency), method_(method) {}

  /// The next booking, in booking order. Errors: as open_lots.
  [[nodiscard]] Status apply(const Book& book, const MarketData& market, const Transaction& transaction);

  /// None for a security that never had a lot.
  [[nodiscard]] std::optional<SecurityLotState> state_of(SecurityIndex security) const;
  /// Puts a security back to what it was, or to what it was before it ever had a lot.
  void restore(const SecurityLotState& state);
  void forget(SecurityIndex security) { lots_.erase(security); }

  [[nodiscard]] LotLedger ledger() const;

 private:
  SecurityLots& lots_of(SecurityIndex security) { return lots_.try_emplace(security, method_).first->second; }

  Currency currency_;
  LotMethod method_;
  std::map<SecurityIndex, SecurityLots> lots_;
};

}  // namespace dietz
