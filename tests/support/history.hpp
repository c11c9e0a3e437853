#pragma once

#include "calculations/valuation.hpp"
#include "support/ledger.hpp"

#include <gtest/gtest.h>

namespace dietz::test {

constexpr std::string_view one_share_a_euro = R"(
  portfolio P EUR
  security A EUR
  price A 2024-01-01 10
  price A 2024-01-02 11
  price A 2024-01-03 12
)";

[[nodiscard]] inline Date day(std::string_view text) { return Ledger::date(text); }

[[nodiscard]] inline PortfolioHistory history_of(const Ledger& ledger, std::string_view portfolio,
                                                 std::string_view from, std::string_view to,
                                                 std::string_view currency = {},
                                                 const InternalTransfers& internal = {}) {
  const PortfolioIndex index = ledger.portfolio(portfolio);
  const MarketData market(ledger.book(), ledger.book().policy, index);
  const Currency in = currency.empty() ? ledger.book().portfolios[index.at()].currency : Ledger::currency(currency);
  auto history = replay(ledger.book(), market, index, in, day(from), day(to), internal);
  EXPECT_TRUE(history.ok()) << history.error().message();
  return history ? *history : PortfolioHistory{};
}

[[nodiscard]] inline const PortfolioDay& on(const PortfolioHistory& history, std::string_view date) {
  for (const PortfolioDay& d : history.days) {
    if (d.date == day(date)) return d;
  }
  throw std::runtime_error("no day " + std::string(date));
}

/// The value of a day, or the reason and what is missing.
[[nodiscard]] inline std::string value_on(const PortfolioHistory& history, std::string_view date) {
  const PortfolioDay& d = on(history, date);
  return d.value ? d.value->to_string() : std::string(name_of(d.missing)) + " " + d.missing_what;
}

/// Expects the values of the days in order, from the first.
inline void expect_values(const PortfolioHistory& history, const std::vector<std::string>& want) {
  std::vector<std::string> got;
  for (const PortfolioDay& d : history.days) got.push_back(value_on(history, d.date.to_string()));
  EXPECT_EQ(got, want);
}

[[nodiscard]] inline Ledger with(std::string_view base, std::string_view more) {
  Ledger ledger(base);
  ledger.add(more);
  return ledger;
}

}  // namespace dietz::test
