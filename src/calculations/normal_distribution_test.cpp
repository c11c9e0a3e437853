#include "calculations/normal_distribution.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>

namespace dietz {
namespace {

TEST(NormalDistribution, agrees_with_the_error_function) {
  for (int i = -3700; i <= 3700; ++i) {
    const double x = i / 100.0;
    const auto expected = static_cast<double>(0.5L * std::erfc(-static_cast<long double>(x) / std::sqrt(2.0L)));
    EXPECT_NEAR(normal_cdf(x), expected, 4e-15 * expected) << x;
  }
}

TEST(NormalDistribution, quantile_turns_the_distribution_round) {
  for (int i = 1; i < 4000; ++i) {
    const double p = i / 4000.0;
    EXPECT_NEAR(normal_cdf(normal_quantile(p)), p, 4e-16) << p;
  }
  for (double p = 0.01; p > 1e-300; p /= 7) EXPECT_NEAR(normal_cdf(normal_quantile(p)) / p, 1, 1e-12) << p;
}

TEST(NormalDistribution, has_the_printed_quantiles) {
  EXPECT_NEAR(normal_quantile(0.05), -1.6448536269514729, 1e-15);
  EXPECT_NEAR(normal_quantile(0.01), -2.3263478740408408, 1e-15);
  EXPECT_NEAR(normal_quantile(0.975), 1.9599639845400545, 1e-15);
  EXPECT_EQ(normal_cdf(0), 0.5);
}

TEST(NormalDistribution, takes_what_is_no_number_or_beyond_range) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  EXPECT_EQ(normal_cdf(infinite), 1);
  EXPECT_EQ(normal_cdf(-infinite), 0);
  EXPECT_EQ(normal_density(infinite), 0);
  EXPECT_TRUE(std::isnan(normal_cdf(std::numeric_limits<double>::quiet_NaN())));
}

}  // namespace
}  // namespace dietz
