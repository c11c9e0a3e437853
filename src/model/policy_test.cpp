#include "model/policy.hpp"

#include <gtest/gtest.h>

#include <functional>

namespace dietz {
namespace {

std::string text_of(const Policy& policy) {
  std::string text;
  for (const PolicyEntry& entry : entries_of(policy)) text += entry.key + "=" + entry.value + "\n";
  return text;
}

TEST(Policy, entries_show_every_choice_that_a_figure_depends_on) {
  const std::vector<std::function<void(Policy&)>> changes = {
      [](Policy& p) { p.version = "house-2"; },
      [](Policy& p) { p.flow_timing = FlowTiming::end; },
      [](Policy& p) { p.twr_method = TwrMethod::modified_dietz; },
      [](Policy& p) { p.large_flow_percent = Decimal(5); },
      [](Policy& p) { p.day_count = "30E/360"; },
      [](Policy& p) { p.lot_method = LotMethod::average; },
      [](Policy& p) { p.stale_after_days = 3; },
      [](Policy& p) { p.missing_price = MissingPrice::last_transaction; },
      [](Policy& p) { p.annualize_under_one_year = true; },
      [](Policy& p) { p.risk_free_annual = 0.02; },
      [](Policy& p) { p.minimum_acceptable_return = 1e-7; },
      [](Policy& p) { p.benchmark_rebalance = Rebalance::none; },
  };
  EXPECT_EQ(entries_of(Policy()).size(), changes.size());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    Policy changed;
    changes[i](changed);
    EXPECT_NE(text_of(changed), text_of(Policy())) << "change " << i;
  }
}

}  // namespace
}  // namespace dietz
