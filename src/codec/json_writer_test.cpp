#include "codec/json_writer.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <limits>

namespace dietz {
namespace {

TEST(JsonWriter, puts_commas_between_members_and_elements) {
  JsonWriter json;
  json.begin_object().key("a").integer(1).key("b").begin_array().null().boolean(true).begin_object().end_object();
  json.end_array().key("c").string("x").end_object();
  EXPECT_EQ(json.take(), "{\"a\":1,\"b\":[null,true,{}],\"c\":\"x\"}\n");
}

TEST(JsonWriter, escapes_what_a_string_may_not_hold) {
  JsonWriter json;
  json.string(std::string_view("a\"b\\c\n\t\x01\x7f\0é", 12));
  EXPECT_EQ(json.take(), "\"a\\\"b\\\\c\\n\\t\\u0001\\u007f\\u0000é\"\n");
}

TEST(JsonWriter, writes_doubles_that_read_back_to_the_same_bits) {
  for (const double value : {0.1, 1.0 / 3.0, -2.5e-300, 1e20, 1.7976931348623157e308, 5e-324, 123456789.0}) {
    EXPECT_EQ(std::strtod(shortest_text(value).c_str(), nullptr), value);
  }
  EXPECT_EQ(shortest_text(-0.0), "0");
}

}  // namespace
}  // namespace dietz
