#include "calculations/student_distribution.hpp"

#include "calculations/normal_distribution.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

/// P(X ≤ x) by the finite sums for whole degrees of freedom (Abramowitz, Stegun, 26.7.3 and 26.7.4).
double cdf_by_sum(double x, int degrees) {
  const double pi = std::acos(-1.0);
  const double angle = std::atan(x / std::sqrt(degrees));
  const double cosine = std::cos(angle);
  double term = degrees % 2 == 0 ? 1 : cosine;
  double sum = degrees == 1 ? 0 : term;
  for (int k = degrees % 2 == 0 ? 2 : 3; k <= degrees - 2; k += 2) {
    term *= cosine * cosine * (k - 1) / k;
    sum += term;
  }
  const double both = degrees % 2 == 0 ? std::sin(angle) * sum : 2 / pi * (angle + std::sin(angle) * sum);
  return 0.5 + both / 2;
}

TEST(StudentDistribution, agrees_with_the_finite_sums_for_whole_degrees) {
  for_cases(0x57D, [](Random& random) {
    const int degrees = random.any(1, 300);
    const double x = random.any(-8000, 8000) * 1e-3;
    EXPECT_NEAR(student_cdf(x, static_cast<std::size_t>(degrees)), cdf_by_sum(x, degrees), 2e-14) << degrees;
  });
}

TEST(StudentDistribution, a_quantile_has_its_probability) {
  for_cases(0x57E, [](Random& random) {
    const auto degrees = static_cast<std::size_t>(random.pick({1, 2, 3, 7, 20, 59, 60, 61, 131, 2519, 100000}));
    const double p = (1 + static_cast<double>(random.below(9998))) / 1e4;
    const double x = student_quantile(p, degrees);
    EXPECT_NEAR(student_cdf(x, degrees), p, 1e-12) << degrees;
    EXPECT_EQ(student_quantile(1 - p, degrees) < 0, x > 0 && p != 0.5);
  });
}

TEST(StudentDistribution, has_the_printed_quantiles) {
  // Student's table to the digits of closed forms: tan(0.475π), and x/√(2 + x²) = 0.95.
  EXPECT_NEAR(student_quantile(0.975, 1), 12.706204736174704, 1e-10);
  EXPECT_NEAR(student_quantile(0.975, 2), 0.95 * std::sqrt(2 / (1 - 0.95 * 0.95)), 1e-13);
  EXPECT_NEAR(student_quantile(0.025, 2), -student_quantile(0.975, 2), 1e-13);
  EXPECT_EQ(student_quantile(0.5, 9), 0);
}

TEST(StudentDistribution, with_many_degrees_is_the_normal_one) {
  EXPECT_NEAR(student_quantile(0.975, 100'000'000), normal_quantile(0.975), 1e-7);
}

}  // namespace
}  // namespace dietz
