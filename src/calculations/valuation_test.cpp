#include "calculations/valuation.hpp"

#include "support/history.hpp"

#include <gtest/gtest.h>

// Small ledgers worked by hand.
namespace dietz {
namespace {

using namespace test;

TEST(Valuation, a_buy_pays_amount_fees_and_taxes) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=1000
                                                            2024-01-02 P buy A quantity=10 price=11 fees=5 taxes=2)"),
                                  "P", "2023-12-31", "2024-01-03");
  expect_values(history, {"0", "1000", "993", "1003"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(1000));
  EXPECT_EQ(on(history, "2024-01-02").fees, Decimal(5));
  EXPECT_EQ(on(history, "2024-01-02").taxes, Decimal(2));
  EXPECT_TRUE(on(history, "2024-01-02").fee_rows.is_zero());
  ASSERT_EQ(history.holdings.size(), 1U);
  EXPECT_EQ(history.holdings[0].quantity, Decimal(10));
  EXPECT_EQ(history.cash[0].amount, Decimal(883));
}

TEST(Valuation, a_booked_amount_is_the_truth_and_quantity_times_price_only_a_check) {
  expect_values(history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=1000
                                                     2024-01-02 P buy A quantity=10 price=11 amount=100)"),
                           "P", "2024-01-01", "2024-01-02"),
                {"1000", "1010"});
}

TEST(Valuation, a_sale_brings_amount_less_fees_and_taxes) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-01 P buy A quantity=10 price=10
                                                            2024-01-03 P sell A quantity=4 price=12 fees=1 taxes=3)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "110", "116"});
  EXPECT_EQ(history.cash[0].amount, Decimal(44));
  EXPECT_EQ(history.holdings[0].quantity, Decimal(6));
}

TEST(Valuation, what_is_sold_out_is_held_no_more) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=10
                                                            2024-01-01 P buy A quantity=1 price=10
                                                            2024-01-02 P sell A quantity=1 price=11
                                                            2024-01-02 P withdrawal amount=11)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"10", "0", "0"});
  EXPECT_TRUE(history.holdings.empty());
  EXPECT_TRUE(history.cash.empty());
  EXPECT_EQ(on(history, "2024-01-02").flows_out, Decimal(11));
}

TEST(Valuation, income_is_before_tax_and_no_flow) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-02 P dividend A amount=8 taxes=2
                                                            2024-01-03 P interest amount=3 fees=1)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "106", "108"});
  EXPECT_EQ(on(history, "2024-01-02").income, Decimal(8));
  EXPECT_EQ(on(history, "2024-01-02").taxes, Decimal(2));
  EXPECT_EQ(on(history, "2024-01-03").income, Decimal(3));
  EXPECT_EQ(on(history, "2024-01-03").fees, Decimal(1));
  EXPECT_TRUE(on(history, "2024-01-02").flows_in.is_zero());
}

TEST(Valuation, fee_rows_stand_apart_from_the_fees_of_trades) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-02 P fee amount=4
                                                            2024-01-02 P tax amount=6
                                                            2024-01-02 P buy A quantity=1 price=11 fees=1)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"100", "89"});
  EXPECT_EQ(on(history, "2024-01-02").fee_rows, Decimal(4));
  EXPECT_EQ(on(history, "2024-01-02").fees, Decimal(5));
  EXPECT_EQ(on(history, "2024-01-02").taxes, Decimal(6));
}

TEST(Valuation, a_short_sale_and_its_cover_gain_from_a_fall) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                                            security A EUR
                                            price A 2024-01-01 10
                                            price A 2024-01-02 8
                                            2024-01-01 P deposit amount=100
                                            2024-01-01 P short A quantity=5 price=10
                                            2024-01-03 P cover A quantity=5 price=7)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "110", "115"});
  EXPECT_TRUE(history.holdings.empty());
}

TEST(Valuation, an_open_short_position_is_worth_less_than_nothing) {
  const auto history =
      history_of(with(one_share_a_euro, "2024-01-01 P short A quantity=5 price=10"), "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"0", "-5"});
  EXPECT_EQ(history.holdings[0].quantity, Decimal(-5));
}

TEST(Valuation, a_split_comes_before_the_trades_of_its_day) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                                            security A EUR
                                            price A 2024-01-01 100
                                            price A 2024-01-02 26
                                            2024-01-01 P deposit amount=1000
                                            2024-01-01 P buy A quantity=10 price=100
                                            2024-01-02 P sell A quantity=40 price=26 id=a
                                            2024-01-02 P split A ratio=4 id=b)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"1000", "1040"});
  EXPECT_TRUE(history.holdings.empty());
}

TEST(Valuation, a_raw_price_carried_over_a_split_keeps_the_value) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     security A EUR
                                     price A 2024-01-01 100
                                     price A 2024-01-04 30
                                     2024-01-01 P deposit amount=1000
                                     2024-01-01 P buy A quantity=10 price=100
                                     2024-01-02 P split A ratio=4)"),
                           "P", "2024-01-01", "2024-01-04"),
                {"1000", "1000", "1000", "1200"});
}

TEST(Valuation, a_split_adjusted_series_gives_the_same_values) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     security A EUR split_adjusted
                                     price A 2024-01-01 25
                                     price A 2024-01-04 30
                                     2024-01-01 P deposit amount=1000
                                     2024-01-01 P buy A quantity=10 price=100
                                     2024-01-02 P split A ratio=4)"),
                           "P", "2024-01-01", "2024-01-04"),
                {"1000", "1000", "1000", "1200"});
}

TEST(Valuation, a_reverse_split_keeps_the_value_too) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     security A EUR
                                     price A 2024-01-01 2
                                     2024-01-01 P deposit amount=40
                                     2024-01-01 P buy A quantity=20 price=2
                                     2024-01-02 P split A ratio=0.1)"),
                           "P", "2024-01-01", "2024-01-02"),
                {"40", "40"});
}

TEST(Valuation, a_split_on_a_day_that_the_custodian_values_is_not_forgotten) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     security A EUR
                                     price A 2024-01-01 100
                                     total P 2024-01-02 1001
                                     2024-01-01 P deposit amount=1000
                                     2024-01-01 P buy A quantity=10 price=100
                                     2024-01-02 P split A ratio=4)"),
                           "P", "2024-01-01", "2024-01-03"),
                {"1000", "1001", "1000"});
}

TEST(Valuation, a_split_while_nothing_is_held_is_not_forgotten) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     portfolio Q EUR
                                     security A EUR
                                     price A 2024-01-01 100
                                     2024-01-01 P deposit amount=1000
                                     2024-01-01 P buy A quantity=10 price=100
                                     2024-01-02 P sell A quantity=10 price=100
                                     2024-01-03 P split A ratio=4
                                     2024-01-04 P buy A quantity=40 price=25)"),
                           "P", "2024-01-01", "2024-01-04"),
                {"1000", "1000", "1000", "1000"});
}

TEST(Valuation, a_stock_dividend_adds_shares) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-01 P buy A quantity=10 price=10
                                                            2024-01-02 P stock_dividend A quantity=1)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "121", "132"});
  EXPECT_TRUE(on(history, "2024-01-02").flows_in.is_zero());
}

TEST(Valuation, a_return_of_capital_brings_cash_that_is_neither_flow_nor_income) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-01 P buy A quantity=10 price=10
                                                            2024-01-02 P return_of_capital A amount=7)"),
                                  "P", "2024-01-01", "2024-01-02");
  expect_values(history, {"100", "117"});
  EXPECT_TRUE(on(history, "2024-01-02").income.is_zero());
  EXPECT_TRUE(on(history, "2024-01-02").flows_in.is_zero());
}

TEST(Valuation, a_missing_or_stale_price_leaves_the_day_without_value) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                                            security A EUR
                                            price A 2024-01-02 10
                                            price A 2024-01-14 11
                                            2024-01-01 P deposit amount=100
                                            2024-01-01 P buy A quantity=1 price=10)"),
                                  "P", "2024-01-01", "2024-01-14");
  EXPECT_EQ(value_on(history, "2024-01-01"), "no_price price of A");
  EXPECT_EQ(value_on(history, "2024-01-12"), "100");
  EXPECT_EQ(value_on(history, "2024-01-13"), "stale_price price of A");
  EXPECT_EQ(value_on(history, "2024-01-14"), "101");
}

TEST(Valuation, a_security_without_prices_is_worth_its_last_trade_where_the_policy_says_so) {
  Ledger ledger(R"(portfolio P EUR
                   security A EUR
                   2024-01-01 P deposit amount=100
                   2024-01-01 P buy A quantity=5 price=10 fees=1
                   2024-01-03 P sell A quantity=1 price=12)");
  ledger.book().policy.missing_price = MissingPrice::last_transaction;
  const auto history = history_of(ledger, "P", "2024-01-01", "2024-03-01");
  EXPECT_EQ(value_on(history, "2024-01-02"), "99");
  EXPECT_EQ(value_on(history, "2024-01-03"), "109");
  EXPECT_EQ(value_on(history, "2024-03-01"), "109");
}

TEST(Valuation, a_price_isnt_needed_where_nothing_is_held) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     security A EUR
                                     2024-01-01 P deposit amount=100
                                     2024-01-01 P buy A quantity=1 price=10
                                     2024-01-01 P sell A quantity=1 price=12)"),
                           "P", "2024-01-01", "2024-01-02"),
                {"102", "102"});
}

TEST(Valuation, an_adjustment_changes_holdings_or_cash_without_a_flow) {
  const auto history = history_of(with(one_share_a_euro, R"(2024-01-01 P deposit amount=100
                                                            2024-01-02 P adjustment A quantity=1
                                                            2024-01-03 P adjustment amount=5)"),
                                  "P", "2024-01-01", "2024-01-03");
  expect_values(history, {"100", "111", "117"});
  EXPECT_TRUE(on(history, "2024-01-02").flows_in.is_zero());
}

TEST(Valuation, a_custodians_total_stands_on_its_day_only) {
  expect_values(history_of(with(one_share_a_euro, R"(total P 2024-01-02 123.45
                                                     2024-01-01 P deposit amount=10
                                                     2024-01-01 P buy A quantity=1 price=10)"),
                           "P", "2024-01-01", "2024-01-03"),
                {"10", "123.45", "12"});
}

TEST(Valuation, a_portfolio_without_securities_that_has_totals_is_valued_on_their_days_only) {
  const auto history = history_of(Ledger(R"(portfolio P EUR
                                            total P 2024-01-02 110
                                            2024-01-01 P deposit amount=100)"),
                                  "P", "2024-01-01", "2024-01-03");
  EXPECT_TRUE(history.valued_by_custodian_only);
  expect_values(history, {"insufficient_data valuation", "110", "insufficient_data valuation"});
  EXPECT_EQ(on(history, "2024-01-01").flows_in, Decimal(100));
}

TEST(Valuation, a_custodians_total_is_converted_too) {
  expect_values(history_of(Ledger(R"(portfolio P USD
                                     fx USD EUR 2024-01-01 0.8
                                     total P 2024-01-01 110
                                     2024-01-01 P deposit amount=100)"),
                           "P", "2024-01-01", "2024-01-01", "EUR"),
                {"88"});
}

TEST(Valuation, totals_of_another_portfolio_are_another_matter) {
  expect_values(history_of(Ledger(R"(portfolio P EUR
                                     portfolio Q EUR
                                     total Q 2024-01-01 110
                                     2024-01-01 P deposit amount=100
                                     2024-01-01 Q deposit amount=7)"),
                           "P", "2024-01-01", "2024-01-01"),
                {"100"});
}

TEST(Valuation, numbers_that_no_longer_fit_are_an_error) {
  const Ledger ledger(R"(portfolio P EUR
                         2024-01-01 P deposit amount=99999999999999999999999999999999999999
                         2024-01-02 P deposit amount=99999999999999999999999999999999999999)");
  const MarketData market(ledger.book(), ledger.book().policy);
  EXPECT_FALSE(replay(ledger.book(), market, ledger.portfolio("P"), Ledger::currency("EUR"), day("2024-01-01"),
                      day("2024-01-02"))
                   .ok());
}

TEST(ValuedDays, flows_stand_where_the_policys_timing_puts_them) {
  PortfolioDay d;
  d.date = day("2024-01-01");
  d.value = Decimal(100);
  d.flows_in = Decimal(30);
  d.flows_out = Decimal(10);
  const std::vector<PortfolioDay> days = {d};
  const auto check = [&days](FlowTiming timing, std::int64_t start, std::int64_t end) {
    const ValuedDay valued = valued_days(days, timing)[0];
    EXPECT_EQ(valued.flow_at_start, Decimal(start)) << name_of(timing);
    EXPECT_EQ(valued.flow_at_end, Decimal(end)) << name_of(timing);
    EXPECT_EQ(valued.value, Decimal(100));
  };
  check(FlowTiming::inflow_start_outflow_end, 30, -10);
  check(FlowTiming::start, 20, 0);
  check(FlowTiming::end, 0, 20);
}

TEST(ValuedDays, gross_adds_back_fee_rows_and_before_tax_the_taxes) {
  PortfolioDay d;
  d.date = day("2024-01-01");
  d.value = Decimal(100);
  d.fee_rows = Decimal(3);
  d.fees = Decimal(5);
  d.taxes = Decimal(7);
  const std::vector<PortfolioDay> days = {d};
  const auto end_of = [&days](ReturnBasis basis, FlowTiming timing) {
    return valued_days(days, timing, basis)[0].flow_at_end;
  };
  for (const FlowTiming timing : {FlowTiming::start, FlowTiming::end, FlowTiming::inflow_start_outflow_end}) {
    EXPECT_EQ(end_of(ReturnBasis::net, timing), Decimal(0));
    EXPECT_EQ(end_of(ReturnBasis::gross, timing), Decimal(-3));
    EXPECT_EQ(end_of(ReturnBasis::before_tax, timing), Decimal(-7));
  }
}

}  // namespace
}  // namespace dietz
