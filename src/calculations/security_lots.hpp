#pragma once

#include "calculations/lots.hpp"

#include <deque>
#include <optional>
#include <string>

namespace dietz {

/// a + b, unknown when either is, for the first one's reason.
[[nodiscard]] ConvertedAmount sum_of(const ConvertedAmount& a, const ConvertedAmount& b);

/// The lots of one security under one method, all of one sign: the bookkeeping behind `open_lots`.
class SecurityLots {
 public:
  explicit SecurityLots(LotMethod method) : method_(method) {}

  /// Adds `quantity` (negative: takes away) for `cost` (negative: what it brings). Says what is wrong with the lot that
  /// `t` names, if anything.
  [[nodiscard]] std::optional<std::string> trade(const Transaction& t, const Decimal& quantity,
                                                 const ConvertedAmount& cost);
  void split(const Decimal& ratio);
  void return_capital(const ConvertedAmount& amount);

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
