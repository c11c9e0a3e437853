#include "model/book.hpp"

#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <string>
#include <vector>

namespace dietz {
namespace {

TEST(BookProperty, sorting_for_booking_is_sorting_by_books_before) {
  test::for_cases(0xB00C, [](test::Random& random) {
    std::deque<std::string> ids;
    std::vector<Transaction> transactions(random.below(12));
    for (Transaction& t : transactions) {
      t.portfolio = {static_cast<std::uint32_t>(random.below(2))};
      t.date = Date::from_epoch_day(static_cast<std::int32_t>(random.below(3)) - 1);
      t.type = static_cast<TransactionType>(random.below(19));
      t.time = random.below(2) == 0 ? Transaction::no_time : static_cast<std::uint32_t>(random.below(2));
      // Ids that differ in front of, in and behind the first eight bytes.
      t.id = ids.emplace_back(std::string(random.below(10), 'x') + std::to_string(ids.size()));
    }
    std::vector<Transaction> expected = transactions;
    std::stable_sort(expected.begin(), expected.end(), books_before);
    sort_for_booking(transactions);
    for (std::size_t i = 0; i < transactions.size(); ++i) EXPECT_EQ(transactions[i].id, expected[i].id);
  });
}

TEST(TransactionTypes, parse_as_they_are_printed) {
  for (int i = 0; i < 19; ++i) {
    const auto type = static_cast<TransactionType>(i);
    EXPECT_EQ(parse_transaction_type(name_of(type)), type);
  }
  EXPECT_FALSE(parse_transaction_type(""));
  EXPECT_FALSE(parse_transaction_type("Buy"));
}

TEST(Currencies, are_those_of_iso_4217) {
  for (const char* code : {"EUR", "USD", "JPY", "BHD", "CLF", "ADP", "ZWL", "XAU", "DEM"}) {
    const auto currency = Currency::parse(code);
    ASSERT_TRUE(currency) << code;
    EXPECT_EQ(currency->code(), code);
  }
  for (const char* code : {"", "EU", "EURO", "eur", "GBX", "XXX", "E R", "   "})
    EXPECT_FALSE(Currency::parse(code)) << code;
  EXPECT_EQ(Currency::parse("EUR")->minor_digits(), 2U);
  EXPECT_EQ(Currency::parse("JPY")->minor_digits(), 0U);
  EXPECT_EQ(Currency::parse("KWD")->minor_digits(), 3U);
  EXPECT_EQ(Currency::parse("UYW")->minor_digits(), 4U);
}

}  // namespace
}  // namespace dietz
