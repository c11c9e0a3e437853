#include "calculations/market_data.hpp"

#include "support/cases.hpp"
#include "support/ledger.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::for_cases;
using test::Ledger;
using test::Random;

Date day(std::string_view text) { return Ledger::date(text); }

struct Expected {
  std::string_view date, value;
  Reason reason = Reason::none;
  std::string_view quoted_on = {};
};

void expect_quote(const Quote& quote, const Expected& want) {
  EXPECT_EQ(quote.reason, want.reason) << want.date;
  if (want.reason == Reason::none) {
    EXPECT_EQ(quote.value.to_string(), want.value) << want.date;
  }
  if (!want.quoted_on.empty()) {
    EXPECT_EQ(quote.quoted_on, day(want.quoted_on)) << want.date;
  }
}

void expect_prices(const Ledger& ledger, const std::vector<Expected>& table) {
  const MarketData market(ledger.book(), ledger.book().policy);
  for (const Expected& row : table) expect_quote(market.price(ledger.security("A"), day(row.date)), row);
}

TEST(MarketData, a_price_is_carried_until_it_is_stale_and_never_back) {
  expect_prices(Ledger(R"(security A EUR
                          price A 2024-01-10 10
                          price A 2024-01-12 12)"),
                {{"2024-01-09", "", Reason::no_price},
                 {"2024-01-10", "10", Reason::none, "2024-01-10"},
                 {"2024-01-11", "10", Reason::none, "2024-01-10"},
                 {"2024-01-12", "12"},
                 {"2024-01-22", "12", Reason::none, "2024-01-12"},
                 {"2024-01-23", "", Reason::stale_price, "2024-01-12"}});
}

TEST(MarketData, a_raw_price_carried_over_a_split_is_divided_by_its_ratio) {
  expect_prices(Ledger(R"(portfolio P EUR
                          security A EUR
                          price A 2024-01-10 100
                          price A 2024-01-14 26
                          2024-01-12 P split A ratio=4)"),
                {{"2024-01-11", "100"},
                 {"2024-01-12", "25", Reason::none, "2024-01-10"},
                 {"2024-01-13", "25"},
                 {"2024-01-14", "26"}});
}

TEST(MarketData, splits_count_once_each_on_days_that_follow_one_another_or_lie_far_apart) {
  expect_prices(Ledger(R"(portfolio P EUR
                          security A EUR
                          price A 2024-01-10 120
                          2024-01-11 P split A ratio=2
                          2024-01-12 P split A ratio=3
                          2024-01-12 P deposit amount=1
                          2024-01-13 P deposit amount=1
                          2024-01-13 P deposit amount=1
                          2024-01-13 P deposit amount=1
                          2024-01-15 P split A ratio=2)"),
                {{"2024-01-11", "60"}, {"2024-01-12", "20"}, {"2024-01-14", "20"}, {"2024-01-15", "10"}});
}

TEST(MarketData, a_raw_price_of_the_day_of_a_split_is_already_after_it) {
  expect_prices(Ledger(R"(portfolio P EUR
                          security A EUR
                          price A 2024-01-10 100
                          price A 2024-01-12 26
                          2024-01-12 P split A ratio=4)"),
                {{"2024-01-12", "26"}, {"2024-01-13", "26"}});
}

TEST(MarketData, a_split_adjusted_price_is_brought_back_to_the_shares_of_its_day) {
  expect_prices(Ledger(R"(portfolio P EUR
                          security A EUR split_adjusted
                          price A 2024-01-10 25
                          price A 2024-01-12 26
                          2024-01-12 P split A ratio=4)"),
                {{"2024-01-10", "100"}, {"2024-01-11", "100"}, {"2024-01-12", "26"}});
}

TEST(MarketData, a_split_that_two_portfolios_book_counts_once) {
  expect_prices(Ledger(R"(portfolio P EUR
                          portfolio Q EUR
                          security A EUR
                          price A 2024-01-10 100
                          2024-01-12 P split A ratio=4
                          2024-01-12 Q split A ratio=4)"),
                {{"2024-01-12", "25"}});
}

TEST(MarketData, splits_and_trades_of_one_portfolio_are_none_of_anothers) {
  Ledger ledger(R"(portfolio P EUR
                   portfolio Q EUR
                   security A EUR
                   security B EUR
                   security C EUR split_adjusted
                   price A 2024-01-10 100
                   price C 2024-01-10 100
                   2024-01-12 Q split A ratio=4
                   2024-01-12 Q split C ratio=4
                   2024-01-12 Q buy B quantity=1 price=7)");
  ledger.book().policy.missing_price = MissingPrice::last_transaction;
  const Date date = day("2024-01-12");
  const auto sees = [&](std::string_view portfolio, std::string_view security, Date on) {
    const MarketData market(ledger.book(), ledger.book().policy, ledger.portfolio(portfolio));
    const Quote quote = market.price(ledger.security(security), on);
    return quote.reason == Reason::none ? quote.value.to_string() : std::string(name_of(quote.reason));
  };
  EXPECT_EQ(sees("Q", "A", date), "25");
  EXPECT_EQ(sees("P", "A", date), "100");
  EXPECT_EQ(sees("Q", "B", date), "7");
  EXPECT_EQ(sees("P", "B", date), "no_price");
  EXPECT_EQ(sees("Q", "C", date - 2), "400");
  EXPECT_EQ(sees("P", "C", date - 2), "100");
}

TEST(MarketData, two_splits_of_one_portfolio_on_one_day_both_count) {
  expect_prices(Ledger(R"(portfolio P EUR
                          portfolio Q EUR
                          security A EUR
                          price A 2024-01-10 100
                          2024-01-12 P split A ratio=2
                          2024-01-12 P split A ratio=5
                          2024-01-12 Q split A ratio=2
                          2024-01-12 Q split A ratio=5)"),
                {{"2024-01-12", "10"}});
}

constexpr std::string_view unpriced = R"(
  portfolio P EUR
  security A EUR
  2024-01-02 P buy A quantity=10 price=100
  2024-01-05 P split A ratio=4
  2024-03-01 P sell A quantity=10 amount=300
  2024-03-02 P dividend A amount=7
)";

TEST(MarketData, a_security_without_prices_has_none_unless_the_policy_lets_trades_stand_in) {
  expect_prices(Ledger(unpriced), {{"2024-01-02", "", Reason::no_price}});
}

TEST(MarketData, the_last_trade_stands_in_for_a_security_without_prices_however_old) {
  Ledger ledger(unpriced);
  ledger.book().policy.missing_price = MissingPrice::last_transaction;
  expect_prices(ledger, {{"2024-01-01", "", Reason::no_price},
                         {"2024-01-02", "100"},
                         {"2024-01-05", "25"},
                         {"2024-02-28", "25", Reason::none, "2024-01-02"},
                         {"2024-03-01", "30"},
                         {"2024-12-31", "30"}});
}

TEST(MarketData, trades_never_stand_in_where_there_is_a_price) {
  Ledger ledger(unpriced);
  ledger.book().policy.missing_price = MissingPrice::last_transaction;
  ledger.add("price A 2024-01-03 90");
  expect_prices(ledger,
                {{"2024-01-02", "", Reason::no_price}, {"2024-01-03", "90"}, {"2024-02-28", "", Reason::stale_price}});
}

void expect_rates(const Ledger& ledger, std::string_view from, std::string_view to,
                  const std::vector<Expected>& table) {
  const MarketData market(ledger.book(), ledger.book().policy);
  for (const Expected& row : table) {
    expect_quote(market.rate(Ledger::currency(from), Ledger::currency(to), day(row.date)), row);
  }
}

TEST(MarketData, a_rate_is_direct_else_inverse) {
  const Ledger ledger("fx EUR USD 2024-01-10 1.25");
  expect_rates(ledger, "EUR", "USD", {{"2024-01-09", "", Reason::no_fx_rate}, {"2024-01-10", "1.25"}});
  expect_rates(ledger, "USD", "EUR", {{"2024-01-12", "0.8", Reason::none, "2024-01-10"}});
  expect_rates(ledger, "USD", "USD", {{"1990-01-01", "1"}});
  expect_rates(ledger, "USD", "CHF", {{"2024-01-10", "", Reason::no_fx_rate}});
}

TEST(MarketData, a_direct_rate_goes_before_an_inverse_one) {
  expect_rates(Ledger(R"(fx EUR USD 2024-01-10 1.25
                         fx USD EUR 2024-01-10 0.79)"),
               "USD", "EUR", {{"2024-01-10", "0.79"}});
}

TEST(MarketData, an_inverse_rate_counts_until_there_is_a_direct_one_and_when_that_is_stale) {
  expect_rates(Ledger(R"(fx EUR USD 2024-01-10 1.25
                         fx EUR USD 2024-01-27 1.6
                         fx USD EUR 2024-01-15 0.79)"),
               "USD", "EUR",
               {{"2024-01-14", "0.8", Reason::none, "2024-01-10"},
                {"2024-01-15", "0.79"},
                {"2024-01-27", "0.625"},
                {"2024-02-06", "0.625", Reason::none, "2024-01-27"},
                {"2024-02-07", "", Reason::stale_price}});
}

TEST(MarketData, a_cross_rate_goes_through_one_common_currency) {
  expect_rates(Ledger(R"(fx EUR USD 2024-01-10 1.25
                         fx EUR GBP 2024-01-09 0.85)"),
               "USD", "GBP", {{"2024-01-10", "0.68", Reason::none, "2024-01-09"}});
}

TEST(MarketData, two_common_currencies_are_one_too_many) {
  expect_rates(Ledger(R"(fx EUR USD 2024-01-10 1.25
                         fx EUR GBP 2024-01-10 0.85
                         fx GBP CHF 2024-01-10 1.1)"),
               "USD", "CHF", {{"2024-01-10", "", Reason::no_fx_rate}});
}

TEST(MarketData, a_rate_is_carried_until_it_is_stale) {
  expect_rates(Ledger("fx EUR USD 2024-01-10 1.25"), "EUR", "USD",
               {{"2024-01-20", "1.25"}, {"2024-01-21", "", Reason::stale_price}});
}

TEST(MarketData, a_stale_direct_rate_gives_way_to_a_fresh_cross_rate) {
  expect_rates(Ledger(R"(fx USD GBP 2024-01-01 0.9
                         fx EUR USD 2024-01-20 1.25
                         fx EUR GBP 2024-01-20 0.85)"),
               "USD", "GBP", {{"2024-01-10", "0.9"}, {"2024-01-20", "0.68"}});
}

TEST(MarketDataProperty, a_price_is_the_last_one_known_found_by_looking_at_all_of_them) {
  for_cases(0x3A1, [](Random& random) {
    Ledger ledger("security A EUR");
    auto& closes = ledger.book().prices[0].closes;
    Date at = day("2024-01-01");
    for (std::uint64_t n = random.below(20); n > 0; --n, at = at + random.any(1, 15)) {
      closes.push_back({at, 1, Decimal(random.between(1, 1000))});
    }
    ledger.book().policy.stale_after_days = random.any(0, 20);
    const MarketData market(ledger.book(), ledger.book().policy);
    const Date asked = day("2023-12-28") + random.any(0, 200);
    const Price* last = nullptr;
    for (const Price& p : closes) last = p.date <= asked ? &p : last;
    const Quote quote = market.price(SecurityIndex{0}, asked);
    if (last == nullptr) {
      EXPECT_EQ(quote.reason, Reason::no_price);
    } else if (asked - last->date > ledger.book().policy.stale_after_days) {
      EXPECT_EQ(quote.reason, Reason::stale_price);
    } else {
      EXPECT_EQ(quote.reason, Reason::none);
      EXPECT_EQ(quote.value, last->close);
      EXPECT_EQ(quote.quoted_on, last->date);
    }
  });
}

TEST(MarketDataProperty, a_rate_there_and_back_is_one) {
  for_cases(0x3A2, [](Random& random) {
    Ledger ledger;
    const Decimal rate = Decimal::from_parts(random.between(1, 1'000'000'000), random.any(0U, 9U));
    ledger.book().fx.push_back({Ledger::currency("EUR"), Ledger::currency("USD"), {{day("2024-01-01"), 1, rate}}});
    const MarketData market(ledger.book(), ledger.book().policy);
    const Decimal there = market.rate(Ledger::currency("EUR"), Ledger::currency("USD"), day("2024-01-02")).value;
    const Decimal back = market.rate(Ledger::currency("USD"), Ledger::currency("EUR"), day("2024-01-02")).value;
    EXPECT_EQ(there, rate);
    EXPECT_EQ(working_product(there, back).rounded(30), Decimal(1));
  });
}

}  // namespace
}  // namespace dietz
