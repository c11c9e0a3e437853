#include "calculations/attribution.hpp"
#include "calculations/attribution_table.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <cmath>

// Properties of attribution over generated tables; P numbers name the house's list.
namespace dietz {
namespace {

using test::for_cases;
using test::Random;

/// Whole thousandths that sum to 1; some are 0 and some negative.
std::vector<double> any_weights(Random& random, std::size_t count) {
  std::vector<double> weights;
  int left = 1000;
  for (std::size_t i = 0; i + 1 < count; ++i) {
    const int weight = random.chance(1, 4) ? 0 : random.any(-100, 600);
    weights.push_back(weight / 1000.0);
    left -= weight;
  }
  weights.push_back(left / 1000.0);
  return weights;
}

double any_return(Random& random) { return random.chance(1, 4) ? 0.0 : random.any(-1500, 1500) * 1e-4; }

CurrencyRow any_currency(Random& random) {
  CurrencyRow row;
  row.currency_return = any_return(random);
  row.forward_premium = random.any(-100, 100) * 1e-4;
  row.deposit_rate = random.any(-100, 200) * 1e-4;
  return row;
}

/// Forward contracts that sum to 0 on each side.
void add_forwards(Random& random, AttributionPeriod& period) {
  for (std::size_t i = 0; i + 1 < period.currency.size(); i += 2) {
    const double portfolio = random.any(-300, 300) / 1000.0;
    const double benchmark = random.any(-300, 300) / 1000.0;
    period.currency[i].portfolio_forwards = portfolio;
    period.currency[i].benchmark_forwards = benchmark;
    period.currency[i + 1].portfolio_forwards = -portfolio;
    period.currency[i + 1].benchmark_forwards = -benchmark;
  }
}

AttributionTable any_table(Random& random, bool two_levels) {
  AttributionTable table;
  const std::size_t count = 1 + random.below(6);
  const std::size_t periods = 1 + random.below(8);
  for (std::size_t i = 0; i < count; ++i) {
    table.segments.push_back("s" + std::to_string(i));
    if (two_levels) table.group_of.push_back(static_cast<std::uint32_t>(random.below(3)));
  }
  if (two_levels) table.groups = {"a", "b", "c"};
  for (std::size_t t = 0; t < periods; ++t) {
    AttributionPeriod period{std::to_string(t), {}, {}};
    const auto wp = any_weights(random, count);
    const auto wb = any_weights(random, count);
    for (std::size_t i = 0; i < count; ++i) {
      SegmentRow row{static_cast<std::uint32_t>(i), wp[i], wb[i], any_return(random), any_return(random)};
      if (wp[i] == 0.0 && random.chance(1, 2)) row.portfolio_return = Reason::insufficient_data;
      if (wb[i] == 0.0 && random.chance(1, 2)) row.benchmark_return = Reason::insufficient_data;
      period.rows.push_back(row);
      period.currency.push_back(any_currency(random));
    }
    add_forwards(random, period);
    table.periods.push_back(std::move(period));
  }
  return table;
}

AttributionMethod any_method(Random& random) {
  AttributionMethod method;
  method.model = random.chance(1, 2) ? AttributionModel::brinson_fachler : AttributionModel::brinson_hood_beebower;
  method.interaction =
      random.pick({InteractionEffect::separate, InteractionEffect::in_selection, InteractionEffect::in_allocation});
  method.linking = random.pick({LinkingMethod::carino, LinkingMethod::menchero, LinkingMethod::grap,
                                LinkingMethod::frongello, LinkingMethod::davies_laker});
  if (method.linking != LinkingMethod::davies_laker)
    method.currency = random.pick({CurrencyModel::none, CurrencyModel::ankrim_hensel, CurrencyModel::karnosky_singer});
  return method;
}

double all_of(const AttributedEffects& effects) { return effects.totals.sum() + effects.currency_totals.sum(); }

/// Weights of a group may cancel while its parts don't: then it has no return, and the period no totals.
bool lacks_only_a_group_return(const Attribution& attribution) {
  return std::any_of(attribution.periods.begin(), attribution.periods.end(),
                     [](const AttributedPeriod& period) { return period.reason == Reason::zero_base; });
}

/// Several periods may lose everything at 15 % each with weights beyond 1; methods with a logarithm say so.
bool is_beyond_logarithms(const Attribution& attribution) {
  return attribution.linked.reason == Reason::negative_base || attribution.linked.reason == Reason::zero_base;
}

TEST(AttributionProperty, effects_sum_to_the_active_return) {  // P10
  for_cases(0x1010, [](Random& random) {
    const bool two_levels = random.chance(1, 3);
    const AttributionTable table = any_table(random, two_levels);
    const Attribution attribution = attribute(table, any_method(random));
    if (lacks_only_a_group_return(attribution)) return;
    for (const AttributedPeriod& period : attribution.periods) {
      ASSERT_EQ(period.reason, Reason::none);
      // Groups divide by weights that nearly cancel.
      EXPECT_NEAR(all_of(period), period.active_return.value(), two_levels ? 1e-12 : 1e-14);
      EXPECT_NEAR(period.active_return.value(), period.portfolio_return.value() - period.benchmark_return.value(),
                  1e-15);
    }
    if (is_beyond_logarithms(attribution)) return;
    ASSERT_EQ(attribution.linked.reason, Reason::none) << attribution.linked.detail;
    EXPECT_NEAR(all_of(attribution.linked), attribution.linked.active_return.value(), two_levels ? 1e-11 : 1e-12);
    EXPECT_NEAR(attribution.linked.active_return.value(),
                attribution.linked.portfolio_return.value() - attribution.linked.benchmark_return.value(), 1e-13);
  });
}

TEST(AttributionProperty, linked_periods_and_linked_segments_sum_to_the_same) {
  for_cases(0x1011, [](Random& random) {
    const AttributionTable table = any_table(random, random.chance(1, 3));
    const LinkedAttribution linked = attribute(table, any_method(random)).linked;
    if (linked.periods.empty()) return;
    Effects by_period;
    CurrencyEffects currency_by_period;
    for (const AttributedEffects& period : linked.periods) {
      by_period += period.totals;
      currency_by_period += period.currency_totals;
    }
    EXPECT_NEAR(by_period.allocation, linked.totals.allocation, 1e-12);
    EXPECT_NEAR(by_period.selection, linked.totals.selection, 1e-12);
    EXPECT_NEAR(by_period.interaction, linked.totals.interaction, 1e-12);
    EXPECT_NEAR(currency_by_period.management, linked.currency_totals.management, 1e-12);
    EXPECT_NEAR(currency_by_period.sum(), linked.currency_totals.sum(), 1e-12);
  });
}

TEST(AttributionProperty, geometric_effects_compound_to_the_geometric_excess) {
  for_cases(0x1012, [](Random& random) {
    const AttributionTable table = any_table(random, random.chance(1, 3));
    AttributionMethod method;
    method.model = AttributionModel::geometric;
    const Attribution attribution = attribute(table, method);
    for (const AttributedPeriod& period : attribution.periods) {
      if (period.reason != Reason::none) return;
      EXPECT_NEAR((1 + period.totals.allocation) * (1 + period.totals.selection) - 1, period.active_return.value(),
                  1e-12);
    }
    const LinkedAttribution& linked = attribution.linked;
    const double compounded = (1 + linked.totals.allocation) * (1 + linked.totals.selection) - 1;
    EXPECT_NEAR(compounded, linked.active_return.value(), 1e-12);
    EXPECT_NEAR((1 + linked.portfolio_return.value()) / (1 + linked.benchmark_return.value()) - 1,
                linked.active_return.value(), 1e-12);
  });
}

TEST(AttributionProperty, a_portfolio_that_is_its_benchmark_has_no_effects) {  // P12
  for_cases(0x1200, [](Random& random) {
    AttributionTable table = any_table(random, random.chance(1, 3));
    for (AttributionPeriod& period : table.periods) {
      for (SegmentRow& row : period.rows) {
        row.portfolio_weight = row.benchmark_weight;
        row.portfolio_return = row.benchmark_return;
      }
      for (CurrencyRow& row : period.currency) row.portfolio_forwards = row.benchmark_forwards;
    }
    AttributionMethod method = any_method(random);
    if (method.currency == CurrencyModel::none && random.chance(1, 4)) method.model = AttributionModel::geometric;
    const Attribution attribution = attribute(table, method);
    if (lacks_only_a_group_return(attribution) || is_beyond_logarithms(attribution)) return;
    ASSERT_EQ(attribution.linked.reason, Reason::none);
    for (const AttributedPeriod& period : attribution.periods) {
      EXPECT_EQ(period.active_return, Rate(0.0));
      for (const SegmentEffects& segment : period.segments) {
        // Within a group, w − W·w/W is 0 but for the rounding of W/W and of returns.
        EXPECT_NEAR(segment.effects.allocation, 0.0, table.group_of.empty() ? 0.0 : 1e-16);
        EXPECT_EQ(segment.effects.selection, 0.0);
        EXPECT_EQ(segment.effects.interaction, 0.0);
      }
      EXPECT_EQ(period.currency_totals.sum(), 0.0);
    }
    EXPECT_EQ(attribution.linked.active_return, Rate(0.0));
    EXPECT_NEAR(all_of(attribution.linked), 0.0, table.group_of.empty() ? 0.0 : 1e-14);
  });
}

TEST(AttributionProperty, one_level_of_two_tells_the_same_selection) {
  for_cases(0x1013, [](Random& random) {
    AttributionTable table = any_table(random, true);
    const AttributionMethod method{};
    const Attribution two = attribute(table, method);
    table.groups.clear();
    table.group_of.clear();
    const Attribution one = attribute(table, method);
    for (std::size_t t = 0; t < one.periods.size(); ++t) {
      if (two.periods[t].reason != Reason::none) continue;
      EXPECT_EQ(one.periods[t].totals.selection, two.periods[t].totals.selection);
      EXPECT_NEAR(one.periods[t].totals.allocation, two.periods[t].totals.allocation, 1e-12);
    }
  });
}

TEST(AttributionProperty, order_of_rows_changes_no_bit) {  // P6
  for_cases(0x0600, [](Random& random) {
    std::vector<ClassifiedRow> rows;
    const std::size_t count = 1 + random.below(20);
    for (std::size_t i = 0; i < count; ++i) {
      ClassifiedRow row;
      row.period = std::to_string(random.below(3));
      row.group = "g" + std::to_string(random.below(2));
      row.segment = "s" + std::to_string(random.below(3));
      row.position = std::to_string(i);
      row.row = {0, random.any(0, 1000) / 997.0, random.any(0, 1000) / 997.0, any_return(random), any_return(random)};
      rows.push_back(row);
    }
    std::vector<ClassifiedRow> shuffled = rows;
    for (std::size_t i = shuffled.size(); i > 1; --i) std::swap(shuffled[i - 1], shuffled[random.below(i)]);
    const AttributionMethod method = any_method(random);
    const auto a = attribute(*classified_table(rows, true, false), {method.model, method.interaction, method.linking});
    const auto b =
        attribute(*classified_table(shuffled, true, false), {method.model, method.interaction, method.linking});
    ASSERT_EQ(a.periods.size(), b.periods.size());
    ASSERT_EQ(a.linked.reason, b.linked.reason);
    EXPECT_EQ(std::bit_cast<std::uint64_t>(all_of(a.linked)), std::bit_cast<std::uint64_t>(all_of(b.linked)));
    for (std::size_t t = 0; t < a.periods.size(); ++t) EXPECT_EQ(all_of(a.periods[t]), all_of(b.periods[t]));
  });
}

}  // namespace
}  // namespace dietz
