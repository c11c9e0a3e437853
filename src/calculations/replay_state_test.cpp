#include "calculations/valuation.hpp"
#include "support/generated_history.hpp"
#include "support/history.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using namespace test;

TEST(ReplayState, a_replay_stopped_and_continued_gives_the_same_days_and_the_same_state) {
  for_cases(0x51A7E, [](Random& random) {
    const GeneratedLedger g(random, {90, true, true, true, true, true});
    const Book& book = g.ledger.book();
    const MarketData market(book, book.policy);
    const PortfolioIndex p{0};
    const auto whole = replay(book, market, p, g.eur, g.first - 1, g.last);
    auto state = replay_state(book, p, g.first - 2);
    std::vector<PortfolioDay> days;
    std::vector<ReplayState> month_ends;
    for (Date to = g.first - 1; to <= g.last; to = to + random.any(1, 40)) {
      ASSERT_TRUE(replay_on(book, market, p, g.eur, to, {}, *state, days, &month_ends).ok());
      EXPECT_EQ(*state, *replay_state(book, p, to));
    }
    ASSERT_TRUE(replay_on(book, market, p, g.eur, g.last, {}, *state, days, &month_ends).ok());
    expect_same_days(days, whole->days);
    EXPECT_EQ(state->holdings, whole->holdings);
    EXPECT_EQ(state->cash, whole->cash);
    for (const ReplayState& at : month_ends) EXPECT_EQ(at, *replay_state(book, p, at.closed));
  });
}

TEST(ReplayState, holds_nothing_of_positions_that_were_closed) {
  const Ledger ledger = with(one_share_a_euro, R"(
    2024-01-01 P deposit amount=10
    2024-01-01 P buy A quantity=1 price=10
    2024-01-02 P sell A quantity=1 price=11
    2024-01-03 P withdrawal amount=11
  )");
  const auto state = replay_state(ledger.book(), ledger.portfolio("P"), day("2024-01-03"));
  EXPECT_TRUE(state->holdings.empty());
  EXPECT_TRUE(state->cash.empty());
  EXPECT_EQ(state->first_booking, day("2024-01-01"));
}

TEST(ReplayState, a_position_opened_again_stands_last) {
  const Ledger ledger = with(one_share_a_euro, R"(
    security B EUR
    2024-01-01 P buy A quantity=1 price=10
    2024-01-01 P buy B quantity=1 price=10
    2024-01-02 P sell A quantity=1 price=11
    2024-01-03 P buy A quantity=2 price=12
  )");
  const auto state = replay_state(ledger.book(), ledger.portfolio("P"), day("2024-01-03"));
  ASSERT_EQ(state->holdings.size(), 2U);
  EXPECT_EQ(state->holdings[0].security, ledger.security("B"));
  EXPECT_EQ(state->holdings[1].quantity, Decimal(2));
}

TEST(Replay, facts_after_the_last_day_change_nothing) {
  constexpr std::string_view by_totals = R"(
    portfolio P EUR
    security A EUR
    2024-01-01 P deposit amount=100
    total P 2024-01-03 110
  )";
  const std::vector<std::string> want = {"insufficient_data valuation", "insufficient_data valuation", "110"};
  expect_values(history_of(Ledger(by_totals), "P", "2024-01-01", "2024-01-03"), want);
  const Ledger later = with(by_totals, R"(
    2024-01-04 P buy A quantity=1 price=10
    2024-01-05 P spin_off A quantity=1
    total P 2024-01-06 120
  )");
  expect_values(history_of(later, "P", "2024-01-01", "2024-01-03"), want);
}

TEST(Replay, an_earlier_first_day_changes_none_of_the_days) {
  const Ledger ledger(R"(
    portfolio P EUR
    fx USD EUR 2024-01-01 0.9
    fx USD EUR 2024-01-02 0.8
    2024-01-01 P deposit amount=100 currency=USD
  )");
  const PortfolioHistory late = history_of(ledger, "P", "2024-01-02", "2024-01-02");
  EXPECT_EQ(on(late, "2024-01-02").currency_gain, Decimal(-10));
  EXPECT_EQ(on(late, "2024-01-02").flows_in, Decimal());
}

}  // namespace
}  // namespace dietz
