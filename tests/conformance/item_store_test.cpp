#include "conformance/database_engine.hpp"
#include "store/item_rules.hpp"

namespace dietz::test {
namespace {

using Kind = Condition::Kind;

class ItemStoreConformance : public DatabaseConformance {
 protected:
  static Item item(std::string sort, Attributes attributes = {}) {
    return {{"t1|p", std::move(sort)}, std::move(attributes)};
  }
  Status put(Item item, Condition condition = {}) { return items().put({std::move(item), std::move(condition)}); }
  std::optional<Item> get(const ItemKey& key) {
    Result<std::optional<Item>> found = items().get(key);
    EXPECT_TRUE(found.ok()) << (found ? "" : found.error().message());
    return found ? *found : std::nullopt;
  }
  static ErrorKind kind_of(const Status& status) { return status ? ErrorKind::fatal : status.error().kind; }
};
INSTANTIATE_TEST_SUITE_P(engines, ItemStoreConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

#define EXPECT_KIND(expected, ...)                                                       \
  do {                                                                                   \
    const auto& outcome_ = (__VA_ARGS__);                                                \
    ASSERT_FALSE(outcome_.ok());                                                         \
    EXPECT_EQ(ErrorKind::expected, outcome_.error().kind) << outcome_.error().message(); \
  } while (false)

TEST_P(ItemStoreConformance, what_is_not_there_is_nothing_and_no_error) { EXPECT_EQ(std::nullopt, get({"t1|p", "a"})); }

TEST_P(ItemStoreConformance, gives_back_every_type_as_it_was_put) {
  const Item whole = item("a", {{"text", "grün 💶"},
                                {"empty", ""},
                                {"number", Number::parse("-123456789012345678.90123456789").value()},
                                {"binary", Binary{std::string("\0\xff\x80", 3)}},
                                {"empty_binary", Binary{}},
                                {"yes", true},
                                {"no", false},
                                {"list", AttributeValue::List{"a", 1, AttributeValue::List{}, true}},
                                {"map", Attributes{{"k", "v"}, {"", 2}, {"m", Attributes{}}}}});
  ASSERT_TRUE(put(whole));
  EXPECT_EQ(whole, get(whole.key));
}

TEST_P(ItemStoreConformance, a_put_replaces_the_whole_item) {
  ASSERT_TRUE(put(item("a", {{"x", 1}, {"y", 2}})));
  ASSERT_TRUE(put(item("a", {{"z", 3}})));
  EXPECT_EQ(item("a", {{"z", 3}}), get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, an_item_may_have_no_attributes) {
  ASSERT_TRUE(put(item("a")));
  EXPECT_EQ(item("a"), get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, numbers_drop_zeros_that_say_nothing) {
  ASSERT_TRUE(put(item("a", {{"n", *Number::parse("0012.500")}, {"z", *Number::parse("-0.0")}})));
  const auto found = get({"t1|p", "a"});
  EXPECT_EQ("12.5", found->attributes.at("n").get<Number>()->text());
  EXPECT_EQ("0", found->attributes.at("z").get<Number>()->text());
}

TEST_P(ItemStoreConformance, empty_and_oversized_keys_are_invalid) {
  for (const ItemKey& key : {ItemKey{"", "a"}, ItemKey{"p", ""}, ItemKey{std::string(2049, 'x'), "a"},
                             ItemKey{"p", std::string(1025, 'x')}, ItemKey{"p", "\xff"}, ItemKey{"\xc3", "a"}}) {
    EXPECT_KIND(invalid, items().put({{key, {}}, {}}));
    EXPECT_KIND(invalid, items().get(key));
    EXPECT_KIND(invalid, items().remove({key, {}}));
    EXPECT_KIND(invalid, items().update({key, {Change::set("x", 1)}, {}}));
  }
  EXPECT_TRUE(items().put({{{std::string(2048, 'x'), std::string(1024, 'x')}, {}}, {}}));
}

TEST_P(ItemStoreConformance, bad_attributes_are_invalid) {
  AttributeValue deep = 1;
  for (int i = 0; i < 32; ++i) deep = AttributeValue::List{deep};
  for (const Attributes& attributes :
       {Attributes{{"pk", "x"}}, Attributes{{"sk", "x"}}, Attributes{{"", 1}}, Attributes{{std::string(256, 'n'), 1}},
        Attributes{{"t", "\xff"}}, Attributes{{"m", Attributes{{"\xff", 1}}}}, Attributes{{"deep", deep}},
        Attributes{{"ttl", "soon"}}, Attributes{{"gsi1pk", 1}, {"gsi1sk", "a"}}, Attributes{{"gsi2sk", ""}},
        Attributes{{"gsi1pk", std::string(2049, 'x')}}, Attributes{{"gsi2sk", std::string(1025, 'x')}}}) {
    EXPECT_KIND(invalid, put(item("a", attributes)));
  }
  EXPECT_EQ(std::nullopt, get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, an_item_has_at_most_400_kilobytes) {
  Item largest = item("a", {{"x", std::string(1, 'x')}});
  const std::size_t room = max_item_bytes - size_of(largest);
  largest.attributes["x"] = std::string(room + 1, 'x');
  ASSERT_EQ(max_item_bytes, size_of(largest));
  ASSERT_TRUE(put(largest));
  EXPECT_EQ(largest, get(largest.key));
  largest.attributes["x"] = std::string(room + 2, 'x');
  EXPECT_KIND(invalid, put(largest));
  EXPECT_KIND(invalid, items().update({largest.key, {Change::set("y", 1)}, {}}));
  EXPECT_EQ(1U, get(largest.key)->attributes.size());
}

TEST_P(ItemStoreConformance, a_put_that_must_be_first_conflicts_with_another) {
  ASSERT_TRUE(put(item("a", {{"x", 1}}), Condition::item_missing()));
  EXPECT_KIND(conflict, put(item("a", {{"x", 2}}), Condition::item_missing()));
  EXPECT_EQ(item("a", {{"x", 1}}), get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, conditions_hold_or_not_as_the_item_is) {
  ASSERT_TRUE(
      put(item("a", {{"n", 5}, {"t", "hello"}, {"b", Binary{"abc"}}, {"yes", true}, {"l", AttributeValue::List{1}}})));
  const auto holds_now = [&](const Condition& condition, const std::string& sort = "a") {
    TransactionOutcome outcome = items().transact({{CheckItem{{"t1|p", sort}, condition}}, {}, {}});
    if (!outcome) {
      EXPECT_EQ(ErrorKind::conflict, outcome.error().kind) << outcome.error().message();
    }
    return outcome.ok();
  };
  const auto compared = [](Kind kind, const char* name, AttributeValue value) {
    return Condition::compare(kind, name, std::move(value));
  };
  EXPECT_TRUE(holds_now(Condition::item_exists()));
  EXPECT_FALSE(holds_now(Condition::item_exists(), "missing"));
  EXPECT_FALSE(holds_now(Condition::item_missing()));
  EXPECT_TRUE(holds_now(Condition::item_missing(), "missing"));
  EXPECT_TRUE(holds_now(Condition::has("n")));
  EXPECT_FALSE(holds_now(Condition::has("m")));
  EXPECT_TRUE(holds_now(Condition::lacks("m")));
  EXPECT_TRUE(holds_now(Condition::lacks("n"), "missing"));
  EXPECT_TRUE(holds_now(Condition::equal("n", *Number::parse("5.0"))));
  EXPECT_FALSE(holds_now(Condition::equal("n", "5"))) << "a text is no number";
  EXPECT_FALSE(holds_now(Condition::equal("m", 5)));
  EXPECT_TRUE(holds_now(compared(Kind::differs, "m", 5))) << "what isn't there differs from everything";
  EXPECT_TRUE(holds_now(compared(Kind::differs, "n", 5), "missing"));
  EXPECT_TRUE(holds_now(compared(Kind::differs, "n", "5")));
  EXPECT_FALSE(holds_now(compared(Kind::differs, "n", 5)));
  EXPECT_TRUE(holds_now(compared(Kind::less, "n", 10))) << "numbers compare by value, not by text";
  EXPECT_FALSE(holds_now(compared(Kind::less, "n", 5)));
  EXPECT_TRUE(holds_now(compared(Kind::less_or_equal, "n", 5)));
  EXPECT_TRUE(holds_now(compared(Kind::greater, "n", -7)));
  EXPECT_TRUE(holds_now(compared(Kind::greater_or_equal, "n", 5)));
  EXPECT_FALSE(holds_now(compared(Kind::greater, "n", "1"))) << "types don't mix";
  EXPECT_FALSE(holds_now(compared(Kind::less, "m", 5)));
  EXPECT_FALSE(holds_now(compared(Kind::greater, "m", 5)));
  EXPECT_TRUE(holds_now(compared(Kind::less, "t", "hello!")));
  EXPECT_TRUE(holds_now(compared(Kind::begins_with, "t", "hell")));
  EXPECT_FALSE(holds_now(compared(Kind::begins_with, "t", "help")));
  EXPECT_TRUE(holds_now(compared(Kind::begins_with, "b", Binary{"ab"})));
  EXPECT_FALSE(holds_now(compared(Kind::begins_with, "n", "5")));
  EXPECT_TRUE(holds_now(Condition::equal("yes", true)));
  EXPECT_TRUE(holds_now(Condition::equal("l", AttributeValue::List{1})));
  EXPECT_TRUE(holds_now(Condition::all_of({Condition::has("n"), Condition::equal("t", "hello")})));
  EXPECT_FALSE(holds_now(Condition::all_of({Condition::has("n"), Condition::has("m")})));
  EXPECT_TRUE(holds_now(Condition::any_of({Condition::has("m"), Condition::has("n")})));
  EXPECT_FALSE(holds_now(Condition::any_of({Condition::has("m"), Condition::has("o")})));
  EXPECT_TRUE(holds_now(Condition::none_of({Condition::has("m"), Condition::equal("n", 6)})));
  EXPECT_FALSE(holds_now(Condition::none_of({Condition::has("n")})));
}

TEST_P(ItemStoreConformance, a_condition_that_makes_no_sense_is_invalid) {
  EXPECT_KIND(invalid, put(item("a"), Condition::all_of({})));
  EXPECT_KIND(invalid, put(item("a"), Condition::has("")));
  EXPECT_KIND(invalid, put(item("a"), Condition::any_of({Condition::has("pk")})));
  EXPECT_KIND(invalid, put(item("a"), Condition::equal("t", "\xff")));
}

TEST_P(ItemStoreConformance, removing_is_done_once_or_twice_but_not_against_its_condition) {
  ASSERT_TRUE(put(item("a", {{"version", 1}})));
  EXPECT_KIND(conflict, items().remove({{"t1|p", "a"}, Condition::equal("version", 2)}));
  ASSERT_TRUE(items().remove({{"t1|p", "a"}, Condition::equal("version", 1)}));
  EXPECT_EQ(std::nullopt, get({"t1|p", "a"}));
  EXPECT_TRUE(items().remove({{"t1|p", "a"}, {}}));
  EXPECT_KIND(conflict, items().remove({{"t1|p", "a"}, Condition::item_exists()}));
}

TEST_P(ItemStoreConformance, an_update_changes_what_it_names_and_nothing_else) {
  ASSERT_TRUE(put(item("a", {{"x", 1}, {"y", "old"}, {"z", true}})));
  const Result<Item> after = items().update({{"t1|p", "a"},
                                             {Change::set("y", "new"), Change::add("x", Number(4)), Change::remove("z"),
                                              Change::set_if_missing("w", 9), Change::remove("never_there")},
                                             Condition::equal("x", 1)});
  ASSERT_TRUE(after);
  EXPECT_EQ(item("a", {{"x", 5}, {"y", "new"}, {"w", 9}}), *after);
  EXPECT_EQ(*after, get({"t1|p", "a"}));
  const Result<Item> again = items().update({{"t1|p", "a"}, {Change::set_if_missing("w", 10)}, {}});
  EXPECT_EQ(AttributeValue(9), again->attributes.at("w"));
}

TEST_P(ItemStoreConformance, an_update_makes_the_item_that_is_not_there) {
  const Result<Item> made = items().update({{"t1|p", "a"}, {Change::add("count", *Number::parse("0.5"))}, {}});
  ASSERT_TRUE(made);
  EXPECT_EQ(item("a", {{"count", *Number::parse("0.5")}}), get({"t1|p", "a"}));
  EXPECT_KIND(conflict, items().update({{"t1|p", "b"}, {Change::set("x", 1)}, Condition::item_exists()}));
  EXPECT_EQ(std::nullopt, get({"t1|p", "b"}));
}

TEST_P(ItemStoreConformance, an_update_without_changes_still_makes_the_item) {
  ASSERT_TRUE(items().update({{"t1|p", "a"}, {}, {}}));
  EXPECT_EQ(item("a"), get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, an_update_that_breaks_a_rule_is_invalid_and_changes_nothing) {
  ASSERT_TRUE(put(item("a", {{"t", "text"}, {"n", *Number::parse("99999999999999999999999999999999999999")}})));
  const Item before = *get({"t1|p", "a"});
  for (const std::vector<Change>& changes :
       {std::vector{Change::set("x", 1), Change::add("t", Number(1))},
        std::vector{Change::add("n", *Number::parse("0.1"))}, std::vector{Change::set("x", 1), Change::set("x", 2)},
        std::vector{Change::set("pk", "x")}, std::vector{Change::set("gsi1pk", "")},
        std::vector{Change::set("ttl", "x")}, std::vector{Change::remove("sk")},
        std::vector{Change{Change::Kind::add, "n", "1"}}}) {
    EXPECT_KIND(invalid, items().update({{"t1|p", "a"}, changes, {}}));
  }
  EXPECT_EQ(before, get({"t1|p", "a"}));
}

TEST_P(ItemStoreConformance, an_expired_item_is_hidden_from_reads_and_seen_by_conditions) {
  const std::int64_t now = clock.now_seconds();
  ASSERT_TRUE(put(item("a", {{"ttl", now + 10}})));
  ASSERT_TRUE(put(item("b", {{"ttl", now + 20}})));
  EXPECT_NE(std::nullopt, get({"t1|p", "a"}));
  clock.advance_seconds(10);
  EXPECT_EQ(std::nullopt, get({"t1|p", "a"}));
  EXPECT_EQ(1U, items().query({.partition = "t1|p"})->items.size());
  EXPECT_KIND(conflict, put(item("a"), Condition::item_missing()));
  EXPECT_EQ(1U, engine->remove_expired());
  EXPECT_TRUE(put(item("a"), Condition::item_missing()));
  EXPECT_NE(std::nullopt, get({"t1|p", "b"}));
}

TEST_P(ItemStoreConformance, keeps_what_was_written_when_opened_again) {
  ASSERT_TRUE(put(item("a", {{"gsi1pk", "i"}, {"gsi1sk", "1"}, {"x", "kept"}})));
  if (!engine->reopen()) return;
  EXPECT_EQ("kept", *get({"t1|p", "a"})->attributes.at("x").get<std::string>());
  EXPECT_EQ(1U, items().query({.index = ItemIndex::first, .partition = "i"})->items.size());
}

}  // namespace
}  // namespace dietz::test
