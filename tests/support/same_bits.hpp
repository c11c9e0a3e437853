#pragma once

#include "calculations/lots.hpp"
#include "calculations/time_weighted_return.hpp"
#include "calculations/valuation.hpp"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <optional>
#include <vector>

namespace dietz::test {

/// The same number in the same representation: a comparison of values doesn't see the scale.
inline bool same(const Decimal& a, const Decimal& b) {
  return a.coefficient() == b.coefficient() && a.scale() == b.scale();
}

inline bool same(const std::optional<Decimal>& a, const std::optional<Decimal>& b) {
  return a.has_value() == b.has_value() && (!a || same(*a, *b));
}

inline bool same(const PortfolioDay& a, const PortfolioDay& b) {
  return a.date == b.date && same(a.value, b.value) && a.missing == b.missing && a.missing_what == b.missing_what &&
         same(a.flows_in, b.flows_in) && same(a.flows_out, b.flows_out) && same(a.income, b.income) &&
         same(a.fee_rows, b.fee_rows) && same(a.fees, b.fees) && same(a.taxes, b.taxes) &&
         same(a.currency_gain, b.currency_gain);
}

inline bool same(const ConvertedAmount& a, const ConvertedAmount& b) { return a == b && same(a.value, b.value); }

inline bool same(const Lot& a, const Lot& b) {
  return a.date == b.date && a.line == b.line && a.id == b.id && same(a.quantity, b.quantity) && same(a.cost, b.cost);
}

inline bool same(const Holding& a, const Holding& b) {
  return a.security == b.security && same(a.quantity, b.quantity);
}

inline bool same(const CashBalance& a, const CashBalance& b) {
  return a.currency == b.currency && same(a.amount, b.amount);
}

// Declared before the template that calls them.
inline bool same(const OpenPosition& a, const OpenPosition& b);
inline bool same(const RealisedGain& a, const RealisedGain& b);
inline bool same(const LinkedReturn& a, const LinkedReturn& b);

template <class T>
bool same(const std::vector<T>& a, const std::vector<T>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const T& x, const T& y) { return same(x, y); });
}

inline bool same(const OpenPosition& a, const OpenPosition& b) {
  return a.security == b.security && same(a.quantity, b.quantity) && same(a.cost, b.cost) && same(a.lots, b.lots);
}

inline bool same(const RealisedGain& a, const RealisedGain& b) {
  return a.security == b.security && same(a.gain, b.gain);
}

inline bool same(const LinkedReturn& a, const LinkedReturn& b) {
  const bool rates =
      a.rate ? b.rate && std::bit_cast<std::uint64_t>(a.rate.value()) == std::bit_cast<std::uint64_t>(b.rate.value())
             : !b.rate && a.rate.reason() == b.rate.reason();
  return rates && a.failed_on == b.failed_on && a.links == b.links && a.without_capital == b.without_capital &&
         a.by_modified_dietz == b.by_modified_dietz;
}

}  // namespace dietz::test
