#include "calculations/annualize.hpp"
#include "calculations/irr.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <set>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

Decimal power_of_ten(int n) {
  return n >= 0 ? *Decimal::parse("1" + std::string(static_cast<std::size_t>(n), '0'))
                : Decimal::from_parts(1, static_cast<unsigned>(-n));
}

/// From a cent to the largest and smallest amounts that a file may hold.
Decimal any_amount(Random& random) {
  const bool in = random.chance(1, 2);
  const std::string digits = random.digits(random.chance(1, 20) ? 20 : 7);
  const Decimal size = *Decimal::parse(digits) * power_of_ten(random.chance(1, 20) ? -18 : -2);
  return in ? -size : size;
}

/// Spans from a day to decades, with several flows on one day.
std::vector<DatedAmount> any_flows(Random& random) {
  const auto count = random.any<std::size_t>(2, random.chance(1, 50) ? 200 : 12);
  const auto span = random.pick({400, 30, 5, 4000, 20000});
  const bool savings = random.chance(1, 2);
  std::vector<DatedAmount> flows;
  for (std::size_t i = 0; i < count; ++i) {
    const Date date = *Date::from_civil(2000, 1, 1) + random.any<int>(0, span);
    const Decimal amount = any_amount(random);
    flows.push_back({date, savings ? -amount.abs() : amount});
  }
  if (savings) flows.push_back({*Date::from_civil(2000, 1, 1) + span, any_amount(random).abs()});
  return flows;
}

/// f at ln(1 + r) = x in 80-bit numbers, scaled to factors below 1; independent of the product.
long double value_at(const std::vector<DatedAmount>& flows, const IrrResult& result, long double x, long double* size) {
  const Date base = x >= 0 ? result.first : result.last;
  long double value = 0.0L;
  *size = 0.0L;
  for (const DatedAmount& flow : flows) {
    const long double amount = static_cast<long double>(flow.amount.to_double());
    const long double term = amount * std::exp(-x * static_cast<long double>(flow.date - base) / 365.0L);
    value += term;
    *size += std::abs(term);
  }
  return value;
}

TEST(IrrProperty, present_value_at_every_root_is_zero) {
  for_cases(0x20A, [](Random& random) {
    const auto flows = any_flows(random);
    const IrrResult result = xirr(flows);
    if (!result.rate) {
      EXPECT_NE(result.rate.reason(), Reason::none);
      EXPECT_TRUE(result.roots.empty());
      return;
    }
    long double all = 0.0L;
    for (const DatedAmount& flow : flows) all += std::abs(static_cast<long double>(flow.amount.to_double()));
    EXPECT_LE(result.residual, 1e-10);
    EXPECT_LE(result.roots.size(), result.sign_changes);
    for (const IrrRoot& root : result.roots) {
      long double size = 0.0L;
      const long double value = value_at(flows, result, std::log1p(static_cast<long double>(root.rate)), &size);
      EXPECT_LE(std::abs(value), 1e-10L * all) << root.rate;
      EXPECT_GE(root.rate, -1.0 + 1e-7 * (1.0 - 1e-8));
      EXPECT_LE(root.rate, 1e8);
    }
  });
}

TEST(IrrProperty, no_root_is_missed_between_the_points_of_a_grid) {
  for_cases(0x20B, [](Random& random) {
    const auto flows = any_flows(random);
    if (flows.size() > 14) return;
    const IrrResult result = xirr(flows);
    if (result.rate.reason() == Reason::insufficient_data) return;
    const long double low = std::log(1e-7L);
    const long double high = std::log(1e8L);
    constexpr int points = 60;
    long double before = 0.0L;
    std::size_t crossings = 0;
    for (int i = 0; i <= points; ++i) {
      const long double x = low + (high - low) * i / points;
      long double size = 0.0L;
      const long double value = value_at(flows, result, x, &size);
      if (std::abs(value) < 1e-12L * size) continue;
      crossings += value * before < 0.0L ? 1 : 0;
      before = value;
    }
    EXPECT_GE(result.roots.size(), crossings);
    std::size_t simple = 0;
    for (const IrrRoot& root : result.roots) simple += root.touches ? 0 : 1;
    EXPECT_EQ(simple % 2, crossings % 2) << "the signs at both ends of the range tell odd from even";
  });
}

TEST(IrrProperty, order_and_power_of_ten_change_no_bit) {
  for_cases(0x20C, [](Random& random) {
    auto flows = any_flows(random);
    const IrrResult before = xirr(flows);
    std::vector<DatedAmount> shuffled;
    for (const std::size_t i : random.permutation(flows.size())) shuffled.push_back(flows[i]);
    const Decimal factor = power_of_ten(random.any<int>(-10, 10));
    for (DatedAmount& flow : shuffled) flow.amount = flow.amount * factor;
    const IrrResult after = xirr(shuffled);
    EXPECT_EQ(before.rate, after.rate);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(before.residual), std::bit_cast<std::uint64_t>(after.residual));
    ASSERT_EQ(before.roots.size(), after.roots.size());
    for (std::size_t i = 0; i < before.roots.size(); ++i) EXPECT_EQ(before.roots[i].rate, after.roots[i].rate);
  });
}

TEST(IrrProperty, money_one_way_is_no_sign_change) {
  for_cases(0x20D, [](Random& random) {
    auto flows = any_flows(random);
    for (DatedAmount& flow : flows) flow.amount = flow.amount.abs();
    const Reason reason = xirr(flows).rate.reason();
    EXPECT_TRUE(reason == Reason::no_sign_change || reason == Reason::insufficient_data) << name_of(reason);
  });
}

TEST(IrrProperty, polynomial_of_known_roots_gives_them_back) {
  for_cases(0x20E, [](Random& random) {
    std::set<std::int64_t> hundredths;  // of 1 + r, at least 0.05 apart
    for (std::uint64_t n = 1 + random.below(4); n > 0; --n) hundredths.insert(5 * random.between(1, 60));
    std::vector<Decimal> coefficients = {Decimal(1)};
    for (const std::int64_t root : hundredths) {
      coefficients.push_back(Decimal());
      for (std::size_t i = coefficients.size() - 1; i > 0; --i)
        coefficients[i] -= coefficients[i - 1] * Decimal::from_parts(root, 2);
    }
    std::vector<PeriodicAmount> flows;
    for (const Decimal& amount : coefficients) flows.push_back({static_cast<std::int32_t>(flows.size()), amount});
    const IrrResult result = irr(flows);
    ASSERT_EQ(result.roots.size(), hundredths.size());
    std::size_t i = 0;
    for (const std::int64_t root : hundredths)
      EXPECT_NEAR(result.roots[i++].rate, static_cast<double>(root) / 100.0 - 1.0, 1e-10);
  });
}

TEST(IrrProperty, without_flows_between_it_is_the_growth_of_the_value) {
  for_cases(0x2A, [](Random& random) {
    const Decimal begin = Decimal::from_parts(random.between(1, 1'000'000'000), 2);
    const Decimal end = Decimal::from_parts(random.between(1, 1'000'000'000), 2);
    const Date from = *Date::from_civil(2010, 1, 1);
    const std::vector<DatedAmount> flows = {{from, -begin}, {from + random.any<int>(1, 3000), end}};
    const IrrResult result = xirr(flows);
    if (!result.rate) {
      EXPECT_EQ(result.rate.reason(), Reason::no_root) << "only where the annual rate leaves the range";
      const double log_growth = std::log(ratio(end, begin)) * 365.0 / result.days;
      EXPECT_TRUE(log_growth > std::log(1e8) - 1e-6 || log_growth < std::log(1e-7) + 1e-6) << log_growth;
      return;
    }
    const double growth = ratio(end, begin);
    // A rate near −100 % holds 1 + r with an absolute error only.
    const double held = 1e-12 + 2e-16 * result.length / (1.0 + result.rate.value());
    EXPECT_NEAR(result.period_rate().value(), growth - 1.0, held * std::max(1.0, growth));
    ASSERT_EQ(result.roots.size(), 1U);
  });
}

TEST(IrrProperty, annual_and_period_form_convert_both_ways) {
  for_cases(0x20F, [](Random& random) {
    const double r = std::exp(8.0 * random.unit() - 4.0) - 1.0;
    const auto days = random.any<std::int32_t>(1, 20000);
    const Rate period = over_days(r, days);
    if (!period || period.value() > 1e100 || period.value() < -0.99) return;
    const Rate back = annualized(period.value(), days, UnderOneYear::annualize);
    ASSERT_TRUE(back);
    EXPECT_NEAR(back.value(), r, 1e-12 * (1.0 + 365.0 / days) * (1.0 + std::abs(r)));
    EXPECT_EQ(annualized(r, 365).value(), r);
    EXPECT_EQ(annualized(r, std::min(days, 364)).reason(), Reason::period_under_one_year);
  });
}

}  // namespace
}  // namespace dietz
