#include "base/wide_integer.hpp"

#include "support/cases.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

/// 32-bit limbs near the edges, where carries and the rare corrections of long division happen, as often as any others.
u128 any_128(Random& random) {
  u128 value = 0;
  for (std::uint64_t n = random.below(5); n > 0; --n) {
    value = value << 32 | random.pick({std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{0xffffffff},
                                       std::uint64_t{0x80000000}, std::uint64_t{0x7fffffff}, random.below(1ULL << 32)});
  }
  return value;
}

Wide any_wide(Random& random, unsigned most_bits) {
  return Wide(any_128(random)).shifted_left(random.any(0U, most_bits - 128)).plus(Wide(any_128(random)));
}

TEST(Wide, quotient_times_divisor_with_the_remainder_is_the_number) {
  for_cases(0x31D1, [](Random& random) {
    const Wide divisor = any_wide(random, 256);
    const u128 quotient = any_128(random);
    if (divisor.is_zero()) return;
    const Wide product = divisor.times(quotient);
    const Wide remainder = any_wide(random, 256).divided_by(divisor).remainder;
    EXPECT_TRUE(remainder < divisor);
    const Wide::Division d = product.plus(remainder).divided_by(divisor);
    EXPECT_EQ(d.quotient, Wide(quotient));
    EXPECT_EQ(d.remainder, remainder);
  });
}

TEST(Wide, sums_and_differences_undo_each_other) {
  for_cases(0x31D2, [](Random& random) {
    const Wide a = any_wide(random, 400), b = any_wide(random, 400);
    EXPECT_EQ(a.plus(b).minus(b), a);
    EXPECT_EQ(a.plus(b), b.plus(a));
    EXPECT_TRUE(a.plus(b) >= a);
  });
}

TEST(Wide, shifts_multiply_and_divide_by_powers_of_two) {
  for_cases(0x31D3, [](Random& random) {
    const Wide a = any_wide(random, 256);
    const auto bits = random.any(0U, 120U);
    EXPECT_EQ(a.shifted_left(bits), a.times(static_cast<u128>(1) << bits));
    EXPECT_EQ(a.shifted_left(bits).shifted_right(bits), a);
    const Wide::Division d = a.divided_by(Wide(static_cast<u128>(1) << bits));
    EXPECT_EQ(a.shifted_right(bits), d.quotient);
    EXPECT_EQ(a.any_low_bits(bits), !d.remainder.is_zero());
    EXPECT_EQ(a.is_odd(), a.any_low_bits(1));
  });
}

TEST(Wide, bits_and_digits_are_counted) {
  for_cases(0x31D4, [](Random& random) {
    const u128 v = any_128(random);
    unsigned digits = 0, bits = 0;
    for (u128 rest = v; rest != 0; rest /= 10) ++digits;
    for (u128 rest = v; rest != 0; rest /= 2) ++bits;
    EXPECT_EQ(digit_count(v), digits);
    EXPECT_EQ(Wide(v).bit_length(), bits);
    EXPECT_EQ(Wide(v).low_128(), v);
    EXPECT_TRUE(Wide(v).fits_128());
    EXPECT_EQ(Wide(v).shifted_left(128).fits_128(), v == 0);
  });
}

TEST(Wide, powers_of_ten_are_products_of_tens) {
  Wide by_tens(1);
  for (unsigned n = 0; n <= 150; ++n) {
    EXPECT_EQ(Wide(1).times_power_of_ten(n), by_tens) << n;
    if (n <= 38) {
      EXPECT_EQ(Wide(power_of_ten(n)), by_tens) << n;
      EXPECT_EQ(digit_count(power_of_ten(n)), n + 1);
    }
    by_tens = by_tens.times(10);
  }
}

}  // namespace
}  // namespace dietz
