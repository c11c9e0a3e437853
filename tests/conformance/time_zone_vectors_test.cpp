#include "engines/timezones/system_time_zones.hpp"
#include "model/instant.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dietz {
namespace {

using test::Json;

TEST(TimeZoneVectors, a_moment_has_its_local_date_and_time) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("dates/zones");
  const SystemTimeZones zones;
  for (const Json& c : test::read_json_lines(test::read_text(test::shared_file("vectors/dates/zones.jsonl")))) {
    const auto moment = Instant::parse(c["instant"].text);
    ASSERT_TRUE(moment) << c["instant"].text;
    const auto offset = zones.utc_offset_seconds(c["zone"].text, moment->microseconds / 1'000'000);
    ASSERT_TRUE(offset.ok()) << c["zone"].text;
    const LocalTime local = local_time(*moment, *offset);
    // Read as if it were UTC, the local date and time is the moment that many microseconds of that day.
    const LocalTime expected = local_time(*Instant::parse(c["local"].text + "Z"), 0);
    EXPECT_TRUE(count.ran(local == expected && local.date == *Date::parse(c["local_date"].text)))
        << c["instant"].text << " in " << c["zone"].text;
  }
}

}  // namespace
}  // namespace dietz
