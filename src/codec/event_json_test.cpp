#include "codec/event_json.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

Event full() {
  return {EventType::transaction_corrected,
          "acme",
          "t-1",
          "p-1",
          Date::parse("2024-02-29"),
          {1'700'000'000'000'000},
          "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"};
}

TEST(EventJson, what_is_written_is_read_again) {
  Event least;
  least.tenant = "a";
  least.entity = "b";
  for (const Event& event : {full(), least}) {
    const auto again = read_event(event_as_json(event));
    ASSERT_TRUE(again.ok()) << again.error().message();
    EXPECT_EQ(*again, event);
  }
}

TEST(EventJson, every_type_has_a_name_of_its_own) {
  for (int i = 0; i <= static_cast<int>(EventType::calculation_cancelled); ++i) {
    const auto type = static_cast<EventType>(i);
    EXPECT_EQ(parse_event_type(name_of(type)), type) << name_of(type);
  }
  EXPECT_FALSE(parse_event_type("transaction.recordet"));
}

TEST(EventJson, anything_else_is_refused) {
  const std::string good = event_as_json(full());
  const auto with = [&](const std::string& from, const std::string& to) {
    std::string text = good;
    text.replace(text.find(from), from.size(), to);
    return text;
  };
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("[]"), good + "x", with("\"version\":1", "\"version\":2"),
        with("transaction.corrected", "transaction.lost"), with("2024-02-29", "2023-02-29"),
        with("\"entity\"", "\"entitty\""), with("\"tenant\":\"acme\"", "\"tenant\":7"),
        with("\"at\":1700000000000000", "\"at\":-1")}) {
    EXPECT_FALSE(read_event(text).ok()) << text;
  }
}

}  // namespace
}  // namespace dietz
