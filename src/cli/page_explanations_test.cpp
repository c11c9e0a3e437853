#include "cli/page_explanations.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace dietz {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// How many nodes of explanations with `sizes` find room in `steps`.
std::vector<std::size_t> kept(const std::vector<std::size_t>& sizes, std::size_t steps) {
  std::vector<std::size_t> kept;
  for (const Explanation& one : explanations_within(sizes.size(), steps, [&](std::size_t i) {
         Explanation explanation;
         explanation.nodes.resize(sizes[i]);
         return explanation;
       })) {
    kept.push_back(one.nodes.size());
  }
  return kept;
}

TEST(PageExplanations, all_are_kept_that_fit_together) {
  EXPECT_THAT(kept({3, 4, 5}, 12), ElementsAre(3, 4, 5));
  EXPECT_THAT(kept({7}, 7), ElementsAre(7));
  EXPECT_THAT(kept({}, 7), IsEmpty());
}

TEST(PageExplanations, the_total_comes_first_and_the_others_in_order) {
  EXPECT_THAT(kept({3, 4, 5}, 11), ElementsAre(3, 0, 5));
  EXPECT_THAT(kept({9, 1, 5}, 11), ElementsAre(0, 0, 5));
}

TEST(PageExplanations, a_total_that_is_too_large_leaves_the_room_to_the_others) {
  EXPECT_THAT(kept({3, 4, 50}, 11), ElementsAre(3, 4, 0));
}

}  // namespace
}  // namespace dietz
