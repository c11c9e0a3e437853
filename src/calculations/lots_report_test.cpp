#include "calculations/lots_report.hpp"

#include "support/cases.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::date;
using test::number;
using Type = TransactionType;

PortfolioLots lots_of(test::SmallBook& book, const char* from, const char* to) {
  book.sort();
  return lots_of_portfolio(book.book(), PortfolioIndex{0}, book.book().policy, {date(from), date(to)}).value();
}

TEST(LotsReport, tells_gains_in_both_currencies) {
  test::SmallBook book;
  const SecurityIndex share = book.add_security("SHARE", "USD");
  book.add_rate("USD", date("2024-01-01"), number("0.5"));
  book.add_rate("USD", date("2024-01-11"), number("1"));
  book.add_price(share, date("2024-01-11"), number("30"));
  book.add_trade(Type::buy, date("2024-01-01"), "b1", share, number("10"), number("200")).currency =
      test::currency("USD");
  book.add_trade(Type::sell, date("2024-01-11"), "s1", share, number("4"), number("100")).currency =
      test::currency("USD");
  const PortfolioLots lots = lots_of(book, "2023-12-31", "2024-01-12");
  ASSERT_EQ(lots.closed.size(), 1U);
  const LotRow& closed = lots.closed[0];
  EXPECT_EQ(closed.lot, "b1");
  EXPECT_EQ(closed.booking, "s1");
  EXPECT_EQ(closed.days, 10);
  EXPECT_EQ(closed.quantity, Decimal(4));
  EXPECT_EQ(*closed.money.cost, Decimal(40));  // 4/10 of 200 USD at 0.5
  EXPECT_EQ(*closed.money.gain, Decimal(60));  // 100 USD at 1
  EXPECT_EQ(*closed.local->gain, Decimal(20));
  ASSERT_EQ(lots.open.size(), 1U);
  EXPECT_EQ(lots.open[0].days, 11);
  EXPECT_EQ(*lots.open[0].money.gain, Decimal(120));  // 6 x 30 less 60
  EXPECT_EQ(*lots.open[0].local->gain, Decimal(60));  // 180 less 120
  EXPECT_EQ(*lots.realised_total, Decimal(60));
  EXPECT_EQ(*lots.unrealised, Decimal(120));
}

TEST(LotsReport, what_was_closed_before_the_interval_stays_out) {
  test::SmallBook book;
  const SecurityIndex share = book.add_security("SHARE");
  book.add_price(share, date("2024-02-01"), number("30"));
  book.add_trade(Type::buy, date("2024-01-01"), "b1", share, number("10"), number("100"));
  book.add_trade(Type::sell, date("2024-01-10"), "s1", share, number("4"), number("80"));
  book.add_trade(Type::sell, date("2024-01-20"), "s2", share, number("6"), number("90"));
  const PortfolioLots lots = lots_of(book, "2024-01-10", "2024-02-01");
  ASSERT_EQ(lots.closed.size(), 1U);
  EXPECT_EQ(lots.closed[0].booking, "s2");
  EXPECT_TRUE(lots.open.empty());
  EXPECT_EQ(*lots.realised_total, Decimal(30));
}

TEST(LotsReport, what_no_lot_was_closed_for_is_told_apart) {
  test::SmallBook book;
  const SecurityIndex share = book.add_security("SHARE");
  book.add_price(share, date("2024-02-01"), number("30"));
  book.add_trade(Type::buy, date("2024-01-01"), "b1", share, number("10"), number("100"));
  book.add_trade(Type::return_of_capital, date("2024-01-10"), "r1", share, Decimal(), number("130"));
  const PortfolioLots lots = lots_of(book, "2023-12-31", "2024-02-01");
  ASSERT_EQ(lots.realised.size(), 1U);
  EXPECT_EQ(*lots.realised[0].of_lots, Decimal());
  EXPECT_EQ(*lots.realised[0].other, Decimal(30));
}

TEST(LotsReport, an_unknown_value_is_absent_with_its_reason) {
  test::SmallBook book;
  const SecurityIndex share = book.add_security("SHARE");
  book.add_trade(Type::buy, date("2024-01-01"), "b1", share, number("10"), number("100"));
  const PortfolioLots lots = lots_of(book, "2023-12-31", "2024-02-01");
  EXPECT_FALSE(lots.open[0].money.worth);
  EXPECT_EQ(lots.open[0].money.reason, Reason::no_price);
  EXPECT_EQ(*lots.cost, Decimal(100));
  EXPECT_FALSE(lots.unrealised);
}

TEST(LotsReport, parts_add_up_to_what_was_traded_under_every_method) {
  test::for_cases(1803, [](test::Random& random) {
    test::SmallBook book;
    const SecurityIndex share = book.add_security("SHARE");
    const Decimal price(static_cast<std::int64_t>(1 + random.below(1'000)));
    book.add_price(share, date("2024-03-01"), price);
    std::vector<std::string> ids;
    for (int i = 0; i < 12; ++i) ids.push_back("t" + std::to_string(i));
    Decimal paid, got, held;
    for (std::size_t i = 0; i < ids.size(); ++i) {
      const Decimal quantity(static_cast<std::int64_t>(1 + random.below(50)));
      const Decimal amount(static_cast<std::int64_t>(1 + random.below(9'000)));
      const Date day = date("2024-01-01") + static_cast<std::int32_t>(i);
      const bool sells = quantity <= held && random.below(2) == 0;
      book.add_trade(sells ? Type::sell : Type::buy, day, ids[i], share, quantity, amount);
      (sells ? got : paid) += amount;
      held += sells ? -quantity : quantity;
    }
    for (const LotMethod method : {LotMethod::fifo, LotMethod::lifo, LotMethod::hifo, LotMethod::average}) {
      book.book().policy.lot_method = method;
      const PortfolioLots lots = lots_of(book, "2023-12-31", "2024-03-01");
      Decimal open, closed_cost, proceeds;
      for (const LotRow& row : lots.open) open += row.quantity;
      for (const LotRow& row : lots.closed) {
        closed_cost = working_sum(closed_cost, *row.money.cost);
        proceeds = working_sum(proceeds, *row.money.worth);
      }
      EXPECT_EQ(open, held);
      EXPECT_LT((proceeds - got).abs(), number("0.0000000001"));
      EXPECT_LT((working_sum(closed_cost, *lots.cost) - paid).abs(), number("0.0000000001"));
      const Decimal gain = working_sum(*lots.realised_total, *lots.unrealised);
      EXPECT_LT((gain - (got + held * price - paid)).abs(), number("0.0000000001"));
    }
  });
}

}  // namespace
}  // namespace dietz
