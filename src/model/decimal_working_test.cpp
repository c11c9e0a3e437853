#include "model/decimal.hpp"
#include "support/cases.hpp"
#include "support/exact_decimal.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using namespace test;
using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;

/// A number whose digits go on a little before or beyond 38, most of the last ones 0, 4, 5 or 9: where what is exact,
/// what is rounded and how is decided.
cpp_int digits_around_38(Random& random) {
  cpp_int value = 0;
  const auto digits = random.any(33U, 42U);
  for (unsigned i = 0; i < digits; ++i) {
    value = value * 10 + (i < 30 ? random.below(10) : random.pick({0U, 0U, 0U, 4U, 5U, 9U}));
  }
  return value;
}

Decimal from_digits(const cpp_int& value, unsigned scale) {
  const cpp_int magnitude = abs(value);
  const auto units = static_cast<i128>(static_cast<u128>(static_cast<std::uint64_t>(magnitude >> 64)) << 64 |
                                       static_cast<std::uint64_t>(magnitude & ~std::uint64_t{0}));
  return Decimal::from_parts(value < 0 ? -units : units, scale);
}

TEST(DecimalWorking, working_precision_rounds_right_where_results_just_fit_or_just_do_not) {
  for_cases(0xDB, [](Random& random) {
    const auto check = [](const auto& operation, const cpp_rational& want, const char* name) {
      const cpp_rational nearest = has_decimal(want) ? want : to_34_digits(want);
      const std::optional<Decimal> got = unless_overflow(operation);
      ASSERT_EQ(got.has_value(), abs(nearest) < cpp_rational(ten_to(38))) << name << want;
      if (got) {
        EXPECT_EQ(exact(*got), nearest) << name;
      }
    };
    const cpp_int target = digits_around_38(random);
    const unsigned scale = random.any(10U, 40U), places = random.any(1U, 6U);
    // a + b = target, b small with the last places
    const cpp_int unit = ten_to(places);
    const cpp_int high = target / unit;
    if (representable(high) && scale >= places) {
      const Decimal a = from_digits(high, scale - places), b = from_digits(cpp_int(target % unit), scale);
      check([&] { return working_sum(a, b); }, exact(a) + exact(b), "sum ");
      check([&] { return working_sum(a, -b); }, exact(a) - exact(b), "difference ");
    }
    const auto factor = static_cast<std::int64_t>(random.below(random.chance(1, 2) ? 1000 : 1'000'000'000'000)) + 1;
    const Decimal b = from_digits(cpp_int(factor), random.any(0U, 8U));
    if (representable(target)) {
      check([&] { return working_product(from_digits(target, scale), b); },
            cpp_rational(target, ten_to(scale)) * exact(b), "product ");
      check([&] { return working_quotient(from_digits(target, scale), b); },
            cpp_rational(target, ten_to(scale)) / exact(b), "quotient ");
    }
    if (representable(cpp_int(target * factor))) {
      const Decimal a = from_digits(cpp_int(target * factor), scale);
      check([&] { return working_quotient(a, b); }, exact(a) / exact(b), "exact quotient ");
    }
    // n / 2^k 5^l is exact with about k or l digits.
    std::int64_t power = 1;
    for (unsigned i = random.any(0U, 50U); i > 0; --i) power *= power < (std::int64_t{1} << 59) ? 2 : 1;
    for (unsigned i = random.any(0U, 20U); i > 0; --i) power *= power < (std::int64_t{1} << 59) ? 5 : 1;
    const Decimal n = from_digits(cpp_int(random.below(1'000'000) + 1), random.any(0U, 12U));
    check([&] { return working_quotient(n, Decimal(power)); }, exact(n) / cpp_rational(power), "terminating quotient ");
  });
}

}  // namespace
}  // namespace dietz
