#include "engines/timezones/system_time_zones.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

constexpr std::int64_t of_2026 = 1'767'225'600;  // 2026-01-01T00:00:00Z

std::int32_t offset(std::string_view zone, std::int64_t at) {
  return SystemTimeZones{}.utc_offset_seconds(zone, at).value();
}

TEST(SystemTimeZones, an_offset_is_that_of_the_moment) {
  EXPECT_EQ(offset("UTC", of_2026), 0);
  EXPECT_EQ(offset("Asia/Kolkata", of_2026), 19'800);
  EXPECT_EQ(offset("Europe/Zurich", of_2026), 3'600);
  constexpr std::int64_t summer_ends = 1'761'440'400;  // 2025-10-26T01:00:00Z
  EXPECT_EQ(offset("Europe/Zurich", summer_ends - 1), 7'200);
  EXPECT_EQ(offset("Europe/Zurich", summer_ends), 3'600);
}

TEST(SystemTimeZones, a_zone_may_skip_a_day) {
  constexpr std::int64_t apia_crosses_the_date_line = 1'325'239'200;  // 2011-12-30T10:00:00Z
  EXPECT_EQ(offset("Pacific/Apia", apia_crosses_the_date_line - 1), -36'000);
  EXPECT_EQ(offset("Pacific/Apia", apia_crosses_the_date_line), 50'400);
}

TEST(SystemTimeZones, an_unknown_zone_is_named) {
  for (const auto* zone : {"Europe/Atlantis", "", "../../etc/passwd", "Europe"}) {
    const auto answer = SystemTimeZones{}.utc_offset_seconds(zone, of_2026);
    ASSERT_FALSE(answer.ok()) << zone;
    EXPECT_EQ(answer.error().kind, ErrorKind::invalid);
    EXPECT_NE(answer.error().message().find(std::string("'") + zone + "'"), std::string::npos);
  }
}

}  // namespace
}  // namespace dietz
