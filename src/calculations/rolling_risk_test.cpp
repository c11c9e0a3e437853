#include "calculations/rolling_risk.hpp"

#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <string>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

double any_return(Random& random) { return random.chance(1, 4) ? 0.0 : random.any(-3000, 3000) * 1e-4; }

std::vector<double> any_returns(Random& random, std::size_t n) {
  std::vector<double> returns(n);
  for (double& r : returns) r = any_return(random);
  // Now and then a stretch of one value, values that hardly differ, or a loss of everything or more.
  if (n > 4 && random.chance(1, 4)) {
    const double value = any_return(random);
    const bool exact = random.chance(1, 2);
    for (std::size_t i = 0; i < n / 2; ++i) returns[i] = exact ? value : value + random.any(0, 9) * 1e-12;
  }
  if (n > 0 && random.chance(1, 20)) returns[random.below(n)] = random.pick({-1.0, -1.5, 1e200, 30.0});
  return returns;
}

struct AnyInput {
  std::vector<double> returns;
  std::vector<double> benchmark;
  std::vector<double> risk_free;
  std::vector<double> mar;
  RiskInput input;

  explicit AnyInput(Random& random) {
    const std::size_t n = 1 + random.below(60);
    returns = any_returns(random, n);
    if (random.chance(2, 3)) benchmark = random.chance(1, 8) ? returns : any_returns(random, n);
    if (random.chance(1, 3)) risk_free = std::vector<double>(n, random.pick({0.0, 0.001, 0.002}));
    if (random.chance(1, 3)) mar = any_returns(random, n);
    input.returns = returns;
    input.benchmark = benchmark;
    input.risk_free = risk_free;
    input.risk_free_annual = random.pick({0.0, 0.02});
    input.mar_series = mar;
    input.mar = random.pick({0.0, 0.01});
    input.periods_per_year = random.pick({12.0, 252.0, 0.0});
    input.annualize_under_one_year = random.chance(1, 2);
  }
};

RiskInput window_of(const RiskInput& input, std::size_t begin, std::size_t size) {
  const auto cut = [&](std::span<const double> whole) { return whole.empty() ? whole : whole.subspan(begin, size); };
  RiskInput part = input;
  part.returns = cut(input.returns);
  part.benchmark = cut(input.benchmark);
  part.risk_free = cut(input.risk_free);
  part.mar_series = cut(input.mar_series);
  return part;
}

bool agree(const Rate& a, const Rate& b) {
  if (!a || !b) return a == b;
  return std::abs(a.value() - b.value()) <= 1e-12 * (1 + std::abs(b.value()));
}

TEST(RollingRisk, every_measure_over_every_window_is_that_of_the_window_alone_to_1e_12) {
  for_cases(0xA0111, [](Random& random) {
    const AnyInput any(random);
    const std::size_t window = 1 + random.below(any.returns.size());
    const auto rolling = rolling_risk(any.input, window, all_measures());
    const std::size_t windows = any.returns.size() - window + 1;
    for (std::size_t at = 0; at < windows; ++at) {
      // A few windows a case: each costs the whole set.
      if (windows > 3 && !random.chance(3, windows)) continue;
      const RiskRates direct = risk_rates(window_of(any.input, at, window));
      for (const RollingMeasure& measure : rolling) {
        const Rate& own = measure.rates[at];
        const Rate& expected = direct.rates[measure.place];
        ASSERT_TRUE(agree(own, expected))
            << measures[measure.place].name << " at " << at << " of " << window << ": "
            << (own ? std::to_string(own.value()) : std::string(name_of(own.reason()))) << " against "
            << (expected ? std::to_string(expected.value()) : std::string(name_of(expected.reason())));
      }
    }
  });
}

TEST(RollingRisk, a_window_of_the_whole_series_is_the_series) {
  const std::vector<double> returns{0.01, -0.02, 0.03, 0.005};
  RiskInput input;
  input.returns = returns;
  input.periods_per_year = 12;
  const auto rolling = rolling_risk(input, 4, all_measures());
  const RiskRates whole = risk_rates(input);
  for (const RollingMeasure& measure : rolling) {
    ASSERT_EQ(measure.rates.size(), 1);
    EXPECT_TRUE(agree(measure.rates[0], whole.rates[measure.place])) << measures[measure.place].name;
  }
}

TEST(RollingRisk, fewer_returns_than_a_window_have_no_values) {
  const std::vector<double> returns{0.01, -0.02};
  RiskInput input;
  input.returns = returns;
  for (const RollingMeasure& measure : rolling_risk(input, 3, all_measures())) EXPECT_TRUE(measure.rates.empty());
  EXPECT_FALSE(rolling_risk({}, 3, all_measures()).empty());
}

TEST(RollingRisk, gives_what_is_wanted_in_the_order_of_the_table) {
  const std::vector<double> returns{0.01, -0.02, 0.03};
  RiskInput input;
  input.returns = returns;
  MeasureSet wanted;
  for (const char* name : {"beta", "pain_index", "volatility"}) wanted.set(measure_index(name));
  const auto rolling = rolling_risk(input, 2, wanted);
  ASSERT_EQ(rolling.size(), 2);
  EXPECT_EQ(measures[rolling[0].place].name, "volatility");
  EXPECT_EQ(measures[rolling[1].place].name, "pain_index");
}

}  // namespace
}  // namespace dietz
