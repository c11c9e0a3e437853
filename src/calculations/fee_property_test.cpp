#include "calculations/management_fee.hpp"
#include "calculations/model_fee.hpp"
#include "calculations/performance_fee.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <cmath>

// Properties of fees over generated terms and values; P numbers name the house's list.
namespace dietz {
namespace {

using test::for_cases;
using test::Random;

Decimal cents(Random& random, std::int64_t low, std::int64_t high) {
  return Decimal::from_parts(random.between(low, high), 2);
}
Decimal share(Random& random, std::int64_t highest_percent) {
  return Decimal::from_parts(random.between(0, highest_percent), 2);
}

PerformanceFeeTerms any_terms(Random& random) {
  PerformanceFeeTerms terms;
  terms.rate = share(random, 50);
  terms.high_water_mark = !random.chance(1, 4);
  terms.hurdle = random.pick({Hurdle::none, Hurdle::hard, Hurdle::soft});
  terms.hurdle_rate = share(random, 12);
  terms.hurdle_base = random.pick({HurdleBase::begin_value, HurdleBase::high_water_mark});
  if (terms.hurdle == Hurdle::soft && random.chance(2, 3))
    terms.catch_up = share(random, 99) + Decimal::from_parts(1, 2);
  terms.after_management_fee = random.chance(1, 2);
  terms.paid_by = random.pick({FeePaidBy::fund, FeePaidBy::investor});
  return terms;
}

FeePeriod any_period(Random& random) {
  FeePeriod period;
  period.begin_value = cents(random, 1'000'000, 3'000'000);
  period.end_value = cents(random, 500'000, 5'000'000);
  period.management_fee = cents(random, 0, 100'000);
  period.high_water_mark = cents(random, 1'000'000, 4'000'000);
  period.years = {random.between(1, 400), 365};
  return period;
}

std::vector<FeeValuation> any_valuations(Random& random, Date begin) {
  std::vector<FeeValuation> valuations;
  Date date = begin;
  for (std::uint64_t left = random.below(30) + 1; left > 0; --left) {
    date = date + random.any(1, 60);
    FeeValuation at{date, cents(random, 500'000, 5'000'000), cents(random, 0, 5'000), random.chance(1, 3), {}};
    if (at.crystallises && random.chance(1, 4)) at.flow = cents(random, 0, 1'000'000);
    valuations.push_back(at);
  }
  return valuations;
}

TEST(FeeProperty, P16_gross_is_not_below_net_and_equal_without_fees) {
  for_cases(0xFEE16, [](Random& random) {
    PerformanceFeeTerms terms = any_terms(random);
    FeePeriod period = any_period(random);
    const PerformanceFee fee = performance_fee(terms, period);
    ASSERT_EQ(fee.reason, Reason::none);
    EXPECT_GE(fee.fee, Decimal());
    EXPECT_GE(fee.gross_return.value(), fee.net_return.value());
    terms.rate = Decimal();
    terms.catch_up.reset();
    period.management_fee = Decimal();
    const PerformanceFee free = performance_fee(terms, period);
    EXPECT_EQ(free.gross_return, free.net_return);
  });
}

TEST(FeeProperty, a_high_water_mark_never_falls_without_money_out) {
  for_cases(0xFEE17, [](Random& random) {
    PerformanceFeeTerms terms = any_terms(random);
    const Date begin = *Date::parse("2019-12-31");
    const Decimal value = cents(random, 1'000'000, 3'000'000);
    Decimal mark = random.chance(1, 2) ? value : cents(random, 1'000'000, 3'000'000);
    const auto valuations = any_valuations(random, begin);
    for (const FeeStep& step : performance_fee_series(terms, DayCount::act_365_fixed, begin, value, mark, valuations)) {
      ASSERT_EQ(step.reason, Reason::none);
      EXPECT_GE(step.high_water_mark, mark);
      mark = step.high_water_mark;
    }
  });
}

TEST(FeeProperty, no_fee_is_due_below_the_mark_or_the_hurdle) {
  for_cases(0xFEE18, [](Random& random) {
    const PerformanceFeeTerms terms = any_terms(random);
    const FeePeriod period = any_period(random);
    const PerformanceFee fee = performance_fee(terms, period);
    const Decimal value = terms.after_management_fee ? period.end_value - period.management_fee : period.end_value;
    if (value <= fee.threshold) {
      EXPECT_TRUE(fee.fee.is_zero());
    }
    // Where he catches up or the hurdle is hard, the investor keeps at least the threshold.
    const bool cliff = terms.hurdle == Hurdle::soft && !terms.catch_up;
    if (value > fee.threshold && !cliff) {
      EXPECT_GE(working_sum(value, -fee.fee).to_double(), fee.threshold.to_double());
    }
  });
}

TEST(FeeProperty, a_fee_rises_with_the_value) {
  for_cases(0xFEE19, [](Random& random) {
    const PerformanceFeeTerms terms = any_terms(random);
    FeePeriod period = any_period(random);
    const PerformanceFee lower = performance_fee(terms, period);
    period.end_value = period.end_value + cents(random, 0, 1'000'000);
    EXPECT_GE(performance_fee(terms, period).fee, lower.fee);
  });
}

TEST(FeeProperty, P4_fees_scale_with_the_amounts) {
  for_cases(0xFEE20, [](Random& random) {
    const PerformanceFeeTerms terms = any_terms(random);
    FeePeriod period = any_period(random);
    const PerformanceFee fee = performance_fee(terms, period);
    const Decimal k = random.pick({Decimal(10), Decimal(1'000'000), Decimal::from_parts(1, 3)});
    for (Decimal* amount : {&period.begin_value, &period.end_value, &period.management_fee, &period.high_water_mark}) {
      *amount = *amount * k;
    }
    const PerformanceFee scaled = performance_fee(terms, period);
    EXPECT_EQ(scaled.net_return, fee.net_return);
    EXPECT_EQ(scaled.fee.to_double(), working_product(fee.fee, k).to_double());
  });
}

TEST(FeeProperty, marginal_tiers_join_without_a_step_and_lie_between_the_rates) {
  for_cases(0xFEE21, [](Random& random) {
    std::vector<FeeTier> tiers;
    Decimal from;
    for (std::uint64_t left = random.below(4) + 1; left > 0; --left) {
      tiers.push_back({from, Decimal::from_parts(random.between(0, 300), 4)});
      from = from + cents(random, 1, 100'000'000);
    }
    const Decimal assets = cents(random, 0, 400'000'000);
    const Decimal fee = annual_fee(tiers, TierRule::marginal, assets);
    Decimal lowest(1), highest;
    for (const FeeTier& tier : tiers) {
      lowest = std::min(lowest, tier.annual_rate);
      highest = std::max(highest, tier.annual_rate);
    }
    EXPECT_GE(fee, lowest * assets);
    EXPECT_LE(fee, highest * assets);
    const Decimal cent = Decimal::from_parts(1, 2);
    EXPECT_LE(annual_fee(tiers, TierRule::marginal, assets + cent) - fee, highest * cent);
    if (tiers.size() == 1) {
      EXPECT_EQ(annual_fee(tiers, TierRule::whole, assets), fee);
    }
  });
}

TEST(FeeProperty, equal_shares_of_a_year_add_up_to_the_years_fee) {
  for_cases(
      0xFEE22,
      [](Random& random) {
        ManagementFeeSchedule schedule;
        schedule.tiers = {{Decimal(), Decimal::from_parts(random.between(0, 300), 4)}};
        schedule.frequency = random.pick({FeeFrequency::month, FeeFrequency::quarter, FeeFrequency::half_year});
        schedule.places.reset();
        const Decimal assets = cents(random, 0, 400'000'000);
        const Date begin = *Date::from_civil(random.any(2000, 2030), 12, 31);
        std::vector<FeeValue> values;
        for (Date day = begin; day <= begin.add_years(1); day = day + 1) values.push_back({day, assets});
        Decimal sum;
        const auto charges = management_fees(schedule, values, {begin, begin.add_years(1)});
        for (const FeeCharge& charge : *charges) sum = working_sum(sum, *charge.amount);
        EXPECT_NEAR(sum.to_double(), annual_fee(schedule.tiers, schedule.rule, assets).to_double(), 1e-9);
      },
      {}, 2'000);
}

std::vector<ValuedDay> any_days(Random& random) {
  std::vector<ValuedDay> days;
  Date date = *Date::parse("2019-12-20") + random.any(0, 1500);
  for (std::uint64_t left = random.below(60) + 2; left > 0; --left) {
    ValuedDay day;
    day.date = date;
    day.value = random.chance(1, 20) ? Decimal() : cents(random, 1'000'000, 3'000'000);
    day.missing = Reason::none;
    if (!days.empty()) {  // what keeps every link computable: money in where nothing was held, all out where nothing is
      if (days.back().value->is_zero()) day.flow_at_start = *day.value;
      if (day.value->is_zero()) day.flow_at_end = days.back().value->is_zero() ? Decimal() : -*days.back().value;
    }
    days.push_back(day);
    date = date + random.any(1, 40);
  }
  return days;
}

TEST(FeeProperty, P16_a_model_fee_never_adds_and_nothing_costs_nothing) {
  for_cases(0xFEE23, [](Random& random) {
    const auto links = sub_periods(any_days(random));
    Figure gross;
    gross.rate = link(links).rate;
    ASSERT_TRUE(gross.rate.has_value());
    const Figure net = net_of_model_fee(gross, links, share(random, 20));
    EXPECT_LE(net.rate.value(), gross.rate.value());
    EXPECT_EQ(net_of_model_fee(gross, links, Decimal()).rate, gross.rate);
  });
}

}  // namespace
}  // namespace dietz
