#include "importer/in_parts.hpp"

#include "codec/book_encoding.hpp"
#include "importer/book_reader.hpp"
#include "support/cases.hpp"
#include "support/memory_files.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace dietz {
namespace {

TEST(InParts, a_text_is_cut_behind_line_feeds) {
  EXPECT_EQ(parts_of("", 4), std::vector<std::string_view>{});
  EXPECT_EQ(parts_of("ab\n", 4), std::vector<std::string_view>{"ab\n"});
  EXPECT_EQ(parts_of("ab\ncdefg\nh\ni\nj", 3), (std::vector<std::string_view>{"ab\n", "cdefg\n", "h\ni\n", "j"}));
  EXPECT_EQ(parts_of("abcdefgh", 3), std::vector<std::string_view>{"abcdefgh"});
}

TEST(InParts, parts_are_taken_in_their_order_until_one_is_refused) {
  std::vector<std::size_t> taken;
  const auto make = [](std::size_t i, std::size_t& part) { part = i * i; };
  EXPECT_TRUE(make_and_take<std::size_t>(1000, make, [&](std::size_t i, std::size_t& part) {
    taken.push_back(i);
    return part == i * i;
  }));
  ASSERT_EQ(taken.size(), 1000U);
  for (std::size_t i = 0; i < taken.size(); ++i) EXPECT_EQ(taken[i], i);
  taken.clear();
  EXPECT_FALSE(make_and_take<std::size_t>(1000, make, [&](std::size_t i, std::size_t&) {
    taken.push_back(i);
    return i < 10;
  }));
  EXPECT_EQ(taken.size(), 11U);
}

TEST(InParts, what_a_part_throws_ends_all_of_it) {
  const auto make = [](std::size_t i, std::size_t&) {
    if (i == 7) throw std::runtime_error("seven");
  };
  EXPECT_THROW((void)make_and_take<std::size_t>(100, make, [](std::size_t, std::size_t&) { return true; }),
               std::runtime_error);
}

using test::Random;
using Texts = std::map<std::string, std::string>;

constexpr std::string_view transaction_header =
    "id,portfolio,date,type,security,quantity,price,amount,currency,fees,note,new_security";
constexpr std::string_view price_header = "security,date,close,currency";

/// A book large enough to be read in parts, without its headers.
struct BigBook {
  std::vector<std::string> transactions, prices;
};

std::string portfolio_id(Random& random) { return "P" + std::to_string(random.below(3)); }
std::string security_id(Random& random) { return "S" + std::to_string(random.below(40)); }

BigBook big_book(Random& random) {
  BigBook book;
  const Date first = *Date::parse("2001-01-01");
  for (int i = 0; i < 12'000; ++i) {
    std::string row = "id" + std::to_string(random.below(1U << 31)) + "-" + std::to_string(i) + "," +
                      portfolio_id(random) + "," + (first + i / 20).to_string();
    if (random.chance(1, 10)) {
      row += ",deposit,,,,1234.56,EUR,,first deposit";
    } else {
      row += "," + std::string(random.chance(1, 2) ? "buy" : "sell") + "," + security_id(random) + ",12," +
             std::to_string(random.below(1000)) + ".25," + (random.chance(1, 2) ? "3000.5" : "") + "," +
             (random.chance(1, 50) ? "" : "EUR") + ",1.5," +
             (random.chance(1, 30) ? "\"a \"\"note\"\"\nof two lines\"" : "");
    }
    row += ",";
    book.transactions.push_back(std::move(row));
  }
  for (int s = 0; s < 40; ++s) {
    for (int d = 0; d < 600; ++d)
      book.prices.push_back("S" + std::to_string(s) + "," + (first + d).to_string() + "," +
                            std::to_string(10 + d % 90) + ".75,EUR");
  }
  return book;
}

std::string table(std::string_view header, const std::vector<std::string>& rows, bool row_by_row, bool crlf) {
  const std::string end = crlf ? "\r\n" : "\n";
  // A column of versions, even an empty one, has a file read row by row.
  std::string text = std::string(header) + (row_by_row ? ",recorded_at" : "") + end;
  for (const std::string& row : rows) text += row + (row_by_row ? "," : "") + end;
  return text;
}

/// Everything of a book, or of what is wrong with it, as text.
std::string read(const BigBook& book, bool row_by_row, bool listed, bool crlf) {
  Texts texts = {{"b/transactions.csv", table(transaction_header, book.transactions, row_by_row, crlf)},
                 {"b/prices.csv", table(price_header, book.prices, row_by_row, crlf)}};
  if (listed) {
    texts["b/portfolios.csv"] = "id,name,currency\nP2,,EUR\nP1,,USD\nP0,,EUR\n";
    texts["b/securities.csv"] = "id,name,type,currency\nS7,,,USD\n";
    for (int s = 39; s >= 0; --s) texts["b/securities.csv"] += s == 7 ? "" : "S" + std::to_string(s) + ",,,EUR\n";
  }
  test::MemoryFiles files(texts);
  const auto result = read_book(files, "b", BookReading{*Date::parse("2025-07-01")});
  std::string all;
  if (!result.ok()) {
    for (const Problem& p : result.error().problems)
      all += p.origin.file + ":" + std::to_string(p.origin.line) + ":" + p.origin.column + ": " + p.message + "\n";
    return all;
  }
  encode_book(*result, [&all](std::string_view bytes) { all += bytes; });
  for (const Portfolio& p : result->portfolios) all += p.id + " ";
  for (const Security& s : result->securities) all += s.id + " ";
  for (const Transaction& t : result->transactions) all += std::to_string(t.line) + " ";
  for (const PriceSeries& series : result->prices) {
    for (const Price& price : series.closes) all += std::to_string(price.line) + " ";
  }
  for (const Finding& f : result->notes) all += f.code + std::to_string(f.row.line) + f.message + "\n";
  return all;
}

using Change = std::function<void(BigBook&, Random&)>;

/// Reads a book as it is, changed, in parts and row by row.
void expect_same(std::uint64_t seed, const Change& change, bool listed = true) {
  Random random(seed);
  BigBook book = big_book(random);
  change(book, random);
  const bool crlf = random.chance(1, 2);
  const std::string in_parts = read(book, false, listed, crlf), row_by_row = read(book, true, listed, crlf);
  EXPECT_TRUE(in_parts == row_by_row) << in_parts.substr(0, 300) << "\n" << row_by_row.substr(0, 300);
}

void shuffle(std::vector<std::string>& rows, Random& random) {
  for (std::size_t i = rows.size(); i > 1; --i) std::swap(rows[i - 1], rows[random.below(i)]);
}

TEST(InParts, a_large_book_is_the_one_that_is_read_row_by_row) {
  expect_same(1, [](BigBook&, Random&) {});
  expect_same(
      2, [](BigBook&, Random&) {}, false);
}

TEST(InParts, so_is_one_out_of_order) {
  const Change change = [](BigBook& book, Random& random) {
    shuffle(book.transactions, random);
    shuffle(book.prices, random);
  };
  expect_same(3, change);
  expect_same(4, change, false);
}

TEST(InParts, so_is_one_with_names_that_come_late) {
  const Change change = [](BigBook& book, Random&) {
    book.transactions[11'000] = "late,Q,2002-02-03,buy,NEW,1,1.5,,EUR,,,";
    book.transactions[11'500] = "later,P1,2002-02-04,spin_off,S1,3,,,,,,NEWER";
    book.prices.push_back("ZNEW,2002-02-03,1,USD");
  };
  expect_same(5, change, false);
}

TEST(InParts, so_is_one_with_rows_that_stand_there_twice) {
  expect_same(6, [](BigBook& book, Random&) {
    book.transactions.push_back(book.transactions[10]);
    book.prices.push_back(book.prices[20]);
  });
}

TEST(InParts, problems_are_those_that_are_found_row_by_row) {
  const std::vector<Change> changes = {
      [](BigBook& book, Random&) { book.transactions[11'990] = "x,P0,2002-02-30,buy,S1,1,1.5,,EUR,,,"; },
      [](BigBook& book, Random&) { book.transactions[11'990] = "x,P0,2002-02-03,buy,S1,1,1.5,,EUR,,,\"open"; },
      [](BigBook& book, Random&) { book.transactions[7000] = "x\"y"; },
      [](BigBook& book, Random&) { book.transactions[7000] = "x,Unknown,2002-02-03,buy,S999,1,1.5,,EUR,,,"; },
      [](BigBook& book, Random&) { book.transactions[7000] = book.transactions[6999] + "different"; },
      [](BigBook& book, Random&) { book.transactions[7000] += "\x01"; },
      [](BigBook& book, Random&) { book.prices[20'000] = "S1,2002-02-03,-1,EUR"; },
      [](BigBook& book, Random&) { book.prices[20'000] = "S1,2003-02-03,1,USD"; },
      [](BigBook& book, Random&) { book.prices.push_back("S1,2001-01-01,12345,EUR"); },
  };
  for (std::size_t i = 0; i < changes.size(); ++i) {
    SCOPED_TRACE(i);
    expect_same(10 + i, changes[i]);
  }
}

}  // namespace
}  // namespace dietz
