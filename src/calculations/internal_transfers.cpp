#include "calculations/booking.hpp"
#include "calculations/valuation.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace dietz {
namespace {

/// Positions of the transfers of a scope, in booking order.
struct Transfers {
  std::vector<std::size_t> in, out;
};

Transfers transfers_of(const Book& book, std::span<const PortfolioIndex> scope) {
  Transfers transfers;
  std::vector<PortfolioIndex> portfolios(scope.begin(), scope.end());
  std::sort(portfolios.begin(), portfolios.end());
  portfolios.erase(std::unique(portfolios.begin(), portfolios.end()), portfolios.end());
  for (const PortfolioIndex portfolio : portfolios) {
    for (const Transaction& t : transactions_of(book, portfolio)) {
      if (t.type != TransactionType::transfer_in && t.type != TransactionType::transfer_out) continue;
      const auto position = static_cast<std::size_t>(&t - book.transactions.data());
      (t.type == TransactionType::transfer_in ? transfers.in : transfers.out).push_back(position);
    }
  }
  return transfers;
}

}  // namespace

InternalTransfers internal_transfers(const Book& book, std::span<const PortfolioIndex> scope) {
  InternalTransfers internal(book.transactions.size(), false);
  using Key = std::tuple<Date, SecurityIndex, std::string, std::uint32_t>;
  std::map<Key, std::vector<std::size_t>> incoming;
  const auto key_of = [](const Transaction& t) -> Key {
    if (!t.security.is_none()) return {t.date, t.security, t.quantity.to_string(), 0};
    return {t.date, t.security, t.amount.to_string(), t.currency.packed()};
  };
  const Transfers transfers = transfers_of(book, scope);
  for (const std::size_t in : transfers.in) incoming[key_of(book.transactions[in])].push_back(in);
  const auto pair_up = [&](bool across) {
    for (const std::size_t out : transfers.out) {
      const Transaction& t = book.transactions[out];
      const auto candidates = internal[out] ? incoming.end() : incoming.find(key_of(t));
      if (candidates == incoming.end()) continue;
      const auto partner = std::find_if(candidates->second.begin(), candidates->second.end(), [&](std::size_t in) {
        return !internal[in] && (book.transactions[in].portfolio != t.portfolio) == across;
      });
      if (partner != candidates->second.end()) internal[out] = internal[*partner] = true;
    }
  };
  pair_up(true);
  // What left a portfolio and came back on the same day is no flow either, once the pairs across portfolios are found.
  pair_up(false);
  return internal;
}

}  // namespace dietz
