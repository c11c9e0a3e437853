#include "calculations/private_asset_figures.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

// Properties of private assets over generated funds; P numbers name the house's list.
namespace dietz {
namespace {

using test::for_cases;
using test::Random;

Decimal cents(Random& random, std::int64_t low, std::int64_t high) {
  return Decimal::from_parts(random.between(low, high), 2);
}

/// A fund with an index on each day; the last day has the net asset value.
std::vector<PrivateFlow> any_fund(Random& random) {
  std::vector<PrivateFlow> flows;
  Date date = *Date::parse("2010-01-01") + random.any(0, 2000);
  for (std::uint64_t left = random.below(12) + 2; left > 0; --left) {
    PrivateFlow flow;
    flow.date = date;
    if (flows.empty() || random.chance(1, 2)) flow.contribution = cents(random, 1'000, 5'000'000);
    if (!flows.empty() && random.chance(1, 2)) flow.distribution = cents(random, 0, 3'000'000);
    flow.index = cents(random, 5'000, 40'000);
    flows.push_back(flow);
    date = date + random.any(1, 400);
  }
  flows.back().nav = cents(random, 0, 9'000'000);
  return flows;
}

Rate figure(const PrivateAssetReport& report, std::string_view name) {
  return std::find_if(report.figures.begin(), report.figures.end(), [name](const Figure& f) { return f.name == name; })
      ->rate;
}

PrivateAssetReport reported(const std::vector<PrivateFlow>& flows) { return private_asset_report(flows, {}); }

TEST(PrivateAssetProperty, total_value_is_what_was_paid_out_and_what_is_left) {
  for_cases(0x9A1, [](Random& random) {
    const PrivateAssetReport report = reported(any_fund(random));
    const double dpi = figure(report, "dpi").value(), rvpi = figure(report, "rvpi").value();
    EXPECT_NEAR(figure(report, "tvpi").value(), dpi + rvpi, 1e-15 * std::max(1.0, dpi + rvpi));
  });
}

TEST(PrivateAssetProperty, a_fund_that_is_the_index_equals_it) {
  for_cases(0x9A2, [](Random& random) {
    std::vector<PrivateFlow> flows = any_fund(random);
    // Nothing is taken out that isn't in, and the value left is that of the units.
    Decimal units;
    for (PrivateFlow& flow : flows) {
      flow.contribution = working_product(*flow.index, Decimal(random.any(flow.contribution.is_zero() ? 0 : 1, 50)));
      flow.distribution = Decimal();
      units = working_sum(units, working_quotient(flow.contribution, *flow.index));
      if (!flow.nav && random.chance(1, 3)) {
        const Decimal sold(random.any(0, units.is_zero() ? 0 : 1));
        flow.distribution = working_product(sold, *flow.index);
        units = working_sum(units, -sold);
      }
    }
    flows.back().nav = working_product(units, *flows.back().index);
    const PrivateAssetReport report = reported(flows);
    EXPECT_NEAR(figure(report, "ks_pme").value(), 1.0, 1e-14);
    ASSERT_TRUE(report.index_nav.has_value());
    EXPECT_EQ(report.index_nav->to_double(), flows.back().nav->to_double());
    const Rate own = figure(report, "xirr"), index = figure(report, "ln_pme");
    ASSERT_EQ(own.has_value(), index.has_value());
    if (own) {
      EXPECT_NEAR(index.value(), own.value(), 1e-9 * (1.0 + std::abs(own.value())));
    }
    if (const Rate alpha = figure(report, "direct_alpha"); alpha) {
      EXPECT_NEAR(alpha.value(), 0.0, 1e-9);
    }
  });
}

TEST(PrivateAssetProperty, P4_amounts_and_index_may_be_scaled) {
  for_cases(
      0x9A3,
      [](Random& random) {
        std::vector<PrivateFlow> flows = any_fund(random);
        const PrivateAssetReport report = reported(flows);
        for (PrivateFlow& flow : flows) {
          flow.contribution = flow.contribution * Decimal(1000);
          flow.distribution = flow.distribution * Decimal(1000);
          if (flow.nav) flow.nav = *flow.nav * Decimal(1000);
          flow.index = *flow.index * Decimal(10);
        }
        const PrivateAssetReport scaled = reported(flows);
        for (std::size_t i = 0; i < report.figures.size(); ++i) {
          EXPECT_EQ(report.figures[i].rate, scaled.figures[i].rate) << report.figures[i].name;
        }
      },
      {}, 3'000);
}

TEST(PrivateAssetProperty, an_index_that_stands_still_leaves_the_funds_own_figures) {
  for_cases(
      0x9A4,
      [](Random& random) {
        std::vector<PrivateFlow> flows = any_fund(random);
        for (PrivateFlow& flow : flows) flow.index = Decimal(100);
        const PrivateAssetReport report = reported(flows);
        EXPECT_EQ(figure(report, "ks_pme"), figure(report, "tvpi"));
        EXPECT_EQ(figure(report, "direct_alpha"), figure(report, "xirr"));
        EXPECT_EQ(figure(report, "index_return"), Rate(0.0));
      },
      {}, 3'000);
}

TEST(PrivateAssetProperty, more_at_the_end_is_never_worse) {
  for_cases(0x9A5, [](Random& random) {
    std::vector<PrivateFlow> flows = any_fund(random);
    const PrivateAssetReport before = reported(flows);
    flows.back().nav = *flows.back().nav + cents(random, 1, 1'000'000);
    const PrivateAssetReport after = reported(flows);
    for (const char* name : {"rvpi", "tvpi", "ks_pme"}) {
      EXPECT_LE(figure(before, name).value(), figure(after, name).value()) << name;
    }
  });
}

}  // namespace
}  // namespace dietz
