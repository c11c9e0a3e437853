#include "calculations/valuation.hpp"
#include "support/history.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using namespace test;

constexpr std::string_view dollars = R"(
  portfolio P EUR
  security A USD
  price A 2024-01-01 10
  price A 2024-01-02 12
  fx USD EUR 2024-01-01 0.8
  fx USD EUR 2024-01-02 0.9
)";

TEST(Valuation, a_foreign_holding_is_valued_at_the_rate_of_the_day) {
  const auto history = history_of(with(dollars, R"(2024-01-01 P deposit amount=100 currency=USD
                                                   2024-01-01 P buy A quantity=10 price=10)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"80", "108"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(80));
  // yesterday's 10 shares at today's 12 × the change of the rate, 0.1
  EXPECT_EQ(on(history, "2024-01-02").currency_gain, Decimal(12));
}

TEST(Valuation, the_currency_gain_leaves_out_what_was_bought_today) {
  const auto history = history_of(with(dollars, R"(2024-01-01 P deposit amount=100 currency=USD
                                                   2024-01-02 P deposit amount=1000 currency=USD
                                                   2024-01-02 P buy A quantity=10 price=12)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"80", "990"});
  EXPECT_EQ(on(history, "2024-01-02").currency_gain, Decimal(10));
}

TEST(Valuation, a_security_may_be_settled_in_another_currency) {
  const auto history = history_of(with(dollars, R"(2024-01-01 P deposit amount=100
                                                   2024-01-01 P buy A quantity=10 amount=81 currency=EUR)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"99", "127"});
  EXPECT_EQ(history.cash[0].amount, Decimal(19));
}

TEST(Valuation, an_exchange_pays_its_amount_and_gets_its_quantity) {
  const auto history = history_of(with(dollars, R"(2024-01-01 P deposit amount=100
                                                   2024-01-01 P exchange amount=80 fees=2 quantity=100 bought=USD)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"98", "108"});
  EXPECT_EQ(on(history, "2024-01-01").fees, Decimal(2));
  EXPECT_EQ(on(history, "2024-01-02").currency_gain, Decimal(10));
  EXPECT_TRUE(on(history, "2024-01-01").flows_out.is_zero());
}

TEST(Valuation, a_book_in_another_reporting_currency_converts_flows_on_their_day) {
  const auto history = history_of(with(dollars, R"(2024-01-01 P deposit amount=80
                                                   2024-01-02 P deposit amount=90)"),
                                  "P", "2024-01-01", "2024-01-02", "USD");
  EXPECT_EQ(value_on(history, "2024-01-01"), "100");
  EXPECT_EQ(on(history, "2024-01-02").flows_in.rounded(20), Decimal(100));
  EXPECT_EQ(on(history, "2024-01-02").value->rounded(20).to_string(), "188.88888888888888888889");
}

TEST(Valuation, a_missing_rate_leaves_the_day_without_value) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                           fx USD EUR 2024-01-02 0.9
                           2024-01-01 P deposit amount=100 currency=USD)"),
                                  "P", "2024-01-01", "2024-01-13");
  EXPECT_EQ(value_on(history, "2024-01-01"), "no_fx_rate rate USD-EUR");
  EXPECT_EQ(value_on(history, "2024-01-02"), "90");
  EXPECT_EQ(value_on(history, "2024-01-12"), "90");
  EXPECT_EQ(value_on(history, "2024-01-13"), "stale_price rate USD-EUR");
}

TEST(Valuation, a_transfer_of_foreign_securities_is_a_flow_at_price_times_rate) {
  const auto history =
      history_of(with(dollars, "2024-01-01 P transfer_in A quantity=10"), "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"80", "108"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(80));
}

}  // namespace
}  // namespace dietz
