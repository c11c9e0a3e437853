#include "calculations/risk.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/risk_columns.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <map>

// Risk figures at the edges of their definitions.
namespace dietz {
namespace {

using Series = std::vector<double>;
using Figures = std::map<std::string, Figure, std::less<>>;

Figures monthly(const Series& returns, const Series& benchmark = {}, double confidence = 0.95) {
  RiskInput input;
  input.returns = returns;
  input.benchmark = benchmark;
  input.periods_per_year = 12;
  input.confidence = confidence;
  Figures figures;
  for (Figure& figure : risk_figures(input)) figures.emplace(figure.name, std::move(figure));
  return figures;
}

TEST(Risk, losses_equal_to_value_at_risk_are_not_beyond_it) {
  // Between two equal returns (1 − w)·r + w·r isn't always r: with 28 returns it was a little above.
  for (int n = 27; n < 60; ++n) {
    Series returns(static_cast<std::size_t>(n), 0.01);
    returns[0] = -0.1;
    for (std::size_t i = 1; i < 6; ++i) returns[i] = -0.0123;
    const Figures figures = monthly(returns);
    EXPECT_EQ(figures.at("var_historical").rate, Rate(0.0123)) << n;
    EXPECT_EQ(figures.at("es_historical").rate, Rate(0.1)) << n;
  }
}

TEST(Risk, value_at_risk_stands_for_a_shortfall_that_nothing_lies_beyond) {
  const Figures figures = monthly({-0.05, -0.05, 0.02, 0.03}, {}, 0.9);
  EXPECT_EQ(figures.at("var_historical").rate, Rate(0.05));
  EXPECT_EQ(figures.at("es_historical").rate, Rate(0.05));
}

TEST(Risk, growth_beyond_the_range_of_a_double_has_no_drawdown) {
  const Series returns{1e200, 1e200, -1.0, 0.1};
  const Figures figures = monthly(returns);
  EXPECT_EQ(figures.at("max_drawdown").rate, Rate(Reason::unsupported));
  EXPECT_EQ(figures.at("pain_index").rate, Rate(Reason::unsupported));
  EXPECT_EQ(figures.at("cumulative_return").rate, Rate(Reason::unsupported));
  EXPECT_EQ(figures.at("best_period").rate, Rate(1e200));
  std::vector<Date> dates;
  for (int i = 0; i < 4; ++i) dates.push_back(Date::from_epoch_day(i));
  EXPECT_TRUE(drawdowns_of_returns(dates, returns).empty());
  const std::vector<std::size_t> starts{0, returns.size()};
  SeriesRisk column;
  RiskColumns({}).solve({starts, returns}, {&column, 1});
  EXPECT_EQ(column.max_drawdown, Rate(Reason::unsupported));
}

TEST(Risk, a_loss_of_everything_is_a_drawdown_of_1_and_one_of_more_has_none) {
  EXPECT_EQ(monthly({0.1, -1.0, 0.0}).at("max_drawdown").rate, Rate(1.0));
  EXPECT_EQ(monthly({0.1, -1.0, 0.0}).at("cumulative_return").rate, Rate(-1.0));
  EXPECT_EQ(monthly({0.1, -1.5, 0.0}).at("max_drawdown").rate, Rate(Reason::negative_base));
}

TEST(Risk, no_figure_is_minus_zero) {
  const Figures figures = monthly({0.1, 0.0, -0.2}, {0.1, -0.1, 0.2});
  EXPECT_EQ(figures.at("down_capture").rate, Rate(0.0));
  for (const auto& [name, figure] : figures) {
    EXPECT_FALSE(figure.rate && figure.rate.value() == 0 && std::signbit(figure.rate.value())) << name;
  }
}

TEST(Risk, one_sided_betas_count_the_periods_of_their_kind) {
  const Figures figures = monthly({0.1, 0.02, -0.2, 0.01}, {0.1, 0.01, -0.1, 0.2});
  const Figure& bear = figures.at("beta_bear");
  EXPECT_EQ(bear.rate, Rate(Reason::insufficient_data));
  EXPECT_EQ(bear.detail, "there are too few periods of this kind: 1");
  const Figure& bull = figures.at("beta_bull");
  EXPECT_TRUE(bull.rate);
  EXPECT_EQ(bull.basis.back().name, "periods_used");
  EXPECT_EQ(bull.basis.back().text, "3");
}

TEST(Risk, a_benchmark_that_earns_the_risk_free_rate_neither_rises_nor_falls) {
  const Series returns{0.01, 0.04, -0.02, 0.03, -0.01, 0.005};
  const Series benchmark{0.0025, 0.03, -0.01, 0.0025, -0.03, 0.01};
  const Series free(returns.size(), 0.0025);
  RiskInput input;
  input.returns = returns;
  input.benchmark = benchmark;
  input.periods_per_year = 4;
  input.risk_free = free;
  const auto by_series = risk_figures(input);
  input.risk_free = {};
  // The last digits of a rate by year depend on who multiplied it out.
  for (const double last_digits : {-2e-16, 0.0, 2e-16}) {
    input.risk_free_annual = 1.0025 * 1.0025 * 1.0025 * 1.0025 - 1 + last_digits;
    const auto by_rate = risk_figures(input);
    for (std::size_t i = 0; i < by_rate.size(); ++i) {
      if (!by_rate[i].name.starts_with("beta")) continue;
      ASSERT_TRUE(by_rate[i].rate) << by_rate[i].name;
      EXPECT_NEAR(by_rate[i].rate.value(), by_series[i].rate.value(), 1e-12) << by_rate[i].name;
    }
  }
}

TEST(Risk, without_a_single_return_every_figure_says_so) {
  for (const auto& [name, figure] : monthly({})) {
    EXPECT_EQ(figure.rate, Rate(Reason::insufficient_data)) << name;
    EXPECT_EQ(figure.detail, "there are too few returns: 0") << name;
  }
}

TEST(Risk, one_return_has_a_level_but_no_spread) {
  const Figures figures = monthly({-0.25}, {0.01});
  EXPECT_EQ(figures.at("cumulative_return").rate, Rate(-0.25));
  EXPECT_EQ(figures.at("downside_deviation").rate, Rate(0.25));
  EXPECT_EQ(figures.at("max_drawdown").rate, Rate(0.25));
  for (const char* name : {"volatility", "sharpe_ratio", "skewness", "kurtosis", "beta", "correlation",
                           "tracking_error", "information_ratio", "var_gaussian", "autocorrelation"}) {
    EXPECT_EQ(figures.at(name).rate, Rate(Reason::insufficient_data)) << name;
  }
}

TEST(Risk, gains_alone_leave_the_ratios_to_losses_undefined) {
  Series returns(24, 0.01);
  returns[3] = 0.02;
  const Figures figures = monthly(returns);
  EXPECT_EQ(figures.at("downside_deviation").rate, Rate(0.0));
  for (const char* name : {"sortino_ratio", "omega", "kappa_3", "upside_potential_ratio", "calmar_ratio",
                           "average_drawdown", "pain_ratio", "martin_ratio"}) {
    EXPECT_EQ(figures.at(name).rate, Rate(Reason::undefined_ratio)) << name;
    EXPECT_FALSE(figures.at(name).detail.empty()) << name;
  }
}

}  // namespace
}  // namespace dietz
