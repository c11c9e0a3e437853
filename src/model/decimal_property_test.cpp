#include "model/decimal.hpp"
#include "support/cases.hpp"
#include "support/exact_decimal.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <numeric>

// Decimal against exact rationals of another library.
namespace dietz {
namespace {

using boost::multiprecision::cpp_int;
using boost::multiprecision::cpp_rational;
using namespace test;

/// A decimal of any size that a fact or an intermediate may have; small and round ones are as likely as long ones.
Decimal any_decimal(Random& random, unsigned max_digits = 38, unsigned max_scale = 76) {
  const unsigned scale = random.chance(1, 4) ? random.any(0U, max_scale) : random.any(0U, std::min(max_scale, 8U));
  i128 coefficient = 0;
  for (const char c : random.digits(max_digits)) coefficient = coefficient * 10 + (c - '0');
  return Decimal::from_parts(random.chance(1, 2) ? -coefficient : coefficient, scale);
}

Rounding any_mode(Random& random) { return modes[random.below(std::size(modes))]; }

void expect_exact(const std::optional<Decimal>& got, const cpp_rational& want) {
  ASSERT_EQ(got.has_value(), has_decimal(want)) << want;
  if (got) {
    EXPECT_EQ(exact(*got), want) << got->to_string();
  }
}

TEST(DecimalProperty, sums_differences_and_products_are_exact_or_overflow) {
  for_cases(0xD1, [](Random& random) {
    const Decimal a = any_decimal(random), b = any_decimal(random);
    expect_exact(unless_overflow([&] { return a + b; }), exact(a) + exact(b));
    expect_exact(unless_overflow([&] { return a - b; }), exact(a) - exact(b));
    expect_exact(unless_overflow([&] { return a * b; }), exact(a) * exact(b));
  });
}

TEST(DecimalProperty, algebra_holds_where_nothing_overflows) {
  for_cases(0xD2, [](Random& random) {
    const Decimal a = any_decimal(random, 12, 6), b = any_decimal(random, 12, 6), c = any_decimal(random, 12, 6);
    EXPECT_EQ(a + b, b + a);
    EXPECT_EQ(a * b, b * a);
    EXPECT_EQ((a + b) + c, a + (b + c));
    EXPECT_EQ((a * b) * c, a * (b * c));
    EXPECT_EQ(a * (b + c), a * b + a * c);
    EXPECT_EQ(a - a, Decimal());
    EXPECT_EQ(a - b, -(b - a));
    EXPECT_EQ(-(-a), a);
    EXPECT_EQ(a.abs().is_negative(), false);
    EXPECT_EQ((-Decimal()).to_string(), "0");
  });
}

TEST(DecimalProperty, order_is_that_of_the_exact_values) {
  for_cases(0xD3, [](Random& random) {
    const Decimal a = any_decimal(random), b = random.chance(1, 8) ? a.normalized() : any_decimal(random);
    const int want = exact(a) < exact(b) ? -1 : exact(a) > exact(b) ? 1 : 0;
    EXPECT_EQ(a < b, want < 0);
    EXPECT_EQ(a == b, want == 0);
    EXPECT_EQ(a > b, want > 0);
    EXPECT_EQ(a.sign(), exact(a) < 0 ? -1 : exact(a) > 0 ? 1 : 0);
  });
}

TEST(DecimalProperty, rounding_to_places_follows_its_mode) {
  for_cases(0xD4, [](Random& random) {
    const Decimal a = any_decimal(random);
    const auto places = random.any(0U, 76U);
    const Rounding mode = any_mode(random);
    const cpp_int units = rounded_units(exact(a), places, mode);
    EXPECT_EQ(exact(a.rounded(places, mode)), cpp_rational(units, ten_to(places)));
    EXPECT_LE(a.rounded(places, mode).scale(), std::max(places, 0U));
    const auto from_text = Decimal::parse_rounded(a.to_string(), places, mode);
    ASSERT_TRUE(from_text.has_value());
    EXPECT_EQ(*from_text, a.rounded(places, mode));
  });
}

TEST(DecimalProperty, products_and_quotients_are_rounded_once) {
  for_cases(0xD5, [](Random& random) {
    const Decimal a = any_decimal(random), b = any_decimal(random), c = any_decimal(random);
    const unsigned places = random.chance(1, 4) ? random.any(0U, 76U) : random.any(0U, 12U);
    const Rounding mode = any_mode(random);
    const auto check = [&](const Result<Decimal>& got, const cpp_rational& want) {
      const cpp_int units = rounded_units(want, places, mode);
      ASSERT_EQ(got.ok(), representable(units));
      if (got) {
        EXPECT_EQ(exact(*got), cpp_rational(units, ten_to(places)));
      }
    };
    check(multiply(a, b, places, mode), exact(a) * exact(b));
    EXPECT_EQ(multiply_divide(a, b, Decimal(), places, mode).ok(), false);
    if (!b.is_zero()) check(divide(a, b, places, mode), exact(a) / exact(b));
    if (!c.is_zero()) check(multiply_divide(a, b, c, places, mode), exact(a) * exact(b) / exact(c));
  });
}

TEST(DecimalProperty, working_precision_is_exact_where_it_fits_and_else_the_nearest_of_34_digits) {
  for_cases(0xD6, [](Random& random) {
    const Decimal a = any_decimal(random), b = any_decimal(random);
    const auto check = [](const std::optional<Decimal>& got, const cpp_rational& want, const char* operation) {
      const cpp_rational nearest = has_decimal(want) ? want : to_34_digits(want);
      ASSERT_EQ(got.has_value(), abs(nearest) < cpp_rational(ten_to(38))) << operation << want;
      if (got) {
        EXPECT_EQ(exact(*got), nearest) << operation;
      }
    };
    check(unless_overflow([&] { return working_sum(a, b); }), exact(a) + exact(b), "sum ");
    check(unless_overflow([&] { return working_product(a, b); }), exact(a) * exact(b), "product ");
    if (b.is_zero()) {
      EXPECT_THROW((void)working_quotient(a, b), DecimalOverflow);
    } else {
      check(unless_overflow([&] { return working_quotient(a, b); }), exact(a) / exact(b), "quotient ");
    }
  });
}

/// True if `x` is the nearest double to `value`: no neighbour is nearer, and at a tie the last bit is 0.
bool is_nearest(double x, const cpp_rational& value) {
  const auto distance = [&value](double y) { return cpp_rational(abs(cpp_rational(y) - value)); };
  const auto at_most = [&](double y) {
    return distance(x) < distance(y) || (distance(x) == distance(y) && (std::bit_cast<std::uint64_t>(x) & 1U) == 0);
  };
  return at_most(std::nextafter(x, HUGE_VAL)) && at_most(std::nextafter(x, -HUGE_VAL));
}

TEST(DecimalProperty, ratio_and_to_double_are_correctly_rounded) {
  for_cases(0xD7, [](Random& random) {
    const Decimal a = any_decimal(random), b = any_decimal(random);
    EXPECT_TRUE(is_nearest(a.to_double(), exact(a))) << a.to_string();
    if (b.is_zero()) return;
    EXPECT_TRUE(is_nearest(ratio(a, b), exact(a) / exact(b))) << a.to_string() << "/" << b.to_string();
  });
}

TEST(DecimalProperty, ratio_rounds_ties_to_even) {
  for_cases(0xD8, [](Random& random) {
    // (2m + 1) / 2^k with m of 53 bits lies halfway between two doubles.
    const std::uint64_t m = (std::uint64_t{1} << 52) + random.below(std::uint64_t{1} << 52);
    const auto odd = static_cast<i128>(2 * static_cast<u128>(m) + 1);
    const Decimal numerator = Decimal::from_parts(odd, 0);
    const Decimal denominator = Decimal(std::int64_t{1} << random.below(60));
    EXPECT_TRUE(is_nearest(ratio(numerator, denominator), exact(numerator) / exact(denominator)));
  });
}

// P25
TEST(DecimalProperty, parsing_what_is_printed_gives_the_same_value_and_print_is_unique) {
  for_cases(0xD9, [](Random& random) {
    const Decimal a = any_decimal(random);
    const std::string text = a.to_string();
    const auto again = Decimal::parse(text, Decimal::max_scale);
    ASSERT_TRUE(again.has_value()) << text;
    EXPECT_EQ(*again, a);
    EXPECT_EQ(again->to_string(), text);
    const Decimal b = random.chance(1, 4) ? a.normalized() : any_decimal(random);
    EXPECT_EQ(a == b, text == b.to_string());
    EXPECT_NE(text, "-0");
    if (text.find('.') != std::string::npos) {
      EXPECT_NE(text.back(), '0');
    }
    const auto places = random.any(0U, 20U);
    std::string padded = a.to_string_at_least(places);
    const std::size_t point = std::min(padded.find('.'), padded.size());
    EXPECT_GE(point == padded.size() ? 0 : padded.size() - point - 1, places) << padded;
    while (padded.size() > point + 1 && padded.ends_with('0')) padded.pop_back();
    if (padded.size() == point + 1) padded.pop_back();
    EXPECT_EQ(padded, text);
  });
}

// P25
TEST(DecimalProperty, a_tenth_and_two_tenths_are_three_tenths) {
  EXPECT_EQ(*Decimal::parse("0.1") + *Decimal::parse("0.2"), *Decimal::parse("0.3"));
}

TEST(DecimalProperty, text_outside_the_grammar_is_refused_and_inside_it_accepted) {
  for_cases(0xDA, [](Random& random) {
    std::string text;
    for (std::uint64_t left = random.below(random.chance(1, 2) ? 45 : 12); left > 0; --left) {
      text += "0123456789012345678901234567890.-+eE, "[random.below(random.chance(1, 6) ? 38 : 31)];
    }
    std::size_t i = text.starts_with('-') ? 1 : 0;
    const std::size_t first = i;
    while (i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) ++i;
    const std::size_t integer = i - first;
    bool fits_grammar = integer > 0 && (integer == 1 || text[first] != '0');
    std::size_t fraction = 0;
    if (fits_grammar && i < text.size()) {
      fits_grammar = text[i] == '.';
      while (++i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0) ++fraction;
      fits_grammar = fits_grammar && fraction > 0 && i == text.size();
    }
    const std::size_t significant = integer + fraction - (text.size() > first && text[first] == '0' ? 1 : 0);
    const bool accept = fits_grammar && fraction <= 18 && significant <= 38;
    const auto number = Decimal::parse(text);
    ASSERT_EQ(number.has_value(), accept) << text;
    if (!accept) return;
    i128 coefficient = 0;
    for (const char c : text) coefficient = c == '-' || c == '.' ? coefficient : coefficient * 10 + (c - '0');
    EXPECT_TRUE(number->coefficient() == (text.front() == '-' ? -coefficient : coefficient)) << text;
    EXPECT_EQ(number->scale(), fraction) << text;
  });
}

// P24
TEST(DecimalProperty, allocated_parts_add_up_and_are_within_a_unit_of_their_share) {
  for_cases(0xDB, [](Random& random) {
    const auto places = random.any(0U, 18U);
    const Decimal total = any_decimal(random, 30, places);
    std::vector<Decimal> weights;
    for (std::uint64_t n = 1 + random.below(20); n > 0; --n) {
      Decimal w = any_decimal(random, 20, 18);
      weights.push_back(random.chance(1, 8) ? w : w.abs());
    }
    cpp_rational sum = 0;
    for (const Decimal& w : weights) sum += exact(w);
    const auto parts = allocate(total, weights, places);
    if (sum == 0) {
      EXPECT_FALSE(parts.ok());
      return;
    }
    if (!parts) return;  // a part beyond 38 digits, from weights of both signs; checked below
    ASSERT_EQ(parts->size(), weights.size());
    cpp_rational whole = 0;
    for (std::size_t i = 0; i < weights.size(); ++i) {
      const cpp_rational part = exact((*parts)[i]), share = exact(total) * exact(weights[i]) / sum;
      whole += part;
      EXPECT_LT(abs(cpp_rational(part - share)), cpp_rational(1, ten_to(places)));
      EXPECT_LE((*parts)[i].scale(), places);
    }
    EXPECT_EQ(whole, exact(total));
  });
}

// P24
TEST(DecimalProperty, allocation_gives_equal_weights_parts_that_fall_from_left_to_right_by_one_unit_at_most) {
  for_cases(0xDC, [](Random& random) {
    const Decimal total = any_decimal(random, 20, 2);
    const std::vector<Decimal> weights(1 + random.below(30), Decimal(1));
    const auto parts = allocate(total, weights, 2);
    ASSERT_TRUE(parts.ok());
    EXPECT_TRUE(std::is_sorted(parts->rbegin(), parts->rend()));
    EXPECT_LE(parts->front() - parts->back(), *Decimal::parse("0.01"));
  });
}

TEST(DecimalProperty, allocation_refuses_what_has_no_answer) {
  const Decimal cents = *Decimal::parse("0.01");
  EXPECT_FALSE(allocate(cents, {}, 2).ok());
  EXPECT_FALSE(allocate(cents, std::vector{Decimal(1), Decimal(-1)}, 2).ok());
  EXPECT_FALSE(allocate(cents, std::vector{Decimal(1)}, 1).ok());
  EXPECT_FALSE(allocate(cents, std::vector{Decimal(1)}, 77).ok());
  EXPECT_FALSE(
      allocate(*Decimal::parse("99999999999999999999999999999999999999"), std::vector{Decimal(1000), Decimal(-999)}, 0)
          .ok());
}

TEST(DecimalProperty, linking_is_exact_until_its_one_rounding) {
  for_cases(0xDD, [](Random& random) {
    std::vector<Decimal> returns;
    for (std::uint64_t n = random.below(40); n > 0; --n) returns.push_back(any_decimal(random, 7, 9));
    const auto places = random.any(0U, 18U);
    const Rounding mode = any_mode(random);
    cpp_rational growth = 1;
    for (const Decimal& r : returns) growth *= 1 + exact(r);
    const cpp_int units = rounded_units(growth - 1, places, mode);
    const auto linked = link_exactly(returns, places, mode);
    ASSERT_EQ(linked.ok(), representable(units));
    if (linked) {
      EXPECT_EQ(exact(*linked), cpp_rational(units, ten_to(places)));
    }
  });
}

TEST(DecimalProperty, more_places_than_a_decimal_has_are_an_error) {
  EXPECT_FALSE(link_exactly(std::vector{Decimal(1)}, 77, Rounding::half_even).ok());
  EXPECT_FALSE(multiply(Decimal(1), Decimal(1), 77, Rounding::half_even).ok());
  EXPECT_FALSE(Decimal::parse_rounded("1", 77, Rounding::half_even).has_value());
}

}  // namespace
}  // namespace dietz
