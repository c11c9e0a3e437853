#include "calculations/valuation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace dietz {

InternalTransfers internal_transfers(const Book& book, std::span<const PortfolioIndex> scope) {
  InternalTransfers internal(book.transactions.size(), false);
  using Key = std::tuple<Date, SecurityIndex, std::string, std::uint32_t>;
  std::map<Key, std::vector<std::size_t>> incoming;
  const auto in_scope = [scope](PortfolioIndex p) { return std::find(scope.begin(), scope.end(), p) != scope.end(); };
  const auto key_of = [](const Transaction& t) -> Key {
    if (!t.security.is_none()) return {t.date, t.security, t.quantity.to_string(), 0};
    return {t.date, t.security, t.amount.to_string(), t.currency.packed()};
  };
  const auto pair_up = [&](std::size_t out, const std::vector<std::size_t>& candidates, bool across) {
    for (const std::size_t in : candidates) {
      const bool same = book.transactions[in].portfolio == book.transactions[out].portfolio;
      if (internal[in] || same == across) continue;
      internal[out] = internal[in] = true;
      return;
    }
  };
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    if (t.type == TransactionType::transfer_in && in_scope(t.portfolio)) incoming[key_of(t)].push_back(i);
  }
  if (incoming.empty()) return internal;
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    if (t.type != TransactionType::transfer_out || !in_scope(t.portfolio)) continue;
    const auto candidates = incoming.find(key_of(t));
    if (candidates == incoming.end()) continue;
    pair_up(i, candidates->second, true);
  }
  // What left a portfolio and came back on the same day is no flow either, once the pairs across portfolios are found.
  for (std::size_t i = 0; i < book.transactions.size(); ++i) {
    const Transaction& t = book.transactions[i];
    if (internal[i] || t.type != TransactionType::transfer_out || !in_scope(t.portfolio)) continue;
    const auto candidates = incoming.find(key_of(t));
    if (candidates != incoming.end()) pair_up(i, candidates->second, false);
  }
  return internal;
}

}  // namespace dietz
