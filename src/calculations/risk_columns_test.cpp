#include "calculations/risk_columns.hpp"

#include "calculations/risk.hpp"
#include "calculations/statistics.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

/// Daily returns; or nearly constant ones, where what varies may be rounding only; or wild ones with total losses.
std::vector<double> any_series(Random& random) {
  std::vector<double> returns(random.any<std::size_t>(0, random.chance(1, 8) ? 700 : 40));
  const int kind = random.pick({0, 0, 0, 1, 2, 3});
  const double level = (random.unit() - 0.5) * 0.02;
  for (double& r : returns) {
    const double noise = random.unit() - 0.5;
    if (kind == 0) r = 0.03 * noise + level;
    if (kind == 1) r = level;
    if (kind == 2) r = level + (random.chance(1, 4) ? noise * 1e-16 : 0.0);
    if (kind == 3) r = random.chance(1, 100) ? -1.0 - 0.5 * random.unit() : 3.0 * noise;
  }
  return returns;
}

struct Batch {
  std::vector<std::size_t> starts = {0};
  std::vector<double> returns;
  void add(const std::vector<double>& series) {
    returns.insert(returns.end(), series.begin(), series.end());
    starts.push_back(returns.size());
  }
};

std::vector<SeriesRisk> solve(const Batch& batch, const RiskTerms& terms) {
  std::vector<SeriesRisk> results(batch.starts.size() - 1);
  RiskColumns(terms).solve({batch.starts, batch.returns}, results);
  return results;
}

void expect_same_bits(const Rate& column, const Rate& ordinary, const char* name) {
  ASSERT_EQ(column.reason(), ordinary.reason()) << name;
  if (ordinary) {
    ASSERT_EQ(column.value(), ordinary.value()) << name;
  }
}

void expect_ordinary(const SeriesRisk& risk, std::span<const double> returns, const RiskTerms& terms) {
  RiskInput input;
  input.returns = returns;
  input.risk_free_annual = terms.risk_free_annual;
  input.periods_per_year = terms.periods_per_year;
  input.mar = terms.mar;
  const std::vector<Figure> figures = risk_figures(input);
  const std::pair<const char*, const Rate*> compared[] = {{"cumulative_return", &risk.cumulative_return},
                                                          {"volatility", &risk.volatility},
                                                          {"downside_deviation", &risk.downside_deviation},
                                                          {"max_drawdown", &risk.max_drawdown},
                                                          {"sharpe_ratio", &risk.sharpe_ratio},
                                                          {"sortino_ratio", &risk.sortino_ratio}};
  for (const auto& [name, rate] : compared) {
    const auto figure =
        std::find_if(figures.begin(), figures.end(), [name = name](const Figure& f) { return f.name == name; });
    ASSERT_NE(figure, figures.end()) << name;
    expect_same_bits(*rate, figure->rate, name);
  }
  expect_same_bits(risk.mean, returns.empty() ? Rate(Reason::insufficient_data) : Rate(mean_of(returns)), "mean");
}

TEST(RiskColumns, have_the_bits_of_the_risk_table) {
  for_cases(0x51C1, [](Random& random) {
    Batch batch;
    const auto count = random.any<std::size_t>(1, 6);
    for (std::size_t s = 0; s < count; ++s) batch.add(any_series(random));
    RiskTerms terms;
    if (random.chance(1, 2)) terms.risk_free_annual = (random.unit() - 0.2) * 0.1;
    terms.periods_per_year = random.pick({0, 252, 12});
    if (random.chance(1, 2)) terms.mar = (random.unit() - 0.3) * 0.01;
    const auto results = solve(batch, terms);
    for (std::size_t s = 0; s < count; ++s) {
      const auto length = batch.starts[s + 1] - batch.starts[s];
      expect_ordinary(results[s], std::span(batch.returns).subspan(batch.starts[s], length), terms);
    }
  });
}

TEST(RiskColumns, a_known_series_has_its_risk) {
  Batch batch;
  batch.add({0.10, -0.20, 0.10, 0.20});
  const SeriesRisk risk = solve(batch, {}).front();
  EXPECT_NEAR(risk.mean.value(), 0.05, 1e-16);
  EXPECT_NEAR(risk.volatility.value(), std::sqrt(0.09 / 3), 1e-15);
  EXPECT_NEAR(risk.downside_deviation.value(), 0.1, 1e-16);
  EXPECT_NEAR(risk.max_drawdown.value(), 0.2, 1e-15);
  EXPECT_NEAR(risk.sortino_ratio.value(), 0.5, 1e-14);
  EXPECT_NEAR(risk.cumulative_return.value(), 1.1 * 0.8 * 1.1 * 1.2 - 1, 1e-15);
}

TEST(RiskColumns, no_series_have_no_results) { EXPECT_TRUE(solve({}, {}).empty()); }

}  // namespace
}  // namespace dietz
