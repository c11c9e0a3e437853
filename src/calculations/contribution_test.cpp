#include "calculations/contribution.hpp"

#include "calculations/money_summary.hpp"
#include "support/contributions.hpp"
#include "support/generated_history.hpp"
#include "support/ledger.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dietz {
namespace {

using test::contributions;
using test::facts_for;
using test::for_cases;
using test::GeneratedLedger;
using test::Ledger;
using test::of;
using test::Random;
using test::sum_of;
using test::weight_of;

TEST(Contribution, of_one_day_is_gain_over_the_capital_at_work) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity A EUR\nsecurity B EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy A quantity=5 price=100\n2024-01-01 P buy B quantity=1 "
      "price=300\n"
      "price A 2024-01-01 100\nprice A 2024-01-02 110\nprice B 2024-01-01 300\nprice B 2024-01-02 280\n"
      "2024-01-02 P dividend B amount=10 taxes=2\n2024-01-02 P fee amount=1\n");
  const Book& book = ledger.book();
  const auto facts = facts_for(book, Ledger::date("2024-01-01"));
  const PeriodContributions whole = contributions_of(book, facts, 0, {})->whole;
  EXPECT_NEAR(whole.rate.value(), 0.037, 1e-15);
  EXPECT_NEAR(of(whole, "A").contribution, 0.05, 1e-15);
  EXPECT_NEAR(of(whole, "A").weight, 0.5, 1e-15);
  EXPECT_NEAR(of(whole, "A").rate.value(), 0.1, 1e-15);
  const Contribution& b = of(whole, "B");
  EXPECT_NEAR(b.parts.price, -0.02, 1e-15);
  EXPECT_NEAR(b.parts.income, 0.01, 1e-15);
  EXPECT_NEAR(b.parts.taxes, -0.002, 1e-15);
  EXPECT_NEAR(b.contribution, -0.012, 1e-15);
  EXPECT_NEAR(of(whole, "cash EUR").contribution, -0.001, 1e-15);
  EXPECT_NEAR(of(whole, "cash EUR").parts.fees, -0.001, 1e-15);
}

TEST(Contribution, of_a_foreign_security_tells_price_and_currency_apart) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity A USD\nfx USD EUR 2024-01-01 0.5\nfx USD EUR 2024-01-02 0.75\n"
      "price A 2024-01-01 100\nprice A 2024-01-02 110\n"
      "2024-01-01 P transfer_in A quantity=1 amount=50 currency=EUR\n");
  const PeriodContributions whole =
      contributions_of(ledger.book(), facts_for(ledger.book(), Ledger::date("2024-01-01")), 0, {})->whole;
  // 100 × 0.5 = 50 becomes 110 × 0.75 = 82.5, of which 110 × 0.25 = 27.5 by the rate and 10 × 0.5 by the price.
  EXPECT_NEAR(of(whole, "A").parts.price, 5.0 / 50, 1e-15);
  EXPECT_NEAR(of(whole, "A").parts.currency, 27.5 / 50, 1e-15);
}

TEST(Contribution, classifies_and_names_what_has_no_class) {
  Ledger ledger(
      "portfolio P EUR\nsecurity A EUR\nsecurity B EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy A quantity=5 price=100\n2024-01-01 P buy B quantity=1 "
      "price=300\n"
      "price A 2024-01-01 100\nprice A 2024-01-02 110\nprice B 2024-01-01 300\nprice B 2024-01-02 280\n");
  ledger.book().securities[0].sector = "Fruit";
  const auto by_sector = contributions(ledger.book(), {Classification::sector, {}, {}}).whole;
  EXPECT_NEAR(of(by_sector, "Fruit").contribution, 0.05, 1e-15);
  EXPECT_NEAR(of(by_sector, "unclassified").contribution, -0.02, 1e-15);
  EXPECT_EQ(of(by_sector, "cash").contribution, 0.0);
  const auto by_currency = contributions(ledger.book(), {Classification::currency, {}, {}}).whole;
  ASSERT_EQ(by_currency.contributions.size(), 1U);
  EXPECT_EQ(by_currency.contributions[0].segment, "EUR");
}

TEST(Contribution, of_totals_alone_is_all_rest) {
  const Ledger ledger(
      "portfolio P EUR\ntotal P 2024-01-01 1000\n2024-01-05 P deposit amount=100\ntotal P 2024-01-11 1200\n");
  const PeriodContributions whole = contributions(ledger.book()).whole;
  ASSERT_EQ(whole.contributions.size(), 1U);
  EXPECT_EQ(whole.contributions[0].segment, "rest");
  EXPECT_NEAR(whole.contributions[0].contribution, whole.rate.value(), 1e-15);
  EXPECT_EQ(whole.contributions[0].weight, 1.0);
}

TEST(Contribution, of_a_custodians_total_beyond_the_positions_is_rest) {
  const Ledger ledger(
      "portfolio P EUR\nsecurity A EUR\n2024-01-01 P deposit amount=1000\n2024-01-01 P buy A quantity=5 price=100\n"
      "price A 2024-01-01 100\nprice A 2024-01-02 110\ntotal P 2024-01-02 1070\n");
  const PeriodContributions whole = contributions(ledger.book()).whole;
  EXPECT_NEAR(of(whole, "rest").contribution, 0.02, 1e-15);
  EXPECT_NEAR(sum_of(whole), 0.07, 1e-15);
  EXPECT_NEAR(weight_of(whole), 1.0, 1e-15);
}

TEST(Contribution, without_a_return_is_its_reason) {
  const Ledger missing(
      "portfolio P EUR\nsecurity A EUR\n2024-01-01 P deposit amount=1000\n"
      "2024-01-01 P buy A quantity=5 price=100\n2024-01-03 P deposit amount=1\n");
  EXPECT_NE(contributions(missing.book()).whole.reason, Reason::none);
  const Ledger lost(
      "portfolio P EUR\nsecurity A EUR\n2024-01-01 P deposit amount=500\n"
      "2024-01-01 P buy A quantity=5 price=100\nprice A 2024-01-01 100\nprice A 2024-01-02 0\n");
  EXPECT_EQ(contributions(lost.book()).whole.reason, Reason::zero_base);
}

TEST(Contribution, of_several_portfolios_leaves_out_what_moves_between_them) {
  const Ledger ledger(
      "portfolio P EUR\nportfolio Q EUR\nsecurity A EUR\n"
      "price A 2024-01-01 100\nprice A 2024-01-02 110\nprice A 2024-01-03 120\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy A quantity=5 price=100\n2024-01-01 Q deposit amount=500\n"
      "2024-01-02 P transfer_out A quantity=2\n2024-01-02 Q transfer_in A quantity=2 amount=1\n"
      "2024-01-03 Q withdrawal amount=100\n");
  const PeriodContributions total = contributions(ledger.book(), {}, 2).whole;
  EXPECT_NEAR(total.rate.value(), 100.0 / 1500, 1e-15);
  EXPECT_NEAR(of(total, "A").contribution, 100.0 / 1500, 1e-15);
  EXPECT_NEAR(weight_of(total), 1.0, 1e-15);
}

TEST(ContributionProperty, P11_contributions_sum_to_the_return_and_weights_to_1) {
  for_cases(0x1100, [](Random& random) {
    const GeneratedLedger g(random, {.reorganisations = random.chance(1, 2)});
    Book book = g.ledger.book();
    book.policy.flow_timing = random.pick({FlowTiming::inflow_start_outflow_end, FlowTiming::start, FlowTiming::end});
    const auto by = random.pick({Classification::security, Classification::currency, Classification::sector});
    const auto frequency = random.pick({ReturnFrequency::day, ReturnFrequency::month, ReturnFrequency::quarter});
    const PortfolioContributions answer = contributions(book, {by, {}, frequency});
    if (answer.whole.reason != Reason::none) return;
    EXPECT_NEAR(sum_of(answer.whole), answer.whole.rate.value(), 1e-12 * (1 + std::abs(answer.whole.rate.value())));
    double growth = 1.0;
    for (const PeriodContributions& period : answer.periods) {
      EXPECT_NEAR(sum_of(period), period.rate.value(), 1e-12 * (1 + std::abs(period.rate.value())));
      growth *= 1.0 + period.rate.value();
      for (const Contribution& c : period.contributions) {
        EXPECT_NE(c.segment, "rest");
        if (!c.rate) continue;
        EXPECT_NEAR(c.rate.value() * c.weight, c.contribution, 1e-12 * (1 + std::abs(c.contribution)));
      }
      const double weight = weight_of(period);
      EXPECT_TRUE(weight == 0.0 || std::abs(weight - 1.0) <= 1e-12) << weight;
    }
    EXPECT_NEAR(growth - 1.0, answer.whole.rate.value(), 1e-12 * growth);
  });
}

TEST(ContributionProperty, gains_of_positions_sum_to_the_money_of_the_portfolio) {
  for_cases(0x1101, [](Random& random) {
    const GeneratedLedger g(random, {.reorganisations = random.chance(1, 2)});
    const Book& book = g.ledger.book();
    const auto days = test::days_of(g, book);
    const auto money = money_summary(days);
    if (!money) return;
    PositionGain sum;
    Decimal begin_value;
    Decimal flow;
    const auto add = [](Decimal& total, const Decimal& part) { total = working_sum(total, part); };
    const PortfolioIndex only{0};
    const InternalTransfers internal = internal_transfers(book, {&only, 1});
    const std::vector<Date> ends{days.front().date, days.back().date};
    const MarketData market(book, book.policy);
    const Status done = follow_positions(book, market, only, book.portfolios[0].currency, ends, FlowTiming::end,
                                         internal, [&](std::size_t, std::span<const PositionSpan> spans) {
                                           for (const PositionSpan& span : spans) {
                                             add(begin_value, span.begin_value);
                                             add(flow, span.flow);
                                             add(sum.price, span.gain.price);
                                             add(sum.currency, span.gain.currency);
                                             add(sum.income, span.gain.income);
                                             add(sum.fees, span.gain.fees);
                                             add(sum.taxes, span.gain.taxes);
                                           }
                                         });
    ASSERT_TRUE(done.ok());
    const double size = std::max({1e-30, std::abs(money->begin_value.to_double()), money->flows_in.to_double(),
                                  std::abs(money->end_value.to_double())});
    const auto same = [size](const Decimal& a, const Decimal& b) {
      return std::abs(working_sum(a, -b).to_double()) <= 1e-25 * size;
    };
    EXPECT_TRUE(same(begin_value, money->begin_value));
    EXPECT_TRUE(same(flow, working_sum(money->flows_in, -money->flows_out)));
    EXPECT_TRUE(same(sum.price, money->price_gain)) << sum.price.to_string() << " " << money->price_gain.to_string();
    EXPECT_TRUE(same(sum.currency, money->currency_gain));
    EXPECT_TRUE(same(sum.income, money->income));
    EXPECT_TRUE(same(sum.fees, money->fees));
    EXPECT_TRUE(same(sum.taxes, money->taxes));
  });
}

}  // namespace
}  // namespace dietz
