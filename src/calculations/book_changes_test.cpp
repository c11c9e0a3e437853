#include "calculations/book_changes.hpp"

#include "support/small_book.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::date;
using test::number;
using Type = TransactionType;

std::vector<std::string> whats(const std::vector<BookChange>& changes) {
  std::vector<std::string> list;
  for (const BookChange& c : changes) list.push_back(c.what + ": " + c.before + " -> " + c.after);
  return list;
}

struct Sample {
  Sample() {
    book.add(Type::deposit, date("2024-01-01"), "d1").amount = number("100");
    book.add_trade(Type::buy, date("2024-01-02"), "b1", share, number("5"), number("50"));
    book.add_price(share, date("2024-01-02"), number("10"));
    book.add_price(share, date("2024-01-04"), number("11"));
    book.add_rate("USD", date("2024-01-02"), number("0.9"));
    book.book().valuations.push_back({PortfolioIndex{0}, date("2024-01-03"), 9, number("101")});
    book.sort();
  }
  test::SmallBook book;
  SecurityIndex share = book.add_security("SHARE");
};

TEST(BookChanges, of_a_book_and_itself_there_are_none) {
  Sample a, b;
  EXPECT_TRUE(changes_between(a.book.book(), b.book.book()).empty());
}

TEST(BookChanges, each_kind_of_fact_is_told) {
  Sample before, after;
  Book& b = after.book.book();
  b.transactions[0].amount = number("120");
  b.transactions.pop_back();
  b.prices[0].closes[0].close = number("12");
  b.prices[0].closes.push_back({date("2024-01-05"), 7, number("13")});
  b.fx[0].rates.clear();
  b.valuations[0].value = number("99");
  b.policy.day_count = "act/360";
  EXPECT_EQ(
      whats(changes_between(before.book.book(), b)),
      (std::vector<std::string>{"transaction b1: 2024-01-02 main buy SHARE 5 for 50 EUR -> ",
                                "transaction d1: 2024-01-01 main deposit 100 EUR -> 2024-01-01 main deposit 120 EUR",
                                "price of SHARE on 2024-01-02: 10 -> 12", "price of SHARE on 2024-01-05:  -> 13",
                                "rate USD-EUR on 2024-01-02: 0.9 -> ", "valuation of main on 2024-01-03: 101 -> 99",
                                "day_count: act/365F -> act/360"}));
}

TEST(BookChanges, one_after_the_other_they_lead_from_one_book_to_the_other) {
  Sample before, after;
  Book& b = after.book.book();
  b.transactions[0].amount = number("120");
  b.prices[0].closes[1].close = number("12");
  b.prices[0].closes.erase(b.prices[0].closes.begin());
  b.fx[0].rates.push_back({date("2024-01-03"), 3, number("0.8")});
  b.valuations.clear();
  b.policy.flow_timing = FlowTiming::end;
  b.benchmarks.push_back({"B", {{"SHARE", number("1"), {}, 0}}, {}});
  Book step = before.book.book();
  ASSERT_TRUE(same_tables(step, b));
  const std::size_t all = changes_between(step, b).size();
  EXPECT_EQ(all, 7U);
  for (std::size_t left = all; left > 0; --left) {
    const auto changes = changes_between(step, b);
    ASSERT_EQ(changes.size(), left);
    step = with_change(step, b, changes.front());
  }
  EXPECT_TRUE(changes_between(step, b).empty());
}

TEST(BookChanges, every_key_of_a_policy_can_be_taken_alone) {
  Sample before, after;
  Policy& p = after.book.book().policy;
  p.flow_timing = FlowTiming::end;
  p.twr_method = TwrMethod::modified_dietz;
  p.large_flow_percent = number("5");
  p.day_count = "act/360";
  p.lot_method = LotMethod::lifo;
  p.stale_after_days = 3;
  p.missing_price = MissingPrice::last_transaction;
  p.annualize_under_one_year = true;
  p.risk_free_annual = 0.01;
  p.minimum_acceptable_return = 0.001;
  p.benchmark_rebalance = Rebalance::monthly;
  p.model_fee_annual = number("0.01");
  const auto changes = changes_between(before.book.book(), after.book.book());
  // All but the version and its date; a key without a value stands in the list only once it has one.
  EXPECT_EQ(changes.size(), 12U);
  EXPECT_GE(changes.size() + 2, entries_of(p).size());
  for (const BookChange& change : changes) {
    const Book one = with_change(before.book.book(), after.book.book(), change);
    EXPECT_EQ(whats(changes_between(before.book.book(), one)).size(), 1U) << change.key;
  }
}

TEST(BookChanges, an_overlay_replaces_what_has_its_key_and_adds_the_rest) {
  Sample base;
  test::SmallBook overlay;
  const SecurityIndex other = overlay.add_security("OTHER");
  const SecurityIndex share = overlay.add_security("SHARE");
  overlay.add(Type::deposit, date("2024-01-01"), "d1").amount = number("70");
  overlay.add_trade(Type::buy, date("2024-01-03"), "x1", other, number("1"), number("2"));
  overlay.add_price(share, date("2024-01-04"), number("9"));
  overlay.sort();
  const Book merged = with_overlay(base.book.book(), overlay.book());
  ASSERT_TRUE(same_tables(base.book.book(), merged));
  EXPECT_EQ(whats(changes_between(base.book.book(), merged)),
            (std::vector<std::string>{
                "transaction d1: 2024-01-01 main deposit 100 EUR -> 2024-01-01 main deposit 70 EUR",
                "transaction x1:  -> 2024-01-03 main buy OTHER 1 for 2 EUR", "price of SHARE on 2024-01-04: 11 -> 9"}));
}

}  // namespace
}  // namespace dietz
