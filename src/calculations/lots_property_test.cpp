#include "calculations/lots.hpp"
#include "calculations/valuation.hpp"
#include "support/cases.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <array>

namespace dietz {
namespace {

using test::Random;
using test::SmallBook;
using Type = TransactionType;

constexpr std::array methods = {LotMethod::fifo, LotMethod::lifo, LotMethod::hifo, LotMethod::average,
                                LotMethod::specific};
constexpr int days_of_a_case = 12;
const Date first_day = *Date::parse("2024-02-20");
const Date last_day = first_day + (days_of_a_case - 1);
constexpr std::array<std::string_view, 16> ids = {"a", "b", "c", "d", "e", "f", "g", "h",
                                                  "i", "j", "k", "l", "m", "n", "o", "p"};

/// Up to 14 bookings of two shares, one of them in dollars, with prices and rates on most days.
class LotBook {
 public:
  explicit LotBook(Random& random) : random_(random) {
    securities_ = {book_.add_security("EURO"), book_.add_security("DOLLAR", "USD")};
    for (int day = 0; day < days_of_a_case; ++day) {
      if (day > 0 && random_.chance(1, 3)) continue;
      for (const SecurityIndex security : securities_) book_.add_price(security, first_day + day, amount(1, 99999, 2));
      book_.add_rate("USD", first_day + day, amount(5000, 15000, 4));
    }
    const auto count = static_cast<std::size_t>(random_.between(1, 14));
    for (std::size_t i = 0; i < count; ++i) add_booking(ids[i]);
    book_.sort();
  }

  [[nodiscard]] const Book& book() { return book_.book(); }

 private:
  Decimal amount(std::int64_t low, std::int64_t high, unsigned places) {
    return Decimal::from_parts(random_.between(low, high), places);
  }
  void add_booking(std::string_view id) {
    constexpr std::array types = {
        Type::buy,   Type::buy,         Type::buy,          Type::sell,           Type::sell,  Type::short_sale,
        Type::cover, Type::transfer_in, Type::transfer_out, Type::stock_dividend, Type::split, Type::return_of_capital};
    const Type type = random_.pick(types);
    const Date day = first_day + static_cast<int>(random_.between(0, days_of_a_case - 1));
    const SecurityIndex security = securities_[random_.chance(1, 2) ? 0 : 1];
    Transaction& t = book_.add(type, day, id, security);
    if (type == Type::split) {
      t.ratio = split_ratio(security, day);
      return;
    }
    t.quantity = type == Type::return_of_capital ? Decimal() : amount(1, 50000, random_.chance(1, 2) ? 0 : 3);
    if (type == Type::stock_dividend) return;
    const bool in_kind = type == Type::transfer_in || type == Type::transfer_out;
    t.has_amount = !in_kind || random_.chance(1, 2);
    if (t.has_amount) t.amount = amount(1, 10'000'000, 2);
    t.fees = random_.chance(1, 2) ? amount(0, 999, 2) : Decimal();
    t.taxes = random_.chance(1, 4) ? amount(0, 999, 2) : Decimal();
  }
  /// One ratio a security and day, so that quantities stay within 38 digits.
  Decimal split_ratio(SecurityIndex security, Date day) {
    Book& book = book_.book();
    for (Transaction& other : book.transactions) {
      const bool same = other.type == Type::split && other.security == security && other.date == day;
      if (same && !other.ratio.is_zero()) return Decimal(1);
    }
    return random_.chance(1, 3) ? Decimal::from_parts(5, 1) : Decimal(random_.between(2, 4));
  }

  Random& random_;
  SmallBook book_;
  std::array<SecurityIndex, 2> securities_;
};

Decimal magnitude_of(const Book& book) {
  Decimal sum(1);
  for (const Transaction& t : book.transactions) {
    sum += t.amount + t.fees + t.taxes + t.quantity * Decimal(10000);
  }
  return sum;
}

bool nearly_equal(const Decimal& a, const Decimal& b, const Decimal& magnitude) {
  return working_sum(a, -b).abs() <= working_product(magnitude, *Decimal::parse("0.000000000000000000000001", 30));
}

LotLedger lots_of(const Book& book, LotMethod method) {
  const MarketData market(book, book.policy);
  auto ledger = open_lots(book, market, PortfolioIndex{0}, *Currency::parse("EUR"), method, last_day);
  if (!ledger) ADD_FAILURE() << ledger.error().message();
  return ledger ? std::move(*ledger) : LotLedger{};
}

PortfolioHistory history_of(const Book& book) {
  const MarketData market(book, book.policy);
  return replay(book, market, PortfolioIndex{0}, *Currency::parse("EUR"), first_day, last_day).value();
}

TEST(LotsProperty, open_lots_add_up_to_the_position) {
  test::for_cases(1801, [](Random& random) {
    LotBook lot_book(random);
    const PortfolioHistory history = history_of(lot_book.book());
    for (const LotMethod method : methods) {
      const LotLedger ledger = lots_of(lot_book.book(), method);
      EXPECT_EQ(ledger.open.size(), history.holdings.size());
      for (const Holding& holding : history.holdings) {
        const auto position =
            std::find_if(ledger.open.begin(), ledger.open.end(),
                         [&holding](const OpenPosition& open) { return open.security == holding.security; });
        ASSERT_NE(position, ledger.open.end());
        EXPECT_EQ(position->quantity, holding.quantity) << name_of(method);
        Decimal sum;
        for (const Lot& lot : position->lots) sum += lot.quantity;
        EXPECT_EQ(sum, holding.quantity) << name_of(method);
      }
    }
  });
}

TEST(LotsProperty, realised_and_unrealised_are_the_total_gain) {
  test::for_cases(1802, [](Random& random) {
    LotBook lot_book(random);
    const Book& book = lot_book.book();
    const MarketData market(book, book.policy);
    const PortfolioHistory history = history_of(book);
    ASSERT_TRUE(history.days.back().value.has_value());
    Decimal gain = *history.days.back().value;  // no money but what the bookings brought: all cash is theirs
    for (const PortfolioDay& day : history.days) gain = working_sum(gain, working_sum(day.flows_out, -day.flows_in));
    for (const LotMethod method : methods) {
      Decimal parts;
      const LotLedger ledger = lots_of(book, method);
      for (const RealisedGain& realised : ledger.realised) parts = working_sum(parts, realised.gain.value);
      for (const OpenPosition& open : ledger.open) {
        const Decimal price = market.price(open.security, last_day).value;
        const Decimal rate = market.rate(market.price_currency(open.security), *Currency::parse("EUR"), last_day).value;
        const Decimal value = working_product(working_product(open.quantity, price), rate);
        parts = working_sum(parts, working_sum(value, -open.cost.value));
      }
      EXPECT_TRUE(nearly_equal(parts, gain, magnitude_of(book)))
          << name_of(method) << ": " << parts.to_string() << " is not " << gain.to_string();
    }
  });
}

TEST(LotsProperty, under_average_cost_a_sale_leaves_the_cost_of_a_unit) {
  test::for_cases(1803, [](Random& random) {
    SmallBook book;
    const SecurityIndex share = book.add_security("SHARE");
    std::int64_t held = 0;
    const auto buys = random.between(1, 6);
    for (std::int64_t i = 0; i < buys; ++i) {
      const std::int64_t quantity = random.between(1, 100'000);
      held += quantity;
      book.add_trade(Type::buy, first_day, ids[static_cast<std::size_t>(i)], share, Decimal(quantity),
                     Decimal::from_parts(random.between(1, 100'000'000), 2));
    }
    if (held == 1) return;
    const LotLedger before = lots_of(book.book(), LotMethod::average);
    book.add_trade(Type::sell, first_day + 1, "sale", share, Decimal(random.between(1, held - 1)),
                   Decimal::from_parts(random.between(1, 100'000'000), 2));
    const LotLedger after = lots_of(book.book(), LotMethod::average);
    ASSERT_EQ(after.open.size(), 1U);
    const Decimal unit_before = working_quotient(before.open[0].cost.value, before.open[0].quantity);
    const Decimal unit_after = working_quotient(after.open[0].cost.value, after.open[0].quantity);
    EXPECT_TRUE(nearly_equal(unit_before, unit_after, unit_before))
        << unit_before.to_string() << " became " << unit_after.to_string();
  });
}

}  // namespace
}  // namespace dietz
