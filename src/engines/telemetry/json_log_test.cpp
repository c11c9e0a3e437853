#include "engines/telemetry/json_log.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <string>
#include <type_traits>

namespace dietz {
namespace {

// What must not compile: plain text of unknown origin as a value.
static_assert(!std::is_constructible_v<LogValue, std::string>);
static_assert(!std::is_constructible_v<LogValue, std::string_view>);
static_assert(!std::is_constructible_v<LogValue, const char*>);

std::string line_of(LogLevel lowest, LogLevel level, const LogContext& context,
                    std::initializer_list<LogField> fields) {
  std::string lines;
  JsonLog log(
      lowest, [&](std::string_view line) { lines += line; }, [] { return std::int64_t{1'769'878'800'000'001}; });
  log.write(level, "request.finished", context, fields);
  return lines;
}

TEST(JsonLog, a_line_says_when_what_and_for_whom) {
  LogContext context{"r-1", "acme", *TraceContext::parse("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")};
  EXPECT_EQ(line_of(LogLevel::info, LogLevel::info, context,
                    {{"status", 201},
                     {"seconds", 0.25},
                     {"replayed", false},
                     {"route", LogValue::id("GET /v1/clients")},
                     {"outcome", "done"}}),
            "{\"timestamp\":\"2026-01-31T17:00:00.000001Z\",\"level\":\"info\",\"event\":\"request.finished\","
            "\"request_id\":\"r-1\",\"trace_id\":\"0af7651916cd43dd8448eb211c80319c\",\"span_id\":\"b7ad6b7169203331\","
            "\"tenant\":\"acme\",\"details\":{\"status\":201,\"seconds\":0.25,\"replayed\":false,"
            "\"route\":\"GET /v1/clients\",\"outcome\":\"done\"}}\n");
}

TEST(JsonLog, lines_below_the_level_are_not_written) {
  EXPECT_EQ(line_of(LogLevel::warning, LogLevel::info, {}, {}), "");
  EXPECT_NE(line_of(LogLevel::warning, LogLevel::error, {}, {}), "");
}

TEST(JsonLog, whatever_a_value_holds_it_is_one_line) {
  const std::string line = line_of(LogLevel::info, LogLevel::info, {"a\nb", "t\r\"", {}},
                                   {{"x", LogValue::technical("one\ntwo\x01\xff\xe2\x80\xa8 \"q\"")},
                                    {"nan", std::numeric_limits<double>::quiet_NaN()}});
  EXPECT_EQ(std::count(line.begin(), line.end(), '\n'), 1);
  EXPECT_NE(line.find("one\\ntwo"), std::string::npos);
  EXPECT_NE(line.find("\"nan\":null"), std::string::npos);
  EXPECT_EQ(line.find('\xff'), std::string::npos);
}

TEST(JsonLog, long_text_is_cut) {
  EXPECT_LT(line_of(LogLevel::info, LogLevel::info, {}, {{"x", LogValue::technical(std::string(100'000, 'x'))}}).size(),
            1'200U);
}

}  // namespace
}  // namespace dietz
