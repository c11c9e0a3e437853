#include "model/date.hpp"
#include "model/instant.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace dietz {
namespace {

using test::FamilyCount;
using test::Json;

std::string text_of(const std::string& file) { return test::read_text(test::shared_file("vectors/dates/" + file)); }

Date day(const Json& json) { return *Date::parse(json.text); }

std::string iso_week_text(Date date) {
  const IsoWeek week = iso_week(date);
  const std::string number = std::to_string(week.week);
  return Date::from_civil(week.year, 1, 1)->to_string().substr(0, 4) + "-W" + (number.size() < 2 ? "0" : "") + number;
}

/// What the product answers, as the vectors write it; "" for an operation that it doesn't have.
std::string answer(const Json& c) {
  const std::string& op = c["op"].text;
  if (op == "days-between") return std::to_string(day(c["to"]) - day(c["from"]));
  if (op == "add-months") return day(c["date"]).add_months(c["n"].as_int()).to_string();
  if (op == "month-end") return day(c["date"]).month_end().to_string();
  if (op == "quarter-end") return day(c["date"]).quarter_end().to_string();
  if (op == "iso-weekday") return std::to_string(day(c["date"]).iso_weekday());
  if (op == "iso-week") return iso_week_text(day(c["date"]));
  if (op == "leap-year") return is_leap_year(c["year"].as_int()) ? "true" : "false";
  if (op == "epoch-day") return std::to_string(day(c["date"]).epoch_day());
  return {};
}

TEST(DateVectors, the_calendar_is_proleptic_gregorian) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("dates/calendar");
  for (const Json& c : test::read_json_lines(text_of("calendar.jsonl"))) {
    const std::string got = answer(c);
    if (got.empty()) {
      count.skip("of operation " + c["op"].text);
    } else {
      EXPECT_TRUE(count.ran(got == c["expect"].text)) << c["op"].text << ": " << got << ", not " << c["expect"].text;
    }
  }
}

TEST(DateVectors, only_strict_dates_parse) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("dates/parse");
  for (const Json& c : test::read_json_lines(text_of("parse.jsonl")))
    EXPECT_TRUE(count.ran(Date::parse(c["text"].text).has_value() == (c["expect"].text == "accept"))) << c["text"].text;
}

bool accepts(const std::string& format, const std::string& text) {
  if (format == "date") return Date::parse(text).has_value();
  // An instant may also be a date, which is no date-time.
  if (format == "date-time") return text.size() > 10 && Instant::parse(text).has_value();
  return Instant::parse("1970-01-02T" + text).has_value();
}

TEST(DateVectors, rfc_3339_dates_times_and_instants_parse) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("dates/json-schema");
  for (const std::string format : {"date", "date-time", "time", "duration"}) {
    for (const Json& c : test::read_json(text_of("json-schema/" + format + ".json")).items) {
      if (format == "duration") {
        count.skip("durations, which nothing in the product reads");
      } else {
        EXPECT_TRUE(count.ran(accepts(format, c["data"].text) == c["valid"].is_true()))
            << format << " " << c["data"].text << ": " << c["description"].text;
      }
    }
  }
}

TEST(Instant, offsets_move_the_moment) {
  EXPECT_EQ(Instant::parse("2026-01-31T17:00:00+01:00"), Instant::parse("2026-01-31T16:00:00Z"));
  EXPECT_EQ(Instant::parse("2026-01-31T23:30:00-01:00"), Instant::parse("2026-02-01T00:30:00Z"));
  EXPECT_EQ(Instant::parse("1970-01-01T00:00:00.0000015Z")->microseconds, 1);
  EXPECT_EQ(Instant::parse("1969-12-31T23:59:59Z")->microseconds, -1'000'000);
}

TEST(Instant, local_time_may_be_on_another_day) {
  const Instant late = *Instant::parse("2025-12-31T23:30:00Z");
  EXPECT_EQ(local_time(late, 3'600), (LocalTime{*Date::parse("2026-01-01"), 1'800'000'000}));
  EXPECT_EQ(local_time(late, -3'600).date, *Date::parse("2025-12-31"));
  EXPECT_EQ(local_time(*Instant::parse("1969-12-31T23:59:59Z"), 0).date, *Date::parse("1969-12-31"));
}

TEST(Instant, a_date_is_its_last_moment) {
  EXPECT_EQ(Instant::parse("1970-01-01")->microseconds, 86'400'000'000 - 1);
  EXPECT_LT(Instant::always(), *Instant::parse("0001-01-01"));
  EXPECT_GT(Instant::latest(), *Instant::parse("9999-12-31"));
}

}  // namespace
}  // namespace dietz
