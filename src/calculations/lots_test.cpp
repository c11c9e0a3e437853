#include "calculations/lots.hpp"

#include "support/small_book.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::date;
using test::number;
using Type = TransactionType;

class Lots : public ::testing::Test {
 protected:
  Transaction& trade(Type type, const char* day, const char* id, const char* quantity, const char* amount) {
    return book_.add_trade(type, date(day), id, share_, number(quantity), number(amount));
  }
  /// 10 at 10, 10 at 30, 10 at 20 each.
  void buy_three_lots() {
    trade(Type::buy, "2024-01-02", "b1", "10", "100");
    trade(Type::buy, "2024-01-03", "b2", "10", "300");
    trade(Type::buy, "2024-01-04", "b3", "10", "200");
  }
  Result<LotLedger> replayed(LotMethod method, const char* to = "2024-12-31") {
    book_.sort();
    const MarketData market(book_.book(), book_.book().policy);
    return open_lots(book_.book(), market, PortfolioIndex{0}, test::currency("EUR"), method, date(to));
  }
  LotLedger ledger(LotMethod method = LotMethod::fifo, const char* to = "2024-12-31") {
    return replayed(method, to).value();
  }
  static std::string shown(const LotLedger& ledger) {
    std::string text;
    for (const OpenPosition& position : ledger.open) {
      for (const Lot& lot : position.lots) {
        text += std::string(lot.id) + ":" + lot.quantity.to_string() + "@" +
                (lot.cost.known() ? lot.cost.value.to_string() : std::string(name_of(lot.cost.missing))) + " ";
      }
    }
    const ConvertedAmount& gain = ledger.realised.at(0).gain;
    return text + "gain " + (gain.known() ? gain.value.to_string() : std::string(name_of(gain.missing)));
  }

  test::SmallBook book_;
  SecurityIndex share_ = book_.add_security("SHARE");
};

TEST_F(Lots, of_a_buy_cost_what_it_paid_with_fees_and_taxes) {
  Transaction& buy = trade(Type::buy, "2024-01-02", "b1", "10", "100");
  buy.fees = number("2.5");
  buy.taxes = number("0.5");
  const LotLedger result = ledger();
  ASSERT_EQ(result.open.size(), 1U);
  EXPECT_EQ(result.open[0].security, share_);
  EXPECT_EQ(result.open[0].quantity, Decimal(10));
  EXPECT_EQ(result.open[0].cost.value, Decimal(103));
  EXPECT_EQ(result.open[0].lots[0].date, date("2024-01-02"));
  EXPECT_EQ(result.open[0].lots[0].line, buy.line);
}

TEST_F(Lots, are_taken_by_the_method) {
  buy_three_lots();
  Transaction& sale = trade(Type::sell, "2024-02-01", "s1", "15", "450");
  sale.fees = number("3");
  EXPECT_EQ(shown(ledger(LotMethod::fifo)), "b2:5@150 b3:10@200 gain 197");      // 447 − 100 − 150
  EXPECT_EQ(shown(ledger(LotMethod::lifo)), "b1:10@100 b2:5@150 gain 97");       // 447 − 200 − 150
  EXPECT_EQ(shown(ledger(LotMethod::hifo)), "b1:10@100 b3:5@100 gain 47");       // 447 − 300 − 100
  EXPECT_EQ(shown(ledger(LotMethod::average)), "b1:15@300 gain 147");            // 447 − 600/30·15
  EXPECT_EQ(shown(ledger(LotMethod::specific)), "b2:5@150 b3:10@200 gain 197");  // none named
}

TEST_F(Lots, are_taken_by_name_when_specific) {
  buy_three_lots();
  trade(Type::sell, "2024-02-01", "s1", "4", "100").lot = "b2";
  EXPECT_EQ(shown(ledger(LotMethod::specific)), "b1:10@100 b2:6@180 b3:10@200 gain -20");
  EXPECT_EQ(shown(ledger(LotMethod::fifo)), "b1:6@60 b2:10@300 b3:10@200 gain 60");
}

TEST_F(Lots, that_are_named_must_hold_enough) {
  buy_three_lots();
  Transaction& sale = trade(Type::sell, "2024-02-01", "s1", "11", "100");
  sale.lot = "b2";
  const auto line = sale.line;
  const auto too_small = replayed(LotMethod::specific);
  ASSERT_FALSE(too_small.ok());
  EXPECT_EQ(too_small.error().message(), "SHARE: lot 'b2' holds 10, less than 11");
  EXPECT_EQ(too_small.error().problems[0].origin.file, "transactions.csv");
  EXPECT_EQ(too_small.error().problems[0].origin.line, line);
  EXPECT_EQ(too_small.error().problems[0].origin.column, "lot");
  EXPECT_TRUE(replayed(LotMethod::fifo).ok());
}

TEST_F(Lots, that_are_named_must_be_open) {
  trade(Type::sell, "2024-02-01", "s1", "1", "100").lot = "b9";
  EXPECT_EQ(replayed(LotMethod::specific).error().message(), "SHARE: lot 'b9' is not open");
}

TEST_F(Lots, leave_exactly_nothing_after_the_last_sale) {
  trade(Type::buy, "2024-01-02", "b1", "3", "100");
  trade(Type::sell, "2024-02-01", "s1", "1", "40");
  trade(Type::sell, "2024-02-02", "s2", "1", "40");
  EXPECT_EQ(ledger().open[0].cost.value.rounded(30), *Decimal::parse("33.333333333333333333333333333333", 30));
  trade(Type::sell, "2024-02-03", "s3", "1", "40");
  EXPECT_EQ(shown(ledger()), "gain 20");
  EXPECT_TRUE(ledger().open.empty());
}

TEST_F(Lots, know_nothing_of_what_comes_after) {
  buy_three_lots();
  trade(Type::sell, "2024-02-01", "s1", "15", "450");
  EXPECT_EQ(shown(ledger(LotMethod::fifo, "2024-01-03")), "b1:10@100 b2:10@300 gain 0");
  EXPECT_TRUE(ledger(LotMethod::fifo, "2023-12-31").realised.empty());
}

TEST_F(Lots, of_short_sales_are_negative) {
  Transaction& sale = trade(Type::short_sale, "2024-01-02", "s1", "10", "500");
  sale.fees = number("5");
  trade(Type::short_sale, "2024-01-03", "s2", "10", "600");
  EXPECT_EQ(shown(ledger()), "s1:-10@-495 s2:-10@-600 gain 0");
  Transaction& cover = trade(Type::cover, "2024-02-01", "c1", "5", "200");
  cover.fees = number("1");
  EXPECT_EQ(shown(ledger(LotMethod::fifo)), "s1:-5@-247.5 s2:-10@-600 gain 46.5");  // 247.5 − 201
  EXPECT_EQ(shown(ledger(LotMethod::lifo)), "s1:-10@-495 s2:-5@-300 gain 99");
  EXPECT_EQ(shown(ledger(LotMethod::hifo)), "s1:-5@-247.5 s2:-10@-600 gain 46.5");
  EXPECT_EQ(shown(ledger(LotMethod::average)), "s1:-15@-821.25 gain 72.75");
}

TEST_F(Lots, change_sides_when_more_is_sold_than_held) {
  trade(Type::buy, "2024-01-02", "b1", "10", "100");
  trade(Type::sell, "2024-01-03", "s1", "30", "600");
  EXPECT_EQ(shown(ledger()), "s1:-20@-400 gain 100");
  trade(Type::buy, "2024-01-04", "b2", "25", "250");
  EXPECT_EQ(shown(ledger()), "b2:5@50 gain 300");
}

TEST_F(Lots, keep_their_cost_over_a_split) {
  buy_three_lots();
  book_.add(Type::split, date("2024-01-04"), "x1", share_).ratio = number("2");
  EXPECT_EQ(shown(ledger()), "b1:20@100 b2:20@300 b3:10@200 gain 0");  // a split books first on its day
}

TEST_F(Lots, of_a_stock_dividend_cost_nothing) {
  trade(Type::buy, "2024-01-02", "b1", "10", "100");
  book_.add(Type::stock_dividend, date("2024-02-01"), "d1", share_).quantity = Decimal(2);
  EXPECT_EQ(shown(ledger()), "b1:10@100 d1:2@0 gain 0");
  EXPECT_EQ(shown(ledger(LotMethod::average)), "b1:12@100 gain 0");
}

TEST_F(Lots, are_lowered_by_a_return_of_capital_until_nothing_is_left) {
  trade(Type::buy, "2024-01-02", "b1", "10", "100");
  trade(Type::buy, "2024-01-03", "b2", "30", "900");
  trade(Type::return_of_capital, "2024-02-01", "r1", "0", "200");
  EXPECT_EQ(shown(ledger()), "b1:10@50 b2:30@750 gain 0");
  trade(Type::return_of_capital, "2024-03-01", "r2", "0", "400").fees = Decimal(40);
  EXPECT_EQ(shown(ledger()), "b1:10@0 b2:30@480 gain 40");
}

TEST_F(Lots, take_a_return_of_capital_on_nothing_as_a_gain) {
  trade(Type::return_of_capital, "2024-02-01", "r1", "0", "200");
  EXPECT_EQ(shown(ledger()), "gain 200");
}

TEST_F(Lots, transferred_in_cost_the_days_close_or_the_amount_booked) {
  book_.add_price(share_, date("2024-01-01"), number("12"));
  book_.add_price(share_, date("2024-01-05"), number("14"));
  Transaction& at_close = trade(Type::transfer_in, "2024-01-02", "t1", "10", "0");
  at_close.has_amount = false;
  trade(Type::transfer_in, "2024-01-03", "t2", "10", "90");
  EXPECT_EQ(shown(ledger()), "t1:10@120 t2:10@90 gain 0");
  Transaction& out = trade(Type::transfer_out, "2024-01-05", "t3", "10", "0");
  out.has_amount = false;
  EXPECT_EQ(shown(ledger()), "t2:10@90 gain 20");
}

TEST_F(Lots, are_kept_in_the_reporting_currency_at_each_days_rate) {
  book_.add_rate("USD", date("2024-01-02"), number("0.9"));
  book_.add_rate("USD", date("2024-02-01"), number("0.8"));
  trade(Type::buy, "2024-01-02", "b1", "10", "100").currency = test::currency("USD");
  trade(Type::sell, "2024-02-01", "s1", "5", "70").currency = test::currency("USD");
  EXPECT_EQ(shown(ledger()), "b1:5@45 gain 11");  // 56 − 45: the dollars' fall is in it
}

TEST_F(Lots, without_a_rate_are_unknown_and_leave_others_known) {
  book_.add_rate("USD", date("2024-01-03"), number("0.9"));
  trade(Type::buy, "2024-01-02", "b1", "10", "100").currency = test::currency("USD");
  trade(Type::buy, "2024-01-03", "b2", "10", "100").currency = test::currency("USD");
  EXPECT_EQ(shown(ledger()), "b1:10@no_fx_rate b2:10@90 gain 0");
  EXPECT_EQ(ledger().open[0].cost.missing, Reason::no_fx_rate);
  EXPECT_EQ(ledger().open[0].cost.missing_on, date("2024-01-02"));
  trade(Type::sell, "2024-01-04", "s1", "10", "100");
  EXPECT_EQ(shown(ledger(LotMethod::fifo)), "b2:10@90 gain no_fx_rate");
  EXPECT_TRUE(ledger(LotMethod::fifo).open[0].cost.known());
  EXPECT_EQ(shown(ledger(LotMethod::lifo)), "b1:10@no_fx_rate gain 10");
  EXPECT_EQ(shown(ledger(LotMethod::average)), "b1:10@no_fx_rate gain no_fx_rate");
}

TEST_F(Lots, cannot_be_ranked_by_a_cost_that_is_unknown) {
  trade(Type::buy, "2024-01-02", "b1", "10", "100").currency = test::currency("USD");
  trade(Type::buy, "2024-01-03", "b2", "10", "100");
  trade(Type::sell, "2024-01-04", "s1", "10", "100");
  const LotLedger result = ledger(LotMethod::hifo);
  EXPECT_EQ(result.open[0].cost.missing, Reason::no_fx_rate);
  EXPECT_EQ(result.realised[0].gain.missing, Reason::no_fx_rate);
}

TEST_F(Lots, without_a_price_of_a_transfer_are_unknown) {
  trade(Type::transfer_in, "2024-01-02", "t1", "10", "0").has_amount = false;
  EXPECT_EQ(shown(ledger()), "t1:10@no_price gain 0");
  EXPECT_EQ(ledger().open[0].cost.missing_on, date("2024-01-02"));
}

TEST_F(Lots, of_huge_amounts_are_shared_all_the_same) {
  trade(Type::buy, "2024-01-02", "b1", "300000000000000000000", "100000000000000000000");
  trade(Type::sell, "2024-01-03", "s1", "100000000000000000000", "100000000000000000000");
  EXPECT_EQ(ledger().open[0].quantity, number("200000000000000000000"));
  EXPECT_EQ(ledger().open[0].cost.value.rounded(2), number("66666666666666666666.67"));
}

}  // namespace
}  // namespace dietz
