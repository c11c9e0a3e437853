#include "calculations/attribution.hpp"

#include "calculations/attribution_linking.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dietz {
namespace {

const Rate absent = Reason::insufficient_data;

AttributionTable one_period(std::vector<SegmentRow> rows) {
  AttributionTable table;
  for (std::uint32_t i = 0; i < rows.size(); ++i) {
    rows[i].segment = i;
    table.segments.push_back("s" + std::to_string(i));
  }
  table.periods.push_back({"1", std::move(rows), {}});
  return table;
}

TEST(Attribution, tells_allocation_selection_and_interaction_apart) {
  const auto table = one_period({{0, 0.4, 0.4, 0.2, 0.1}, {0, 0.3, 0.2, -0.05, -0.04}, {0, 0.3, 0.4, 0.06, 0.08}});
  const Attribution attribution = attribute(table, {});
  const AttributedPeriod& period = attribution.periods[0];
  EXPECT_NEAR(period.portfolio_return.value(), 0.083, 1e-15);
  EXPECT_NEAR(period.benchmark_return.value(), 0.064, 1e-15);
  EXPECT_NEAR(period.segments[1].effects.allocation, 0.1 * (-0.04 - 0.064), 1e-15);
  EXPECT_NEAR(period.segments[1].effects.selection, 0.2 * -0.01, 1e-15);
  EXPECT_NEAR(period.segments[1].effects.interaction, 0.1 * -0.01, 1e-15);
  EXPECT_TRUE(attribution.warnings.empty());
}

TEST(Attribution, a_missing_return_with_a_weight_is_a_reason) {
  const Attribution attribution = attribute(one_period({{0, 0.5, 0.5, absent, 0.1}, {0, 0.5, 0.5, 0.1, 0.1}}), {});
  const AttributedPeriod& period = attribution.periods[0];
  EXPECT_EQ(period.segments[0].no_allocation, Reason::none);
  EXPECT_EQ(period.segments[0].no_selection, Reason::insufficient_data);
  EXPECT_EQ(period.segments[1].no_selection, Reason::none);
  EXPECT_EQ(period.reason, Reason::insufficient_data);
  EXPECT_EQ(period.portfolio_return, absent);
  EXPECT_NEAR(period.benchmark_return.value(), 0.1, 1e-15);
  EXPECT_EQ(period.active_return, absent);
  EXPECT_EQ(attribution.linked.reason, Reason::insufficient_data);
  EXPECT_NE(attribution.linked.detail.find("period 1"), std::string::npos);
}

TEST(Attribution, without_the_benchmarks_return_only_hood_and_beebower_allocate) {
  const auto table = one_period({{0, 0.5, 0.5, 0.2, absent}, {0, 0.5, 0.5, 0.1, 0.1}});
  EXPECT_EQ(attribute(table, {}).periods[0].segments[1].no_allocation, Reason::insufficient_data);
  const Attribution bhb = attribute(table, {AttributionModel::brinson_hood_beebower});
  EXPECT_EQ(bhb.periods[0].segments[1].no_allocation, Reason::none);
  EXPECT_EQ(bhb.periods[0].segments[0].no_allocation, Reason::insufficient_data);
}

TEST(Attribution, a_segment_that_isnt_held_takes_the_other_sides_return) {
  const Attribution attribution =
      attribute(one_period({{0, 0.0, 0.5, absent, 0.1}, {0, 0.5, 0.0, 0.3, absent}, {0, 0.5, 0.5, 0.2, 0.2}}), {});
  const AttributedPeriod& period = attribution.periods[0];
  EXPECT_EQ(period.reason, Reason::none);
  EXPECT_EQ(period.totals.selection, 0.0);
  EXPECT_NEAR(period.segments[0].effects.allocation, -0.5 * (0.1 - 0.15), 1e-15);
  EXPECT_NEAR(period.segments[1].effects.allocation, 0.5 * (0.3 - 0.15), 1e-15);
  ASSERT_EQ(attribution.warnings.size(), 1U);
  EXPECT_EQ(attribution.warnings[0].code, "segment_not_held");
}

TEST(Attribution, weights_that_dont_sum_to_1_are_a_warning_that_says_what_is_missed) {
  const Attribution attribution = attribute(one_period({{0, 0.5, 0.6, 0.1, 0.1}, {0, 0.4, 0.4, 0.0, 0.2}}), {});
  ASSERT_EQ(attribution.warnings.size(), 1U);
  EXPECT_EQ(attribution.warnings[0].code, "weights_sum");
  // b·(Σwp − Σwb) = 0.14 · −0.1
  EXPECT_NE(attribution.warnings[0].message.find("-0.014"), std::string::npos) << attribution.warnings[0].message;
}

TEST(Attribution, two_levels_split_the_allocation) {
  AttributionTable table = one_period({{0, 0.5, 0.3, 0.2, 0.1}, {0, 0.2, 0.2, 0.1, 0.05}, {0, 0.3, 0.5, 0.0, 0.02}});
  table.groups = {"equity", "bonds"};
  table.group_of = {0, 0, 1};
  const AttributedPeriod period = attribute(table, {}).periods[0];
  const double b = 0.3 * 0.1 + 0.2 * 0.05 + 0.5 * 0.02;
  EXPECT_NEAR(period.groups[0].effects.allocation, 0.2 * (0.08 - b), 1e-15);
  EXPECT_NEAR(period.groups[1].effects.allocation, -0.2 * (0.02 - b), 1e-15);
  EXPECT_NEAR(period.segments[0].effects.allocation, (0.5 - 0.7 * 0.6) * (0.1 - 0.08), 1e-15);
  EXPECT_NEAR(period.segments[1].effects.allocation, (0.2 - 0.7 * 0.4) * (0.05 - 0.08), 1e-15);
  EXPECT_NEAR(period.segments[2].effects.allocation, 0.0, 1e-17);
  EXPECT_NEAR(period.totals.sum(), period.active_return.value(), 1e-15);
}

TEST(Attribution, a_group_whose_benchmark_weights_cancel_has_no_return) {
  AttributionTable table = one_period({{0, 0.5, 0.3, 0.2, 0.1}, {0, 0.2, -0.3, 0.1, 0.05}, {0, 0.3, 1.0, 0.0, 0.02}});
  table.groups = {"long and short", "rest"};
  table.group_of = {0, 0, 1};
  const AttributedPeriod period = attribute(table, {}).periods[0];
  EXPECT_EQ(period.groups[0].no_allocation, Reason::zero_base);
  EXPECT_EQ(period.segments[0].no_allocation, Reason::zero_base);
  EXPECT_EQ(period.segments[2].no_allocation, Reason::none);
  EXPECT_EQ(period.reason, Reason::zero_base);
}

TEST(Attribution, effects_beyond_the_range_of_numbers_are_a_reason) {
  const Attribution attribution = attribute(one_period({{0, 1e200, 1.0, 1e200, 0.0}}), {});
  EXPECT_EQ(attribution.periods[0].reason, Reason::undefined_ratio);
  EXPECT_EQ(attribution.periods[0].segments[0].no_selection, Reason::undefined_ratio);
  EXPECT_EQ(attribution.periods[0].portfolio_return, Rate(Reason::undefined_ratio));
}

TEST(Attribution, no_periods_are_insufficient_data) {
  const Attribution attribution = attribute({}, {});
  EXPECT_EQ(attribution.linked.reason, Reason::insufficient_data);
  EXPECT_TRUE(attribution.periods.empty());
}

TEST(Attribution, the_geometric_model_has_no_currency_effects) {
  AttributionMethod method{AttributionModel::geometric};
  method.currency = CurrencyModel::ankrim_hensel;
  EXPECT_EQ(attribute(one_period({{0, 1, 1, 0.1, 0.1}}), method).linked.reason, Reason::unsupported);
}

TEST(Linking, one_period_stays_as_it_is) {
  const PeriodReturns one[] = {{0.083, 0.064}};
  EXPECT_NEAR(carino_factors(one).factors[0], 1.0, 1e-15);
  EXPECT_NEAR(menchero_factors(one).factors[0], 1.0, 1e-14);
  EXPECT_EQ(grap_factors(one).factors[0], 1.0);
}

TEST(Linking, carino_takes_its_limit_at_equal_returns) {
  // k_t = 1/(1 + r); all equal: k = 1/(1 + R), so the factor is (1 + R)/(1 + r_t).
  const PeriodReturns equal[] = {{0.1, 0.1}, {-0.2, -0.2}};
  const LinkingFactors linking = carino_factors(equal);
  EXPECT_NEAR(linking.factors[0], 1.1 * 0.8 / 1.1, 1e-15);
  EXPECT_NEAR(linking.factors[1], 1.1 * 0.8 / 0.8, 1e-15);
}

TEST(Linking, nearly_equal_returns_come_near_the_limit_without_losing_digits) {
  for (const double hair : {1e-3, 1e-6, 1e-9, 1e-12, 1e-15}) {
    const PeriodReturns nearly[] = {{0.1 + hair, 0.1}, {-0.2, -0.2}};
    const double difference = nearly[0].portfolio - 0.1;
    // ln(1 + x)/x = 1 − x/2 + x²/3 − … at x = difference/1.1; of the whole period the same x, as the rest is equal.
    EXPECT_NEAR(carino_factors(nearly).factors[0], 0.8, 1e-15) << hair;
    EXPECT_NEAR(compounded_active_return(nearly), difference * 0.8, 1e-30 + 4e-16 * difference) << hair;
    EXPECT_NEAR(menchero_factors(nearly).factors[0], 0.8, 1e-9) << hair;
  }
}

TEST(Linking, menchero_takes_its_limit_at_equal_returns) {
  const PeriodReturns equal[] = {{0.1, 0.1}, {-0.2, -0.2}};
  for (const double factor : menchero_factors(equal).factors) EXPECT_NEAR(factor, std::sqrt(1.1 * 0.8), 1e-15);
}

TEST(Linking, equal_whole_returns_of_different_periods_are_linked) {
  const PeriodReturns crossed[] = {{0.1, -0.2}, {-0.2, 0.1}};
  EXPECT_NEAR(compounded_active_return(crossed), 0.0, 1e-16);
  for (const auto& linking : {carino_factors(crossed), menchero_factors(crossed), grap_factors(crossed)}) {
    EXPECT_NEAR(0.3 * linking.factors[0] - 0.3 * linking.factors[1], 0.0, 1e-15);
  }
}

TEST(Linking, a_loss_of_everything_has_no_logarithm_but_other_methods_link_it) {
  const PeriodReturns lost[] = {{-1.0, 0.1}, {0.2, 0.1}};
  EXPECT_EQ(carino_factors(lost).reason, Reason::zero_base);
  EXPECT_EQ(menchero_factors(lost).reason, Reason::none);
  EXPECT_EQ(grap_factors(lost).reason, Reason::none);
  const PeriodReturns indebted[] = {{-1.5, 0.1}, {0.2, 0.1}};
  EXPECT_EQ(carino_factors(indebted).reason, Reason::negative_base);
  EXPECT_EQ(menchero_factors(indebted).reason, Reason::negative_base);
}

}  // namespace
}  // namespace dietz
