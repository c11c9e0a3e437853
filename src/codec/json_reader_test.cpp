#include "codec/json_reader.hpp"

#include "codec/json_writer.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace dietz {
namespace {

using Kind = JsonValue::Kind;

/// Why a text is refused, or "".
std::string refusal(std::string_view text, const JsonLimits& limits = {}) {
  const auto read = read_json(text, limits);
  return read ? "" : read.error().message();
}

std::string pointer_of_refusal(std::string_view text) {
  const auto read = read_json(text);
  return read ? "read" : read.error().problems.front().origin.column;
}

TEST(JsonReader, keeps_kinds_order_and_the_text_of_numbers) {
  const auto read =
      read_json(R"( {"b": [1.10, -0, 12345678901234567890.12, 1e5], "a": {"x": null, "y": true}, "s": ""} )");
  ASSERT_TRUE(read.ok()) << read.error().message();
  EXPECT_EQ(read->names(), (std::vector<std::string>{"b", "a", "s"}));
  std::vector<std::string> numbers;
  for (const JsonValue& item : read->find("b")->items()) numbers.push_back(item.text());
  EXPECT_EQ(numbers, (std::vector<std::string>{"1.10", "-0", "12345678901234567890.12", "1e5"}));
  EXPECT_TRUE(read->find("a")->find("x")->is(Kind::null));
  EXPECT_TRUE(read->find("a")->find("y")->boolean());
  EXPECT_EQ(read->find("s")->text(), "");
  EXPECT_EQ(read->find("z"), nullptr);
}

TEST(JsonReader, undoes_escapes) {
  const auto read = read_json(R"("\u0041\n\"\\\/\u20ac\ud834\udd1e\u0000")");
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->text(), std::string("A\n\"\\/\xE2\x82\xAC\xF0\x9D\x84\x9E\0", 13));
}

TEST(JsonReader, refuses_a_name_that_stands_twice_even_by_an_escape) {
  EXPECT_EQ(refusal(R"({"a": 1, "b": 2, "a": 3})"), "the name 'a' stands twice in one object");
  EXPECT_EQ(refusal(R"({"a": 1, "\u0061": 3})"), "the name 'a' stands twice in one object");
  EXPECT_EQ(refusal(R"({"a": {"a": 1}, "b": [{"a": 1}, {"a": 2}]})"), "");
}

TEST(JsonReader, refuses_lone_surrogates_byte_order_marks_and_broken_utf8) {
  for (const char* text : {R"("\ud800")", R"("\udd1e")", R"("\ud834\u0041")", R"({"\udc00": 1})"})
    EXPECT_NE(refusal(text), "") << text;
  EXPECT_EQ(refusal("\xEF\xBB\xBF{}"), "begins with a byte-order mark");
  EXPECT_EQ(refusal("[\"\xC0\x80\"]"), "byte 3 is not UTF-8");
  EXPECT_EQ(refusal("\"\xED\xA0\x80\""), "byte 2 is not UTF-8");
}

TEST(JsonReader, holds_every_limit_at_its_edge) {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  EXPECT_EQ(refusal(nested(32)), "");
  EXPECT_EQ(refusal(nested(33)), "nested deeper than 32 levels");
  EXPECT_EQ(refusal(nested(400'000)), "nested deeper than 32 levels");
  EXPECT_EQ(refusal("[" + std::string(63, '1') + "]"), "");
  EXPECT_EQ(refusal(std::string(64, '1')), "");
  EXPECT_EQ(refusal(std::string(65, '1')), "a number of more than 64 characters");
  EXPECT_EQ(refusal('"' + std::string(65'536, 'x') + '"'), "");
  EXPECT_EQ(refusal('"' + std::string(65'537, 'x') + '"'), "a string of more than 65536 bytes");
  EXPECT_EQ(refusal("{\"" + std::string(65'537, 'x') + "\": 1}"), "a string of more than 65536 bytes");
  const auto items = [](std::size_t count) {
    std::string text = "[0";
    for (std::size_t i = 1; i < count; ++i) text += ",0";
    return text + "]";
  };
  EXPECT_EQ(refusal(items(10'000)), "");
  EXPECT_EQ(refusal(items(10'001)), "more than 10000 entries");
  EXPECT_EQ(refusal(std::string(1'048'574, ' ') + "{}"), "");
  EXPECT_EQ(refusal(std::string(1'048'575, ' ') + "{}"), "longer than 1048576 bytes");
}

TEST(JsonReader, tells_line_and_pointer_of_what_is_wrong) {
  EXPECT_EQ(pointer_of_refusal(R"({"items": [{"a": 1}, {"a/b~": [1, tru]}]})"), "/items/1/a~1b~0/1");
  EXPECT_EQ(pointer_of_refusal(R"({"a": {"x": 1, "x": 2}})"), "/a");
  const auto read = read_json("{\n\"a\": 1,\n\"b\": nul\n}");
  ASSERT_FALSE(read.ok());
  EXPECT_EQ(read.error().problems.front().origin.line, 3U);
  EXPECT_EQ(refusal("{} {}"), "something stands behind the value");
  EXPECT_EQ(refusal("[1,"), "the text ends before the value does");
  EXPECT_EQ(refusal(""), "the text ends before the value does");
}

/// Answers to texts that the format leaves open; a change of one is a change for clients.
const std::set<std::string> open_texts_that_are_read = {
    "i_number_double_huge_neg_exp.json", "i_number_too_big_neg_int.json",     "i_number_very_big_negative_int.json",
    "i_number_real_pos_overflow.json",   "i_number_pos_double_huge_exp.json",
};

TEST(JsonReader, agrees_with_the_published_parsing_cases) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount must_read("json/parsing y_");
  test::FamilyCount must_refuse("json/parsing n_");
  test::FamilyCount may_either("json/parsing i_");
  for (const auto& entry : std::filesystem::directory_iterator(test::shared_file("vectors/json/parsing"))) {
    const std::string name = entry.path().filename().string();
    const std::string why = refusal(test::read_text(entry.path()));
    const bool doubled = name.starts_with("y_object_duplicated_key");
    if (name[0] == 'y') {
      EXPECT_TRUE(must_read.ran(doubled ? why.find("stands twice") != std::string::npos : why.empty()))
          << name << ": " << why;
    } else if (name[0] == 'n') {
      EXPECT_TRUE(must_refuse.ran(!why.empty())) << name;
    } else {
      EXPECT_TRUE(may_either.ran(why.empty() == open_texts_that_are_read.contains(name))) << name << ": " << why;
    }
  }
}

TEST(JsonReader, changes_no_number_and_no_string_that_it_reads) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("json/transform");
  for (const auto& entry : std::filesystem::directory_iterator(test::shared_file("vectors/json/transform"))) {
    const std::string name = entry.path().filename().string();
    const std::string text = test::read_text(entry.path());
    const auto read = read_json(text);
    if (name.starts_with("number_")) {
      const bool same = read.ok() && read->is(Kind::array) && read->items().size() == 1 &&
                        text.starts_with("[" + read->items()[0].text() + "]");
      EXPECT_TRUE(count.ran(same)) << name;
    } else if (name.starts_with("object_same_key")) {
      EXPECT_TRUE(count.ran(!read.ok())) << name;
    } else if (name.find("invalid_codepoint") != std::string::npos) {
      EXPECT_TRUE(count.ran(!read.ok())) << name;
    } else {
      EXPECT_TRUE(count.ran(read.ok())) << name;
    }
  }
}

TEST(JsonReader, reads_back_what_the_writer_wrote) {
  JsonWriter writer;
  writer.begin_object().key("a\"b").string("x\ny\x01\xE2\x82\xAC").key("n").number_text("0.10").end_object();
  const auto read = read_json(writer.take());
  ASSERT_TRUE(read.ok());
  EXPECT_EQ(read->find("a\"b")->text(), "x\ny\x01\xE2\x82\xAC");
  EXPECT_EQ(read->find("n")->text(), "0.10");
}

}  // namespace
}  // namespace dietz
