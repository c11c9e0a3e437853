#include "importer/id_table.hpp"

#include <gtest/gtest.h>

#include <deque>
#include <string>

namespace dietz {
namespace {

TEST(IdTable, positions_are_in_order_of_first_sight_however_many_there_are) {
  std::deque<std::string> texts;
  IdTable table;
  EXPECT_EQ(table.find("a"), IdTable::absent);
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    const auto added = table.add(texts.emplace_back("id" + std::to_string(i)));
    ASSERT_TRUE(added.is_new);
    ASSERT_EQ(added.position, i);
  }
  for (std::uint32_t i = 0; i < 20'000; ++i) {
    ASSERT_EQ(table.find("id" + std::to_string(i)), i);
    ASSERT_FALSE(table.add(texts[i]).is_new);
  }
  EXPECT_EQ(table.find("id20000"), IdTable::absent);
  EXPECT_EQ(table.ids().size(), 20'000U);
}

TEST(IdTable, an_id_hashed_before_the_table_grows_is_still_good) {
  std::deque<std::string> texts;
  IdTable table;
  const std::size_t early = IdTable::hash_of("early");
  table.prefetch(early);
  table.reserve(1000);
  table.prefetch(early);
  for (int i = 0; i < 500; ++i) table.add(texts.emplace_back(std::to_string(i)));
  EXPECT_EQ(table.add("early", early).position, 500U);
  EXPECT_EQ(table.find("early"), 500U);
}

}  // namespace
}  // namespace dietz
