#include "engines/memory/manual_clock.hpp"
#include "engines/memory/memory_cache.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <thread>
#include <vector>

namespace dietz::test {
namespace {

TEST(Cache, gives_back_what_was_set_until_its_time_is_over) {
  ManualClock clock;
  MemoryCache cache(clock, 1 << 20);
  EXPECT_EQ(std::nullopt, cache.get("k"));
  cache.set("k", std::string("v\0w", 3), 10);
  EXPECT_EQ(std::string("v\0w", 3), cache.get("k"));
  clock.advance_seconds(9);
  EXPECT_TRUE(cache.get("k"));
  clock.advance_seconds(1);
  EXPECT_EQ(std::nullopt, cache.get("k"));
  EXPECT_EQ(0U, cache.bytes());
}

TEST(Cache, a_new_value_replaces_the_old_one_and_its_time) {
  ManualClock clock;
  MemoryCache cache(clock, 1 << 20);
  cache.set("k", "old", 10);
  cache.set("k", "new", 100);
  clock.advance_seconds(50);
  EXPECT_EQ("new", cache.get("k"));
  cache.set("k", "x", 0);
  EXPECT_EQ(std::nullopt, cache.get("k"));
  cache.set("k", "x", std::numeric_limits<std::int64_t>::max());
  EXPECT_EQ("x", cache.get("k"));
}

TEST(Cache, forgets_on_demand) {
  ManualClock clock;
  MemoryCache cache(clock, 1 << 20);
  cache.set("a", "1", 10);
  cache.set("b", "2", 10);
  cache.remove("a");
  cache.remove("never there");
  EXPECT_EQ(std::nullopt, cache.get("a"));
  EXPECT_EQ("2", cache.get("b"));
  cache.clear();
  EXPECT_EQ(std::nullopt, cache.get("b"));
}

TEST(Cache, stays_within_its_bound_and_forgets_what_was_not_used) {
  ManualClock clock;
  MemoryCache cache(clock, 10'000);
  for (int i = 0; i < 1000; ++i) {
    cache.set("key " + std::to_string(i), std::string(100, 'x'), 100);
    EXPECT_TRUE(cache.get("key 0")) << i;
    EXPECT_LE(cache.bytes(), 10'000U);
  }
  EXPECT_EQ(std::nullopt, cache.get("key 1"));
  EXPECT_TRUE(cache.get("key 999"));
  cache.set("too large", std::string(20'000, 'x'), 100);
  EXPECT_EQ(std::nullopt, cache.get("too large"));
  EXPECT_TRUE(cache.get("key 999"));
}

TEST(Cache, can_be_used_by_many_threads) {
  ManualClock clock;
  MemoryCache cache(clock, 20'000);
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&cache, t] {
      for (int i = 0; i < 2000; ++i) {
        const std::string key = std::to_string((i * 7 + t) % 200);
        const auto value = cache.get(key);
        EXPECT_EQ("value of " + key, value.value_or("value of " + key));
        cache.set(key, "value of " + key, 10);
        if (i % 50 == 0) cache.remove(key);
        if (i % 999 == 0) cache.clear();
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_LE(cache.bytes(), 20'000U);
}

}  // namespace
}  // namespace dietz::test
