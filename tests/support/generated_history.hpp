#pragma once

#include "calculations/time_weighted_return.hpp"
#include "calculations/valuation.hpp"
#include "support/generated_ledger.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string_view>
#include <vector>

namespace dietz::test {

[[nodiscard]] inline std::vector<PortfolioDay> days_of(const Book& book, Date from, Date to,
                                                       std::string_view currency = "EUR",
                                                       PortfolioIndex portfolio = PortfolioIndex{0}) {
  const MarketData market(book, book.policy, portfolio);
  auto history = replay(book, market, portfolio, Ledger::currency(currency), from, to,
                        internal_transfers(book, std::vector{portfolio}));
  if (!history) throw std::runtime_error(history.error().message());
  return std::move(history->days);
}

[[nodiscard]] inline std::vector<PortfolioDay> days_of(const GeneratedLedger& g, const Book& book) {
  return days_of(book, g.first - 1, g.last);
}

[[nodiscard]] inline Rate twr(std::span<const PortfolioDay> days,
                              FlowTiming timing = FlowTiming::inflow_start_outflow_end,
                              ReturnBasis basis = ReturnBasis::net) {
  return link(sub_periods(valued_days(days, timing, basis))).rate;
}

inline void sort(Book& book) { std::sort(book.transactions.begin(), book.transactions.end(), books_before); }

inline void expect_same_days(std::span<const PortfolioDay> a, std::span<const PortfolioDay> b) {
  ASSERT_EQ(a.size(), b.size());
  for (std::size_t i = 0; i < a.size(); ++i) {
    EXPECT_EQ(a[i].value, b[i].value) << a[i].date.to_string();
    EXPECT_EQ(a[i].flows_in, b[i].flows_in) << a[i].date.to_string();
    EXPECT_EQ(a[i].flows_out, b[i].flows_out) << a[i].date.to_string();
    EXPECT_EQ(a[i].income, b[i].income) << a[i].date.to_string();
    EXPECT_EQ(a[i].fees, b[i].fees) << a[i].date.to_string();
    EXPECT_EQ(a[i].taxes, b[i].taxes) << a[i].date.to_string();
    EXPECT_EQ(a[i].currency_gain, b[i].currency_gain) << a[i].date.to_string();
  }
}

/// The close to value with on a day, found by looking at every close and every split.
[[nodiscard]] inline Decimal close_by_hand(const Book& book, SecurityIndex security, Date date) {
  Price last;
  for (const Price& p : book.prices[security.at()].closes) last = p.date <= date ? p : last;
  Decimal close = last.close;
  for (const Transaction& t : book.transactions) {
    if (t.type == TransactionType::split && t.security == security && last.date < t.date && t.date <= date)
      close = working_quotient(close, t.ratio);
  }
  return close;
}

}  // namespace dietz::test
