#include "conformance/database_engine.hpp"

#include <algorithm>

namespace dietz::test {
namespace {

using Kind = SortRange::Kind;

class ItemQueryConformance : public DatabaseConformance {
 protected:
  void put(std::string partition, std::string sort, Attributes attributes = {}) {
    ASSERT_TRUE(items().put({{{std::move(partition), std::move(sort)}, std::move(attributes)}, {}}));
  }
  Page page(const Query& query) {
    Result<Page> result = items().query(query);
    EXPECT_TRUE(result.ok()) << (result ? "" : result.error().message());
    return result ? *std::move(result) : Page();
  }
  /// Sort keys (of the items) over all pages.
  std::vector<std::string> all(Query query) {
    std::vector<std::string> sorts;
    for (int pages = 0; pages < 1000; ++pages) {
      const Page page = this->page(query);
      EXPECT_LE(page.items.size(), query.limit);
      for (const Item& item : page.items) sorts.push_back(item.key.sort);
      if (page.next.empty()) return sorts;
      query.after = page.next;
    }
    ADD_FAILURE() << "pages without end";
    return sorts;
  }
  std::vector<std::string> in_range(SortRange range, bool forward = true, std::size_t limit = 100) {
    return all({.partition = "p", .range = std::move(range), .forward = forward, .limit = limit});
  }
};
INSTANTIATE_TEST_SUITE_P(engines, ItemQueryConformance, ::testing::ValuesIn(all_database_kinds()), name_of_kind);

using Sorts = std::vector<std::string>;

TEST_P(ItemQueryConformance, finds_one_partition_only) {
  put("p", "b");
  put("p", "a");
  put("pp", "c");
  put("o", "d");
  put(std::string("p\0", 2), "e");
  EXPECT_EQ((Sorts{"a", "b"}), all({.partition = "p"}));
  EXPECT_EQ((Sorts{"e"}), all({.partition = std::string("p\0", 2)}));
  EXPECT_EQ(Sorts{}, all({.partition = "q"}));
}

TEST_P(ItemQueryConformance, every_kind_of_range_in_both_directions_and_any_page_size) {
  const Sorts sorts = {"a", "b", "ba", "bb", "c", "ca"};
  for (const std::string& sort : sorts) put("p", sort);
  const std::vector<std::pair<SortRange, Sorts>> cases = {
      {SortRange::all(), sorts},
      {SortRange::compare(Kind::equal, "b"), {"b"}},
      {SortRange::compare(Kind::equal, "bz"), {}},
      {SortRange::compare(Kind::less, "b"), {"a"}},
      {SortRange::compare(Kind::less_or_equal, "b"), {"a", "b"}},
      {SortRange::compare(Kind::greater, "bb"), {"c", "ca"}},
      {SortRange::compare(Kind::greater_or_equal, "bb"), {"bb", "c", "ca"}},
      {SortRange::between("b", "c"), {"b", "ba", "bb", "c"}},
      {SortRange::between("b", "b"), {"b"}},
      {SortRange::begins_with("b"), {"b", "ba", "bb"}},
      {SortRange::begins_with("d"), {}},
  };
  for (const auto& [range, expected] : cases) {
    const Sorts reversed(expected.rbegin(), expected.rend());
    for (const std::size_t limit : {1U, 2U, 3U, 100U}) {
      EXPECT_EQ(expected, in_range(range, true, limit)) << static_cast<int>(range.kind) << " " << limit;
      EXPECT_EQ(reversed, in_range(range, false, limit)) << static_cast<int>(range.kind) << " " << limit;
    }
  }
}

TEST_P(ItemQueryConformance, sort_keys_are_ordered_by_their_bytes) {
  // U+FFFD comes after U+1F4B6 in UTF-16, before it in UTF-8; capitals before small letters; a prefix first.
  const Sorts sorts = {std::string("\0", 1), "#", "A", "Z", "a", "a\x01", "z", "é", "日本", "\xef\xbf\xbd", "💶"};
  Sorts shuffled = {sorts.rbegin(), sorts.rend()};
  std::rotate(shuffled.begin(), shuffled.begin() + 4, shuffled.end());
  for (const std::string& sort : shuffled) put("p", sort);
  EXPECT_EQ(sorts, in_range(SortRange::all(), true, 3));
  EXPECT_EQ((Sorts{"é", "日本", "\xef\xbf\xbd", "💶"}), in_range(SortRange::compare(Kind::greater, "z")));
  EXPECT_EQ((Sorts{"💶"}), in_range(SortRange::begins_with("💶")));
}

TEST_P(ItemQueryConformance, a_page_that_is_just_full_may_say_there_is_more_or_not_but_the_walk_ends) {
  for (const char* sort : {"a", "b", "c"}) put("p", sort);
  const Page first = page({.partition = "p", .limit = 3});
  EXPECT_EQ(3U, first.items.size());
  if (!first.next.empty()) {
    EXPECT_TRUE(page({.partition = "p", .limit = 3, .after = first.next}).items.empty());
  }
}

TEST_P(ItemQueryConformance, a_page_ends_at_a_megabyte) {
  for (int i = 0; i < 6; ++i) put("p", std::to_string(i), {{"x", std::string(300'000, 'x')}});
  const Page first = page({.partition = "p"});
  EXPECT_EQ(4U, first.items.size());
  EXPECT_FALSE(first.next.empty());
  EXPECT_EQ((Sorts{"0", "1", "2", "3", "4", "5"}), all({.partition = "p"}));
}

TEST_P(ItemQueryConformance, a_walk_goes_on_behind_an_item_that_was_removed_meanwhile) {
  for (const char* sort : {"a", "b", "c", "d"}) put("p", sort);
  const Page first = page({.partition = "p", .limit = 2});
  ASSERT_TRUE(items().remove({{"p", "b"}, {}}));
  ASSERT_TRUE(items().remove({{"p", "c"}, {}}));
  put("p", "cc");
  const Page second = page({.partition = "p", .limit = 2, .after = first.next});
  ASSERT_EQ(2U, second.items.size());
  EXPECT_EQ("cc", second.items[0].key.sort);
  EXPECT_EQ("d", second.items[1].key.sort);
}

TEST_P(ItemQueryConformance, a_token_can_turn_round) {
  for (const char* sort : {"a", "b", "c", "d"}) put("p", sort);
  const Page first = page({.partition = "p", .limit = 3});
  const Page back = page({.partition = "p", .forward = false, .limit = 10, .after = first.next});
  ASSERT_EQ(2U, back.items.size());
  EXPECT_EQ("b", back.items[0].key.sort);
}

TEST_P(ItemQueryConformance, a_token_of_another_query_or_of_nowhere_is_invalid) {
  for (const char* sort : {"a", "b"}) put("p", sort, {{"gsi1pk", "p"}, {"gsi1sk", sort}});
  const std::string token = page({.partition = "p", .limit = 1}).next;
  const std::string index_token = page({.index = ItemIndex::first, .partition = "p", .limit = 1}).next;
  ASSERT_FALSE(token.empty());
  ASSERT_FALSE(index_token.empty());
  for (const Query& query : {Query{.partition = "q", .after = token}, Query{.partition = "p", .after = "x"},
                             Query{.partition = "p", .after = token + "x"},
                             Query{.partition = "p", .after = token.substr(0, token.size() - 1)},
                             Query{.index = ItemIndex::first, .partition = "p", .after = token},
                             Query{.index = ItemIndex::second, .partition = "p", .after = index_token},
                             Query{.partition = "p", .after = index_token}}) {
    const Result<Page> result = items().query(query);
    ASSERT_FALSE(result);
    EXPECT_EQ(ErrorKind::invalid, result.error().kind);
  }
}

TEST_P(ItemQueryConformance, a_query_that_breaks_a_rule_is_invalid) {
  for (const Query& query : {Query{.partition = ""}, Query{.partition = "p", .limit = 0},
                             Query{.partition = "p", .range = SortRange::begins_with("")},
                             Query{.partition = "p", .range = SortRange::compare(Kind::less, "")},
                             Query{.partition = "p", .range = SortRange::between("b", "a")},
                             Query{.partition = "p", .range = SortRange::between("b", "")}, Query{.partition = "\xff"},
                             Query{.partition = "p", .range = SortRange::begins_with("\xff")}}) {
    const Result<Page> result = items().query(query);
    ASSERT_FALSE(result);
    EXPECT_EQ(ErrorKind::invalid, result.error().kind);
  }
}

TEST_P(ItemQueryConformance, an_item_is_in_an_index_only_with_both_of_its_keys) {
  put("p1", "both", {{"gsi1pk", "i"}, {"gsi1sk", "2"}, {"gsi2pk", "j"}, {"gsi2sk", "2"}});
  put("p2", "first", {{"gsi1pk", "i"}, {"gsi1sk", "1"}});
  put("p3", "half", {{"gsi1pk", "i"}, {"gsi2sk", "1"}});
  put("p4", "neither");
  EXPECT_EQ((Sorts{"first", "both"}), all({.index = ItemIndex::first, .partition = "i"}));
  EXPECT_EQ((Sorts{"both"}), all({.index = ItemIndex::second, .partition = "j"}));
  EXPECT_EQ(Sorts{}, all({.index = ItemIndex::second, .partition = "i"}));
}

TEST_P(ItemQueryConformance, an_index_gives_whole_items) {
  put("p", "a", {{"gsi1pk", "i"}, {"gsi1sk", "1"}, {"x", Attributes{{"deep", 1}}}});
  const Page found = page({.index = ItemIndex::first, .partition = "i"});
  ASSERT_EQ(1U, found.items.size());
  EXPECT_EQ(*items().get({"p", "a"}).value(), found.items[0]);
}

TEST_P(ItemQueryConformance, an_index_follows_each_write) {
  const Query query{.index = ItemIndex::first, .partition = "i"};
  put("p", "a", {{"gsi1pk", "i"}, {"gsi1sk", "1"}});
  put("p", "b", {{"gsi1pk", "i"}, {"gsi1sk", "2"}});
  EXPECT_EQ((Sorts{"a", "b"}), all(query));
  ASSERT_TRUE(items().update({{"p", "a"}, {Change::set("gsi1sk", "3")}, {}}));
  EXPECT_EQ((Sorts{"b", "a"}), all(query));
  ASSERT_TRUE(items().update({{"p", "b"}, {Change::remove("gsi1pk")}, {}}));
  EXPECT_EQ((Sorts{"a"}), all(query));
  put("p", "a");
  EXPECT_EQ(Sorts{}, all(query));
  put("p", "b", {{"gsi1pk", "i"}, {"gsi1sk", "2"}});
  ASSERT_TRUE(items().remove({{"p", "b"}, {}}));
  EXPECT_EQ(Sorts{}, all(query));
}

TEST_P(ItemQueryConformance, equal_index_keys_page_without_loss_or_repetition) {
  for (int i = 0; i < 25; ++i) {
    put("p" + std::to_string(i % 3), "s" + std::to_string(i), {{"gsi2pk", "i"}, {"gsi2sk", i < 20 ? "same" : "then"}});
  }
  for (const bool forward : {true, false}) {
    for (const std::size_t limit : {1U, 4U, 7U}) {
      Sorts found = all({.index = ItemIndex::second, .partition = "i", .forward = forward, .limit = limit});
      EXPECT_EQ(25U, found.size());
      std::sort(found.begin(), found.end());
      EXPECT_EQ(found.end(), std::unique(found.begin(), found.end()));
    }
  }
  EXPECT_EQ(5U, all({.index = ItemIndex::second, .partition = "i", .range = SortRange::begins_with("th")}).size());
}

TEST_P(ItemQueryConformance, pages_of_expired_items_are_short_but_lead_on) {
  const std::int64_t now = clock.now_seconds();
  for (int i = 0; i < 9; ++i) put("p", std::to_string(i), i == 8 ? Attributes{} : Attributes{{"ttl", now - 1}});
  EXPECT_EQ((Sorts{"8"}), all({.partition = "p", .limit = 2}));
}

}  // namespace
}  // namespace dietz::test
