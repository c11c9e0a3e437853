#include "importer/book_reader.hpp"
#include "support/memory_files.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace dietz {
namespace {

using testing::ElementsAre;

Date day(std::string_view text) { return *Date::parse(text); }

constexpr std::uint32_t minutes = 60'000;

/// Zurich with the summer time of 2025, and New York without.
class TwoZones : public TimeZones {
 public:
  [[nodiscard]] Result<std::int32_t> utc_offset_seconds(std::string_view zone,
                                                        std::int64_t utc_seconds) const override {
    constexpr std::int64_t summer_begins = 1'743'296'400, summer_ends = 1'761'440'400;
    if (zone == "America/New_York") return std::int32_t{-5 * 3600};
    if (zone != "Europe/Zurich") return Error::invalid("'" + std::string(zone) + "' is no time zone");
    return std::int32_t{utc_seconds >= summer_begins && utc_seconds < summer_ends ? 7200 : 3600};
  }
};

/// Reads a book on 1 July 2025.
Result<Book> read(const std::map<std::string, std::string>& texts, const TimeZones* zones = nullptr) {
  std::map<std::string, std::string> in_folder;
  for (const auto& [name, text] : texts) in_folder["b/" + name] = text;
  test::MemoryFiles files(in_folder);
  BookReading reading{day("2025-07-01")};
  reading.zones = zones;
  return read_book(files, "b", reading);
}

const std::string portfolios =
    "id,name,currency,time_zone\nzurich,,CHF,Europe/Zurich\nny,,USD,America/New_York\nutc,,EUR,\n";

/// The book of these rows of id, portfolio, date and time; all of them are deposits.
Result<Book> deposits(const std::string& rows) {
  const TwoZones zones;
  std::string text = "id,portfolio,date,time,type,amount\n";
  for (std::size_t at = 0; at < rows.size();) {
    const std::size_t end = rows.find('\n', at);
    text += rows.substr(at, end - at) + ",deposit,1\n";
    at = end + 1;
  }
  return read({{"portfolios.csv", portfolios}, {"transactions.csv", text}}, &zones);
}

std::string problem_of(const Result<Book>& result) {
  if (result.ok()) return {};
  const Problem& p = result.error().problems.front();
  return p.origin.file + ":" + std::to_string(p.origin.line) + ": " + p.origin.column + ": " + p.message;
}

TEST(Instants, count_on_the_day_of_the_portfolios_calendar) {
  const Book book = deposits(
                        "a,zurich,2024-12-31T23:30:00Z,\n"
                        "b,ny,2025-01-01T04:59:59Z,\n"
                        "c,utc,2025-01-01T00:30:00+01:00,\n"
                        "d,zurich,2025-06-30T22:15:00Z,\n"
                        "e,zurich,2025-06-30,\n")
                        .value();
  std::map<std::string_view, std::pair<Date, std::uint32_t>> times;
  for (const Transaction& t : book.transactions) times[t.id] = {t.date, t.time};
  using Time = std::pair<Date, std::uint32_t>;
  EXPECT_EQ(times["a"], (Time{day("2025-01-01"), 30 * minutes}));
  EXPECT_EQ(times["b"], (Time{day("2024-12-31"), 24 * 60 * minutes - 1000}));
  EXPECT_EQ(times["c"], (Time{day("2024-12-31"), (23 * 60 + 30) * minutes}));
  EXPECT_EQ(times["d"], (Time{day("2025-07-01"), 15 * minutes}));
  EXPECT_EQ(times["e"], (Time{day("2025-06-30"), Transaction::no_time}));
}

TEST(Instants, order_bookings_within_the_day) {
  const Book book = deposits(
                        "a,zurich,2025-01-01T10:00:00+01:00,\n"
                        "b,zurich,2025-01-01,09:30\n"
                        "c,zurich,2025-01-01T08:15:00Z,\n")
                        .value();
  std::vector<std::string_view> ids;
  for (const Transaction& t : book.transactions) ids.push_back(t.id);
  EXPECT_THAT(ids, ElementsAre("c", "b", "a"));
}

TEST(Instants, date_valuations_too) {
  const TwoZones zones;
  const Book book = read({{"portfolios.csv", portfolios},
                          {"valuations.csv",
                           "portfolio,date,value\n"
                           "zurich,2024-12-31T23:30:00Z,10\nny,2024-12-31T23:30:00Z,20\n"}},
                         &zones)
                        .value();
  ASSERT_EQ(book.valuations.size(), 2U);
  EXPECT_EQ(book.valuations[0].date, day("2025-01-01"));
  EXPECT_EQ(book.valuations[1].date, day("2024-12-31"));
}

TEST(Instants, of_portfolios_that_no_file_lists_are_in_UTC) {
  const Book book = read({{"transactions.csv",
                           "id,portfolio,date,type,amount,currency\n"
                           "a,p,2025-01-01T00:30:00+02:00,deposit,1,EUR\n"}})
                        .value();
  EXPECT_EQ(book.transactions.at(0).date, day("2024-12-31"));
}

TEST(Instants, of_a_file_that_is_read_in_parts_are_the_same) {
  std::string rows;
  for (int i = 0; i < 20'000; ++i) {
    const std::string id = std::to_string(100'000 + i);
    rows += id + (i % 2 == 0 ? ",zurich," : ",ny,") + "2024-12-31T23:30:00Z,\n";
  }
  const Book book = deposits(rows).value();
  ASSERT_EQ(book.transactions.size(), 20'000U);
  for (const Transaction& t : book.transactions) {
    const bool zurich = book.portfolios[t.portfolio.at()].id == "zurich";
    ASSERT_EQ(t.date, day(zurich ? "2025-01-01" : "2024-12-31")) << t.id;
  }
}

TEST(Instants, that_cannot_be_are_refused) {
  const std::string at = "b/transactions.csv:2: ";
  EXPECT_EQ(problem_of(deposits("a,zurich,2025-01-01T24:30:00Z,\n")),
            at + "date: '2025-01-01T24:30:00Z' is neither a date nor an instant such as 2026-01-31T17:00:00Z");
  EXPECT_EQ(problem_of(deposits("a,zurich,2025-07-02T22:00:00Z,\n")),
            at + "date: '2025-07-02T22:00:00Z' lies in the future");
  EXPECT_EQ(problem_of(deposits("a,zurich,2025-07-02T21:59:59Z,\n")), "");
  EXPECT_EQ(problem_of(deposits("a,ny,0001-01-01T00:00:00Z,\n")),
            at + "date: '0001-01-01T00:00:00Z' lies before the year 1");
  EXPECT_EQ(problem_of(deposits("a,zurich,2025-01-01T10:00:00Z,10:00\n")),
            at + "time: the date has a time of day already");
}

TEST(Instants, need_a_zone_that_is_known) {
  const std::map<std::string, std::string> texts = {
      {"portfolios.csv", "id,name,currency,time_zone\nutc,,EUR,UTC\np,,EUR,Europe/Atlantis\n"},
      {"transactions.csv", "id,portfolio,date,type,amount\na,p,2025-01-01T10:00:00Z,deposit,1\n"}};
  const TwoZones zones;
  EXPECT_EQ(problem_of(read(texts, &zones)), "b/portfolios.csv:3: time_zone: 'Europe/Atlantis' is no time zone");
  EXPECT_EQ(read(texts, &zones).error().problems.size(), 1U);
  EXPECT_EQ(problem_of(read(texts)), "b/portfolios.csv:3: time_zone: only UTC is known here");
}

}  // namespace
}  // namespace dietz
