#include "calculations/booking.hpp"
#include "calculations/lots.hpp"
#include "support/cases.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::date;
using test::number;
using Type = TransactionType;

class Reorganisation : public ::testing::Test {
 protected:
  /// 10 for 100, then 30 for 600.
  void buy_two_lots() {
    book_.add_trade(Type::buy, date("2024-01-02"), "b1", old_, number("10"), number("100"));
    book_.add_trade(Type::buy, date("2024-01-03"), "b2", old_, number("30"), number("600"));
  }
  Transaction& reorganise(Type type, const char* quantity, const char* ratio, const char* amount = "0") {
    Transaction& t = book_.add(type, date("2024-02-01"), "r1", old_);
    t.new_security = new_;
    t.quantity = number(quantity);
    t.ratio = number(ratio);
    t.amount = number(amount);
    return t;
  }
  void closes(const char* of_old, const char* of_new) {
    book_.add_price(old_, date("2024-02-01"), number(of_old));
    book_.add_price(new_, date("2024-02-01"), number(of_new));
  }
  LotLedger ledger(LotMethod method = LotMethod::fifo) {
    book_.sort();
    const MarketData market(book_.book(), book_.book().policy);
    return open_lots(book_.book(), market, PortfolioIndex{0}, test::currency("EUR"), method, date("2024-12-31"))
        .value();
  }
  std::string shown(const LotLedger& ledger) {
    std::string text;
    const auto amount = [](const ConvertedAmount& a) {
      return a.known() ? a.value.rounded(6).to_string() : std::string(name_of(a.missing));
    };
    for (const OpenPosition& position : ledger.open) {
      text += book_.book().securities[position.security.at()].id + " ";
      for (const Lot& lot : position.lots)
        text += std::string(lot.id) + ":" + lot.quantity.to_string() + "@" + amount(lot.cost) + " ";
    }
    for (const RealisedGain& gain : ledger.realised) text += "gain " + amount(gain.gain) + " ";
    return text;
  }
  Account account() {
    book_.sort();
    Account account;
    for (const Transaction& t : book_.book().transactions) account.apply(t);
    return account;
  }

  test::SmallBook book_;
  SecurityIndex old_ = book_.add_security("OLD");
  SecurityIndex new_ = book_.add_security("NEW");
};

TEST_F(Reorganisation, a_spin_off_leaves_the_old_and_adds_the_new) {
  buy_two_lots();
  reorganise(Type::spin_off, "0", "0.5");
  EXPECT_EQ(account().held(old_), Decimal(40));
  EXPECT_EQ(account().held(new_), Decimal(20));
}

TEST_F(Reorganisation, a_spin_off_moves_the_stated_part_of_the_cost) {
  buy_two_lots();
  Transaction& t = reorganise(Type::spin_off, "0", "0.5");
  t.price = number("0.2");
  t.has_price = true;
  EXPECT_EQ(shown(ledger()), "OLD b1:10@80 b2:30@480 NEW b1:5@20 b2:15@120 gain 0 gain 0 ");
}

TEST_F(Reorganisation, a_spin_off_without_a_stated_part_goes_by_the_closes) {
  buy_two_lots();
  reorganise(Type::spin_off, "0", "0.5");
  closes("15", "10");  // 40 × 15 = 600 and 20 × 10 = 200: a quarter
  EXPECT_EQ(shown(ledger()), "OLD b1:10@75 b2:30@450 NEW b1:5@25 b2:15@150 gain 0 gain 0 ");
}

TEST_F(Reorganisation, without_a_close_the_part_is_unknown_and_says_why) {
  buy_two_lots();
  reorganise(Type::spin_off, "0", "0.5");
  book_.add_price(old_, date("2024-02-01"), number("15"));
  EXPECT_EQ(shown(ledger()), "OLD b1:10@no_price b2:30@no_price NEW b1:5@no_price b2:15@no_price gain 0 gain 0 ");
}

TEST_F(Reorganisation, booked_units_are_shared_out_and_add_up) {
  buy_two_lots();
  book_.add_trade(Type::buy, date("2024-01-04"), "b3", old_, number("20"), number("500"));
  reorganise(Type::spin_off, "10", "0").price = number("0");
  book_.book().transactions.back().has_price = true;
  EXPECT_EQ(shown(ledger()),
            "OLD b1:10@100 b2:30@600 b3:20@500 NEW b1:1.666666666667@0 b2:5@0 b3:3.333333333333@0 gain 0 gain 0 ");
}

TEST_F(Reorganisation, a_merger_for_stock_moves_lots_with_their_dates) {
  buy_two_lots();
  book_.add_trade(Type::buy, date("2024-01-02"), "n1", new_, number("1"), number("7"));
  reorganise(Type::merger, "0", "2");
  const LotLedger result = ledger();
  EXPECT_EQ(shown(result), "NEW n1:1@7 b1:20@100 b2:60@600 gain 0 gain 0 ");
  ASSERT_EQ(result.open.size(), 1U);
  EXPECT_EQ(result.open[0].quantity, Decimal(81));
  EXPECT_EQ(result.open[0].cost.value, Decimal(707));
  EXPECT_EQ(result.open[0].lots[2].id, "b2");
  EXPECT_EQ(result.open[0].lots[2].date, date("2024-01-03"));
  EXPECT_EQ(account().held(old_), Decimal());
}

TEST_F(Reorganisation, cash_of_a_merger_is_a_sale_of_its_part) {
  buy_two_lots();
  Transaction& t = reorganise(Type::merger, "0", "1", "210");
  t.fees = number("10");
  closes("30", "20");                                                    // 200 in cash beside 40 × 20 = 800: a fifth
  EXPECT_EQ(shown(ledger()), "NEW b1:10@80 b2:30@480 gain 60 gain 0 ");  // 200 − 700 / 5
}

TEST_F(Reorganisation, a_merger_for_cash_alone_is_a_sale_of_all) {
  buy_two_lots();
  Transaction& t = reorganise(Type::merger, "0", "0", "1000");
  t.new_security = SecurityIndex::none();
  t.taxes = number("25");
  EXPECT_EQ(shown(ledger()), "gain 275 ");
  EXPECT_TRUE(account().holdings.empty());
  EXPECT_EQ(account().cash[0].amount, number("275"));  // 1000 − 25 − 700
}

TEST_F(Reorganisation, costs_without_cash_belong_to_the_new_lots) {
  buy_two_lots();
  reorganise(Type::merger, "0", "1").fees = number("4");
  EXPECT_EQ(shown(ledger()), "NEW b1:10@101 b2:30@603 gain 0 gain 0 ");
}

TEST_F(Reorganisation, under_average_cost_lots_join_the_pool) {
  buy_two_lots();
  book_.add_trade(Type::buy, date("2024-01-05"), "n1", new_, number("10"), number("50"));
  reorganise(Type::merger, "0", "1");
  EXPECT_EQ(shown(ledger(LotMethod::average)), "NEW n1:50@750 gain 0 gain 0 ");
}

TEST_F(Reorganisation, who_is_short_owes_the_new_units) {
  book_.add_trade(Type::short_sale, date("2024-01-02"), "s1", old_, number("10"), number("100"));
  reorganise(Type::spin_off, "5", "0");
  closes("15", "10");
  EXPECT_EQ(account().held(new_), Decimal(-5));
  EXPECT_EQ(shown(ledger()), "OLD s1:-10@-75 NEW s1:-5@-25 gain 0 gain 0 ");
}

TEST_F(Reorganisation, a_spin_off_of_an_unnamed_security_comes_at_no_cost) {
  buy_two_lots();
  Transaction& t = reorganise(Type::spin_off, "5", "0");
  t.security = new_;
  t.new_security = SecurityIndex::none();
  EXPECT_EQ(shown(ledger()), "OLD b1:10@100 b2:30@600 NEW r1:5@0 gain 0 gain 0 ");
}

TEST_F(Reorganisation, with_nothing_held_units_come_at_no_cost) {
  reorganise(Type::spin_off, "5", "0");
  EXPECT_EQ(shown(ledger()), "NEW r1:5@0 gain 0 gain 0 ");
  EXPECT_EQ(account().held(new_), Decimal(5));
}

Decimal whole(std::uint64_t n) { return Decimal(static_cast<std::int64_t>(n)); }

TEST(ReorganisationProperty, cost_and_quantity_are_neither_made_nor_lost) {
  test::for_cases(1802, [](test::Random& random) {
    test::SmallBook book;
    const SecurityIndex old_security = book.add_security("OLD");
    const SecurityIndex new_security = book.add_security("NEW");
    std::vector<std::string> ids;
    for (int i = 0; i < 8; ++i) ids.push_back("b" + std::to_string(i));
    Decimal paid;
    const int lots = static_cast<int>(1 + random.below(8));
    for (int i = 0; i < lots; ++i) {
      const Decimal amount = whole(1 + random.below(100'000));
      book.add_trade(Type::buy, date("2024-01-02") + static_cast<std::int32_t>(random.below(21)),
                     ids[static_cast<std::size_t>(i)], old_security, whole(1 + random.below(1'000)), amount);
      paid += amount;
    }
    Transaction& t =
        book.add(random.below(2) == 0 ? Type::spin_off : Type::merger, date("2024-02-01"), "r", old_security);
    t.new_security = new_security;
    if (random.below(2) == 0) {
      t.ratio = number("0.25");
    } else {
      t.quantity = whole(1 + random.below(10'000));
    }
    if (t.type == Type::spin_off) {
      t.price = number("0.37");
      t.has_price = true;
    }
    book.sort();
    Account account;
    for (const Transaction& one : book.book().transactions) account.apply(one);
    const MarketData market(book.book(), book.book().policy);
    for (const LotMethod method : {LotMethod::fifo, LotMethod::hifo, LotMethod::average}) {
      const LotLedger ledger =
          open_lots(book.book(), market, PortfolioIndex{0}, test::currency("EUR"), method, date("2024-12-31")).value();
      Decimal cost;
      for (const OpenPosition& position : ledger.open) {
        EXPECT_EQ(position.quantity, account.held(position.security));
        cost += position.cost.value;
      }
      EXPECT_EQ(cost, paid);
      for (const RealisedGain& gain : ledger.realised) EXPECT_TRUE(gain.gain.value.is_zero());
    }
  });
}

}  // namespace
}  // namespace dietz
