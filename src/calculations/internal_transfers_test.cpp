#include "calculations/valuation.hpp"
#include "support/history.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using namespace test;

TEST(Valuation, securities_transferred_are_a_flow_at_the_days_close) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P transfer_in A quantity=10
                                                            2024-01-03 P transfer_out A quantity=4)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "110", "72"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(100));
  EXPECT_EQ(on(history, "2024-01-03").flows_out, Decimal(48));
}

TEST(Valuation, securities_transferred_with_an_amount_are_a_flow_of_that_amount) {
  const auto history = history_of(with(one_share_a_euro, "2024-01-01 P transfer_in A quantity=10 amount=90"), "P",
                                  "2024-01-01", "2024-01-02");
  expect_values(history, {"100", "110"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(90));
}

TEST(Valuation, a_transfer_without_a_price_leaves_the_day_without_value) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                                            security A EUR
                                            2024-01-01 P deposit amount=5
                                            2024-01-02 P transfer_in A quantity=10
                                            2024-01-02 P transfer_out A quantity=10)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"5", "no_price price of A", "5"});
}

TEST(Valuation, cash_transferred_is_a_flow_of_its_amount_and_its_fees_a_cost) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P transfer_in amount=100
                                                            2024-01-02 P transfer_out amount=40 fees=1)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"100", "59"});
  EXPECT_EQ(on(history, "2024-01-02").flows_out, Decimal(40));
  EXPECT_EQ(on(history, "2024-01-02").fees, Decimal(1));
}

std::vector<std::string> internal_ids(const Ledger& ledger, std::vector<std::string_view> portfolios) {
  std::vector<PortfolioIndex> scope;
  for (const std::string_view id : portfolios) scope.push_back(ledger.portfolio(id));
  const InternalTransfers internal = internal_transfers(ledger.book(), scope);
  std::vector<std::string> ids;
  for (std::size_t i = 0; i < internal.size(); ++i) {
    if (internal[i]) ids.emplace_back(ledger.book().transactions[i].id);
  }
  return ids;
}

constexpr std::string_view three_portfolios = R"(
  portfolio P EUR
  portfolio Q EUR
  portfolio R EUR
  security A EUR
  price A 2024-01-01 10
)";

TEST(InternalTransfers, same_day_security_and_quantity_pair_across_the_scope) {
  const Ledger ledger = with(three_portfolios, R"(2024-01-01 P transfer_in A quantity=10 id=p1
                                                  2024-01-02 P transfer_out A quantity=4.0 id=p2
                                                  2024-01-02 Q transfer_in A quantity=4 id=q1)");
  EXPECT_EQ(internal_ids(ledger, {"P", "Q"}), (std::vector<std::string>{"p2", "q1"}));
  EXPECT_TRUE(internal_ids(ledger, {"P"}).empty());
  EXPECT_TRUE(internal_ids(ledger, {"P", "R"}).empty());
}

TEST(InternalTransfers, they_move_holdings_without_a_flow) {
  const Ledger ledger = with(three_portfolios, R"(2024-01-01 P transfer_in A quantity=10
                                                  2024-01-02 P transfer_out A quantity=4
                                                  2024-01-02 Q transfer_in A quantity=4)");
  const std::vector<PortfolioIndex> scope = {ledger.portfolio("P"), ledger.portfolio("Q")};
  const InternalTransfers internal = internal_transfers(ledger.book(), scope);
  const auto p = history_of(ledger, "P", "2024-01-01", "2024-01-02", "EUR", internal);
  const auto q = history_of(ledger, "Q", "2024-01-01", "2024-01-02", "EUR", internal);
  expect_values(p, {"100", "60"});
  expect_values(q, {"0", "40"});
  EXPECT_EQ(on(p, "2024-01-01").flows_in, Decimal(100));
  EXPECT_TRUE(on(p, "2024-01-02").flows_out.is_zero());
  EXPECT_TRUE(on(q, "2024-01-02").flows_in.is_zero());
}

TEST(InternalTransfers, another_day_quantity_amount_or_currency_is_no_pair) {
  EXPECT_TRUE(internal_ids(with(three_portfolios, R"(2024-01-01 P transfer_out A quantity=4
                                                     2024-01-02 Q transfer_in A quantity=4
                                                     2024-01-01 Q transfer_in A quantity=5
                                                     2024-01-03 P transfer_out amount=4
                                                     2024-01-03 Q transfer_in amount=4 currency=USD
                                                     2024-01-03 Q transfer_in amount=4.01)"),
                           {"P", "Q"})
                  .empty());
}

TEST(InternalTransfers, cash_pairs_by_currency_and_amount) {
  EXPECT_EQ(internal_ids(with(three_portfolios, R"(2024-01-01 P transfer_out amount=4 id=p
                                                   2024-01-01 Q transfer_in amount=4.00 id=q)"),
                         {"P", "Q"}),
            (std::vector<std::string>{"p", "q"}));
}

TEST(InternalTransfers, one_side_pairs_with_one_other_at_most) {
  EXPECT_EQ(internal_ids(with(three_portfolios, R"(2024-01-01 P transfer_out A quantity=4 id=p
                                                   2024-01-01 Q transfer_in A quantity=4 id=q
                                                   2024-01-01 R transfer_in A quantity=4 id=r)"),
                         {"P", "Q", "R"}),
            (std::vector<std::string>{"p", "q"}));
}

TEST(InternalTransfers, out_and_in_of_one_portfolio_on_one_day_are_no_flow_either) {
  EXPECT_EQ(internal_ids(with(three_portfolios, R"(2024-01-01 P transfer_in A quantity=4 id=p1
                                                   2024-01-02 P transfer_out A quantity=4 id=p2
                                                   2024-01-02 P transfer_in A quantity=4 id=p3)"),
                         {"P"}),
            (std::vector<std::string>{"p3", "p2"}));
}

TEST(InternalTransfers, a_pair_in_another_portfolio_goes_before_one_in_the_same) {
  EXPECT_EQ(internal_ids(with(three_portfolios, R"(2024-01-02 P transfer_in A quantity=4 id=p_in
                                                   2024-01-02 P transfer_out A quantity=4 id=p_out
                                                   2024-01-02 Q transfer_in A quantity=4 id=q)"),
                         {"P", "Q"}),
            (std::vector<std::string>{"p_out", "q"}));
}

}  // namespace
}  // namespace dietz
