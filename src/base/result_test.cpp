#include "base/result.hpp"

#include "base/strong_id.hpp"

#include <gtest/gtest.h>

#include <memory>

namespace dietz {
namespace {

TEST(Result, holds_a_value_or_an_error) {
  const Result<int> value = 3;
  const Result<int> error = Error::not_found("no such thing");
  EXPECT_TRUE(value.ok());
  EXPECT_EQ(*value, 3);
  EXPECT_FALSE(error.ok());
  EXPECT_EQ(error.error().kind, ErrorKind::not_found);
  EXPECT_EQ(error.error().message(), "no such thing");
}

TEST(Result, gives_up_a_value_that_only_moves) {
  Result<std::unique_ptr<int>> held = std::make_unique<int>(7);
  const std::unique_ptr<int> taken = std::move(held).value();
  EXPECT_EQ(*taken, 7);
}

TEST(Result, asking_for_what_is_not_there_throws) {
  const Result<int> error = Error::fatal("broken");
  EXPECT_ANY_THROW((void)error.value());
}

struct Tag;

TEST(Index, is_none_until_it_is_set) {
  EXPECT_TRUE(Index<Tag>().is_none());
  EXPECT_TRUE(Index<Tag>::none().is_none());
  EXPECT_FALSE(Index<Tag>{0}.is_none());
  EXPECT_LT(Index<Tag>{1}, Index<Tag>{2});
}

}  // namespace
}  // namespace dietz
