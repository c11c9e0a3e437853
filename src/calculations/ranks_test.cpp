#include "calculations/ranks.hpp"

#include "support/cases.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

TEST(Ranks, equal_values_share_the_mean_of_their_ranks) {
  EXPECT_EQ(ranks_of(std::vector<double>{0.3, -0.1, 0.3, -0.0, 0.0, -2.0}),
            (std::vector<double>{5.5, 2, 5.5, 3.5, 3.5, 1}));
  EXPECT_TRUE(ranks_of({}).empty());
}

TEST(Ranks, are_one_more_than_the_number_below_and_half_of_the_equal_others) {
  test::for_cases(0x4A7, [](test::Random& random) {
    std::vector<double> values(random.below(60));
    const int most = random.pick({2, 20, 100000});
    for (double& value : values) value = random.any(-most, most) * random.pick({1e-3, 1.0, 1e200});
    const auto ranks = ranks_of(values);
    for (std::size_t i = 0; i < values.size(); ++i) {
      double below = 0;
      double equal = 0;
      for (const double other : values) {
        below += other < values[i] ? 1 : 0;
        equal += other == values[i] ? 1 : 0;
      }
      EXPECT_EQ(ranks[i], below + (equal + 1) / 2);
    }
  });
}

}  // namespace
}  // namespace dietz
