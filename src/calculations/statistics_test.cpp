#include "calculations/statistics.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <vector>

namespace dietz {
namespace {

std::vector<double> counting(std::size_t n) {
  std::vector<double> values(n);
  std::iota(values.begin(), values.end(), 1.0);
  return values;
}

TEST(OrderedSum, adds_every_term_once_at_any_length) {
  for (std::size_t n = 0; n < 1100; ++n) {
    EXPECT_EQ(ordered_sum(counting(n)), static_cast<double>(n * (n + 1) / 2)) << n;
  }
}

TEST(OrderedSum, adds_several_sums_in_one_pass) {
  const auto [ones, squares] = ordered_sums<2>(1000, [](std::size_t i) {
    return std::array{1.0, static_cast<double>(i * i)};
  });
  EXPECT_EQ(ones, 1000);
  EXPECT_EQ(squares, 332833500);
}

TEST(OrderedSum, loses_no_more_than_the_depth_of_the_pairs) {
  const std::vector<double> tenths(1'000'000, 0.1);
  EXPECT_NEAR(ordered_sum(tenths), 100'000, 1e-9);
}

TEST(OrderedSum, has_known_bits) {
  std::vector<double> values;
  for (int i = 1; i <= 1000; ++i) values.push_back(1.0 / i);
  EXPECT_EQ(ordered_sum(values), 0x1.df11f45f4e619p+2);  // the same order of additions, written out in Python
}

TEST(Mean, of_a_constant_series_is_that_constant) {
  for (const double constant : {0.1, -0.07, 1e-300, 12345.678, 0.0}) {
    EXPECT_EQ(mean_of(std::vector<double>(777, constant)), constant);
  }
  EXPECT_EQ(mean_of({}), 0);
}

TEST(CentralSums, of_small_numbers_are_exact) {
  const CentralSums sums = central_sums(std::vector<double>{1, 2, 3, 6});
  EXPECT_EQ(sums.mean, 3);
  EXPECT_EQ(sums.squares, 4 + 1 + 0 + 9);
  EXPECT_EQ(sums.cubes, -8 - 1 + 0 + 27);
  EXPECT_EQ(sums.fourths, 16 + 1 + 0 + 81);
  EXPECT_EQ(sums.absolute, 2 + 1 + 0 + 3);
  EXPECT_EQ(sums.lower_squares, 4 + 1);
  EXPECT_EQ(sums.deviation(1), std::sqrt(14.0 / 3));
}

TEST(CentralSums, take_differences_of_rounding_size_for_a_constant) {
  const CentralSums sums = central_sums(std::vector<double>{0.1, 0.1 + 0x1p-56, 0.1});
  EXPECT_TRUE(sums.constant());
  EXPECT_EQ(sums.absolute, 0);
  EXPECT_FALSE(central_sums(std::vector<double>{0.1, 0.1 + 1e-14, 0.1}).constant());
}

TEST(CentralSums, know_what_a_difference_was_computed_from) {
  const std::vector<double> differences{0.3 - 0.2, 0.4 - 0.3, 0.5 - 0.4};
  EXPECT_FALSE(differences[0] == differences[1]);
  EXPECT_TRUE(central_sums(differences, 0.5).constant());
}

TEST(CrossSums, of_a_constant_series_are_zero) {
  const std::vector<double> x{0.01, 0.02, 0.03};
  const std::vector<double> constant(3, 0.1);
  const CrossSums sums = cross_sums(x, constant);
  EXPECT_EQ(sums.xy, 0);
  EXPECT_EQ(sums.yy, 0);
  EXPECT_NEAR(sums.xx, 2e-4, 1e-18);
}

}  // namespace
}  // namespace dietz
