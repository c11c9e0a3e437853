#pragma once

#include "calculations/lots.hpp"

#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// a + b, unknown when either is, for the first one's reason.
[[nodiscard]] ConvertedAmount sum_of(const ConvertedAmount& a, const ConvertedAmount& b);

/// What is known of one security's lots at a moment: plain data, as large as what is open.
struct SecurityLotState {
  SecurityIndex security;
  std::vector<Lot> lots;     ///< in booking order
  ConvertedAmount realised;  ///< up to that moment
  friend bool operator==(const SecurityLotState&, const SecurityLotState&) = default;
};

/// The lots of one security under one method, all of one sign: the bookkeeping behind `open_lots`.
class SecurityLots {
 public:
  explicit SecurityLots(LotMethod method) : method_(method) {}
  SecurityLots(LotMethod method, const SecurityLotState& state)
      : method_(method), lots_(state.lots.begin(), state.lots.end()), realised_(state.realised) {}

  /// Adds `quantity` (negative: takes away) for `cost` (negative: what it brings). Says what is wrong with the lot that
  /// `t` names, if anything.
  [[nodiscard]] std::optional<std::string> trade(const Transaction& t, const Decimal& quantity,
                                                 const ConvertedAmount& cost);
  void split(const Decimal& ratio);
  void return_capital(const ConvertedAmount& amount);

  [[nodiscard]] SecurityLotState state(SecurityIndex security) const {
    return {security, {lots_.begin(), lots_.end()}, realised_};
  }
  [[nodiscard]] OpenPosition position(SecurityIndex security) const;
  [[nodiscard]] const ConvertedAmount& realised() const { return realised_; }

 private:
  [[nodiscard]] std::optional<std::string> wrong_lot(const Transaction& t, const Decimal& quantity) const;
  [[nodiscard]] std::size_t named_lot(std::string_view id) const;
  [[nodiscard]] std::size_t next_to_close(std::string_view named) const;
  [[nodiscard]] std::size_t dearest() const;
  void close(std::size_t position, const Decimal& quantity, const ConvertedAmount& cost);
  void open(const Transaction& t, const Decimal& quantity, const ConvertedAmount& cost);
  void forget_costs_that_decide(const Decimal& quantity);
  [[nodiscard]] Decimal held() const;

  LotMethod method_;
  std::deque<Lot> lots_;
  ConvertedAmount realised_;
};

}  // namespace dietz
