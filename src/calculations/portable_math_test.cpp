#include "calculations/portable_math.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>
#include <random>

namespace dietz {
namespace {

constexpr double inf = std::numeric_limits<double>::infinity();
const double nan = std::numeric_limits<double>::quiet_NaN();

/// Distance from the correctly rounded value (of the C library's 80-bit result) in units of its last place.
double ulps(double got, long double exact) {
  const double rounded = static_cast<double>(exact);
  if (got == rounded) return std::abs(static_cast<double>((got - exact))) == 0.0 ? 0.0 : 0.25;
  if (!std::isfinite(got) || !std::isfinite(rounded)) return inf;
  const double next = std::nextafter(std::abs(rounded), inf) - std::abs(rounded);
  return static_cast<double>(std::abs(static_cast<long double>(got) - exact) / next);
}

template <class Own, class Reference, class Draw>
double worst(Own own, Reference reference, Draw draw) {
  std::mt19937_64 random(20240131);
  double most = 0.0;
  for (int i = 0; i < 200000; ++i) {
    const double x = draw(random);
    most = std::max(most, ulps(own(x), reference(static_cast<long double>(x))));
  }
  return most;
}

double uniform(std::mt19937_64& random, double low, double high) {
  return low + (high - low) * (static_cast<double>(random() >> 11) * 0x1p-53);
}
/// A double of either sign whose exponent is drawn evenly from [low, high).
double any_size(std::mt19937_64& random, int low, int high) {
  const double size = std::ldexp(uniform(random, 1.0, 2.0), static_cast<int>(uniform(random, low, high)));
  return (random() & 1) != 0 ? -size : size;
}

TEST(PortableMath, exp_is_within_one_ulp) {
  const auto reference = [](long double x) { return std::exp(x); };
  EXPECT_LT(worst(portable::exp, reference, [](auto& r) { return uniform(r, -708.0, 709.7); }), 0.7);
  EXPECT_LT(worst(portable::exp, reference, [](auto& r) { return uniform(r, -1.0, 1.0); }), 0.7);
  EXPECT_LT(worst(portable::exp, reference, [](auto& r) { return any_size(r, -70, 9); }), 0.7);
  EXPECT_LT(worst(portable::exp, reference, [](auto& r) { return uniform(r, -744.0, -708.0); }), 1.1);
}

TEST(PortableMath, expm1_is_within_one_ulp) {
  const auto reference = [](long double x) { return std::expm1(x); };
  EXPECT_LT(worst(portable::expm1, reference, [](auto& r) { return uniform(r, -50.0, 709.0); }), 0.8);
  EXPECT_LT(worst(portable::expm1, reference, [](auto& r) { return uniform(r, -1.0, 1.0); }), 0.8);
  EXPECT_LT(worst(portable::expm1, reference, [](auto& r) { return any_size(r, -80, 5); }), 0.8);
}

TEST(PortableMath, log_is_within_one_ulp) {
  const auto reference = [](long double x) { return std::log(x); };
  EXPECT_LT(worst(portable::log, reference, [](auto& r) { return std::abs(any_size(r, -1074, 1024)); }), 0.6);
  EXPECT_LT(worst(portable::log, reference, [](auto& r) { return uniform(r, 0.5, 2.0); }), 0.6);
  EXPECT_LT(worst(portable::log, reference, [](auto& r) { return 1.0 + any_size(r, -50, -8); }), 0.6);
}

TEST(PortableMath, log1p_is_within_one_ulp) {
  const auto reference = [](long double x) { return std::log1p(x); };
  EXPECT_LT(worst(portable::log1p, reference, [](auto& r) { return std::abs(any_size(r, -80, 1000)); }), 0.6);
  EXPECT_LT(worst(portable::log1p, reference, [](auto& r) { return any_size(r, -80, -1); }), 0.6);
  EXPECT_LT(worst(portable::log1p, reference, [](auto& r) { return uniform(r, -0.9999, -0.5); }), 0.6);
}

TEST(PortableMath, pow_is_within_one_ulp) {
  std::mt19937_64 random(7);
  double most = 0.0;
  for (int i = 0; i < 400000; ++i) {
    const double x = std::abs(any_size(random, i % 2 == 0 ? -30 : -1000, i % 2 == 0 ? 30 : 1000));
    const double y = uniform(random, -700.0, 700.0) / std::max(0.5, std::abs(std::log(x)));
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (exact < 1e-305L || exact > 1e305L) continue;
    most = std::max(most, ulps(portable::pow(x, y), exact));
  }
  EXPECT_LT(most, 0.7);
}

TEST(PortableMath, pow_near_one_keeps_long_horizons) {
  std::mt19937_64 random(8);
  double most = 0.0;
  for (int i = 0; i < 200000; ++i) {
    const double x = 1.0 + any_size(random, -30, -4);
    const double y = uniform(random, -10000.0, 10000.0);
    const long double exact = std::pow(static_cast<long double>(x), static_cast<long double>(y));
    if (exact < 1e-300L || exact > 1e300L) continue;
    most = std::max(most, ulps(portable::pow(x, y), exact));
  }
  EXPECT_LT(most, 0.7);
}

TEST(PortableMath, agrees_with_the_c_library_within_two_ulp) {
  std::mt19937_64 random(9);
  const auto apart = [](double a, double b) {
    return std::abs(std::bit_cast<std::int64_t>(a) - std::bit_cast<std::int64_t>(b));
  };
  for (int i = 0; i < 100000; ++i) {
    const double x = uniform(random, -700.0, 700.0);
    ASSERT_LE(apart(portable::exp(x), std::exp(x)), 2) << x;
    const double positive = std::abs(any_size(random, -1000, 1000));
    ASSERT_LE(apart(portable::log(positive), std::log(positive)), 2) << positive;
    const double y = x / std::log(positive);
    ASSERT_LE(apart(portable::pow(positive, y), std::pow(positive, y)), 2) << positive << "^" << y;
    ASSERT_LE(apart(portable::log1p(x * 1e-3 + 1.0), std::log1p(x * 1e-3 + 1.0)), 2) << x;
    ASSERT_LE(apart(portable::expm1(x), std::expm1(x)), 2) << x;
  }
}

TEST(PortableMath, compound_is_exact_for_small_returns_and_long_horizons) {
  std::mt19937_64 random(10);
  double most = 0.0;
  for (int i = 0; i < 200000; ++i) {
    const double r = any_size(random, -60, -1);
    const double n = uniform(random, -300.0, 300.0);
    const long double exact = std::expm1(std::log1p(static_cast<long double>(r)) * static_cast<long double>(n));
    if (!(std::abs(exact) < 1e300L)) continue;
    most = std::max(most, ulps(portable::compound(r, n), exact));
  }
  EXPECT_LT(most, 0.8);
  EXPECT_EQ(portable::compound(0.07, 1.0), 0.07);
  EXPECT_EQ(portable::compound(0.0, 12.0), 0.0);
  EXPECT_EQ(portable::compound(-1.0, 12.0), -1.0);
  EXPECT_NEAR(portable::compound(0.21, 0.5), 0.1, 2e-17);
}

TEST(PortableMath, special_values_follow_the_c_standard) {
  EXPECT_EQ(portable::exp(0.0), 1.0);
  EXPECT_EQ(portable::exp(inf), inf);
  EXPECT_EQ(portable::exp(-inf), 0.0);
  EXPECT_EQ(portable::exp(710.0), inf);
  EXPECT_EQ(portable::exp(-746.0), 0.0);
  EXPECT_TRUE(std::isnan(portable::exp(nan)));
  EXPECT_EQ(portable::log(1.0), 0.0);
  EXPECT_EQ(portable::log(0.0), -inf);
  EXPECT_EQ(portable::log(inf), inf);
  EXPECT_TRUE(std::isnan(portable::log(-1.0)));
  EXPECT_EQ(portable::log1p(-1.0), -inf);
  EXPECT_TRUE(std::signbit(portable::log1p(-0.0)));
  EXPECT_EQ(portable::expm1(-inf), -1.0);
  EXPECT_EQ(portable::expm1(inf), inf);
  const double values[] = {0.0, -0.0, 1.0, -1.0, 0.5, -0.5,  2.0,    -2.0,   3.0,    -3.0,
                           2.5, -2.5, inf, -inf, nan, 1e300, -1e300, 1e-300, 5e-324, -1e-300};
  for (const double x : values) {
    for (const double y : values) {
      const double expected = std::pow(x, y);
      const double got = portable::pow(x, y);
      if (std::isnan(expected)) {
        EXPECT_TRUE(std::isnan(got)) << x << "^" << y;
      } else {
        EXPECT_EQ(got, expected) << x << "^" << y;
        EXPECT_EQ(std::signbit(got), std::signbit(expected)) << x << "^" << y;
      }
    }
  }
}

/// Guards the bits themselves: another compiler or processor that computes otherwise fails here.
TEST(PortableMath, bits_are_the_same_everywhere) {
  std::mt19937_64 random(11);
  std::uint64_t digest = 14695981039346656037ULL;
  const auto mix = [&](double value) { digest = (digest ^ std::bit_cast<std::uint64_t>(value)) * 1099511628211ULL; };
  for (int i = 0; i < 20000; ++i) {
    const double x = uniform(random, -700.0, 700.0);
    const double z = uniform(random, 0.0, 10.0);
    mix(portable::exp(x));
    mix(portable::log(z));
    mix(portable::pow(z, x / 10.0));
    mix(portable::expm1(x / 100.0));
    mix(portable::log1p(z - 0.9));
  }
  EXPECT_EQ(digest, 473659475348416424ULL);
}

}  // namespace
}  // namespace dietz
