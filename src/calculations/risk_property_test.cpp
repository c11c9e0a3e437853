#include "calculations/measures.hpp"
#include "calculations/risk.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>
#include <set>

// Properties of the risk figures over generated returns; P numbers name the house's list.
namespace dietz {
namespace {

using test::for_cases;
using test::Random;

using Figures = std::map<std::string, Figure, std::less<>>;

Figures figures_of(const RiskInput& input) {
  Figures figures;
  for (Figure& figure : risk_figures(input)) figures.emplace(figure.name, std::move(figure));
  return figures;
}

/// Between −30 % and +30 %, in steps of a ten-thousandth; many zeros and equal values.
double any_return(Random& random) {
  const bool zero = random.chance(1, 3);
  const int steps = random.any(-3000, 3000);
  return zero ? 0.0 : steps * 1e-4;
}

std::vector<double> any_returns(Random& random, std::uint64_t fewest = 0) {
  const std::uint64_t most = random.chance(1, 100) ? 600 : 40;
  std::vector<double> returns(fewest + random.below(most));
  for (double& r : returns) r = any_return(random);
  return returns;
}

RiskInput monthly(std::span<const double> returns) {
  RiskInput input;
  input.returns = returns;
  input.periods_per_year = 12;
  input.annualize_under_one_year = true;
  return input;
}

TEST(RiskProperty, a_figure_is_a_finite_value_or_a_reason_with_a_sentence) {
  for_cases(0x91, [](Random& random) {
    std::vector<double> returns = any_returns(random);
    std::vector<double> benchmark(returns.size());
    for (double& b : benchmark) b = any_return(random);
    // Now and then returns that lose more than everything, or are beyond all measure.
    for (std::vector<double>* series : {&returns, &benchmark}) {
      if (!series->empty() && random.chance(1, 3)) {
        (*series)[random.below(series->size())] = random.pick({-1.0, -1.5, 1e200, -1e200, 1e-200, 5.0, 0.0});
      }
    }
    RiskInput input = monthly(returns);
    input.benchmark = benchmark;
    input.mar = random.pick({0.0, 0.005, -0.01});
    input.risk_free_annual = random.pick({0.0, 0.02, -0.01});
    input.periods_per_year = random.pick({12.0, 252.0, 0.0});
    input.confidence = random.pick({0.95, 0.99, 0.5, 0.0001});
    input.annualize_under_one_year = random.chance(1, 2);
    for (const Figure& figure : risk_figures(input)) {
      if (figure.rate) {
        EXPECT_TRUE(std::isfinite(figure.rate.value())) << figure.name;
      } else {
        EXPECT_NE(figure.rate.reason(), Reason::none) << figure.name;
        EXPECT_FALSE(figure.detail.empty()) << figure.name;
      }
    }
  });
}

TEST(RiskProperty, P23_constant_returns_have_no_volatility_and_no_sharpe_ratio) {
  for_cases(0x923, [](Random& random) {
    const double r = any_return(random);
    const std::vector<double> returns(2 + random.below(300), r);
    RiskInput input = monthly(returns);
    input.risk_free_annual = random.pick({0.0, 0.02});
    const Figures figures = figures_of(input);
    EXPECT_EQ(figures.at("volatility").rate, Rate(0.0));
    EXPECT_EQ(figures.at("volatility_annualized").rate, Rate(0.0));
    EXPECT_EQ(figures.at("sharpe_ratio").rate, Rate(Reason::undefined_ratio));
    EXPECT_EQ(figures.at("skewness").rate, Rate(Reason::undefined_ratio));
    EXPECT_EQ(figures.at("mean_absolute_deviation").rate, Rate(0.0));
    if (r >= 0) {
      EXPECT_EQ(figures.at("max_drawdown").rate, Rate(0.0));
    }
  });
}

TEST(RiskProperty, P23_a_drawdown_of_a_long_only_series_lies_between_0_and_1) {
  for_cases(0x9231, [](Random& random) {
    const auto returns = any_returns(random, 1);
    const Figures figures = figures_of(monthly(returns));
    const double deepest = figures.at("max_drawdown").rate.value();
    EXPECT_GE(deepest, 0);
    EXPECT_LE(deepest, 1);
    const double pain = figures.at("pain_index").rate.value();
    const double ulcer = figures.at("ulcer_index").rate.value();
    EXPECT_LE(pain, ulcer * (1 + 1e-14));
    EXPECT_LE(ulcer, deepest * (1 + 1e-14));
    const bool falls = std::any_of(returns.begin(), returns.end(), [](double r) { return r < 0; });
    EXPECT_EQ(deepest > 0, falls);
  });
}

TEST(RiskProperty, P12_a_series_against_itself_has_no_active_return_and_beta_1) {
  for_cases(0x912, [](Random& random) {
    const auto returns = any_returns(random, 3);
    RiskInput input = monthly(returns);
    input.benchmark = returns;
    input.risk_free_annual = random.pick({0.0, 0.03});
    const Figures figures = figures_of(input);
    EXPECT_EQ(figures.at("active_return").rate, Rate(0.0));
    EXPECT_EQ(figures.at("active_premium").rate, Rate(0.0));
    EXPECT_EQ(figures.at("tracking_error").rate, Rate(0.0));
    EXPECT_EQ(figures.at("information_ratio").rate, Rate(Reason::undefined_ratio));
    if (figures.at("volatility").rate.value() == 0) {
      EXPECT_EQ(figures.at("beta").rate, Rate(Reason::undefined_ratio));
      return;
    }
    EXPECT_EQ(figures.at("beta").rate, Rate(1.0));
    EXPECT_EQ(figures.at("alpha_regression").rate, Rate(0.0));
    EXPECT_EQ(figures.at("alpha_jensen").rate, Rate(0.0));
    EXPECT_EQ(figures.at("correlation").rate, Rate(1.0));
    EXPECT_EQ(figures.at("specific_risk").rate, Rate(0.0));
    for (const char* name : {"beta_bull", "beta_bear", "up_capture", "down_capture", "fama_beta"}) {
      if (figures.at(name).rate) {
        EXPECT_EQ(figures.at(name).rate, Rate(1.0)) << name;
      }
    }
  });
}

TEST(RiskProperty, P4_ratios_of_returns_dont_change_with_their_scale) {
  for_cases(0x904, [](Random& random) {
    const auto returns = any_returns(random, 2);
    std::vector<double> benchmark(returns.size());
    for (double& b : benchmark) b = any_return(random);
    RiskInput input = monthly(returns);
    input.benchmark = benchmark;
    const Figures figures = figures_of(input);
    // A power of two scales without rounding, so even the bits stay.
    const double k = std::ldexp(1.0, random.any(-40, 3));
    std::vector<double> scaled = returns;
    for (double& r : scaled) r *= k;
    std::vector<double> scaled_benchmark = benchmark;
    for (double& b : scaled_benchmark) b *= k;
    RiskInput scaled_input = monthly(scaled);
    scaled_input.benchmark = scaled_benchmark;
    const Figures other = figures_of(scaled_input);
    for (const char* name : {"sharpe_ratio",
                             "sortino_ratio",
                             "sortino_ratio_annualized",
                             "omega",
                             "upside_potential_ratio",
                             "skewness",
                             "kurtosis",
                             "autocorrelation",
                             "positive_periods",
                             "information_ratio",
                             "beta",
                             "beta_bull",
                             "beta_bear",
                             "correlation",
                             "r_squared",
                             "fama_beta",
                             "up_number",
                             "down_number",
                             "up_percent",
                             "down_percent",
                             "market_timing_hm_gamma",
                             "probabilistic_sharpe_ratio",
                             "adjusted_sharpe_ratio"}) {
      EXPECT_EQ(figures.at(name).rate, other.at(name).rate) << name << " x " << k;
    }
    const Rate& kappa = figures.at("kappa_3").rate;
    ASSERT_EQ(kappa.has_value(), other.at("kappa_3").rate.has_value());
    if (kappa) {
      EXPECT_NEAR(other.at("kappa_3").rate.value(), kappa.value(), 1e-13 * std::abs(kappa.value()));
    }
    EXPECT_EQ(figures.at("volatility").rate.value() * k, other.at("volatility").rate.value());
  });
}

TEST(RiskProperty, tails_are_ordered_and_the_more_certain_is_the_larger) {
  for_cases(0x9A7, [](Random& random) {
    const auto returns = any_returns(random, 2);
    RiskInput input = monthly(returns);
    input.confidence = 0.9;
    const Figures at_90 = figures_of(input);
    input.confidence = 0.99;
    const Figures at_99 = figures_of(input);
    for (const char* method : {"historical", "gaussian", "modified"}) {
      const Rate& var = at_99.at(std::string("var_") + method).rate;
      const Rate& shortfall = at_99.at(std::string("es_") + method).rate;
      ASSERT_EQ(var.has_value(), shortfall.has_value());
      if (!var) continue;
      EXPECT_GE(shortfall.value(), var.value() - 1e-15) << method;
      if (std::string(method) == "modified") continue;
      EXPECT_GE(var.value(), at_90.at(std::string("var_") + method).rate.value() - 1e-15) << method;
    }
  });
}

TEST(RiskProperty, the_order_of_returns_changes_no_figure_without_time) {
  for_cases(0x90D, [](Random& random) {
    const auto returns = any_returns(random, 1);
    std::vector<double> shuffled;
    for (const std::size_t i : random.permutation(returns.size())) shuffled.push_back(returns[i]);
    const Figures a = figures_of(monthly(returns));
    const Figures b = figures_of(monthly(shuffled));
    for (const char* name : {"best_period", "worst_period", "positive_periods", "var_historical", "es_historical"}) {
      EXPECT_EQ(a.at(name).rate, b.at(name).rate) << name;
    }
    for (const char* name : {"volatility", "downside_deviation", "omega", "cumulative_return"}) {
      ASSERT_EQ(a.at(name).rate.has_value(), b.at(name).rate.has_value()) << name;
      EXPECT_NEAR(a.at(name).rate.value(), b.at(name).rate.value(), 1e-12 * (1 + std::abs(a.at(name).rate.value())))
          << name;
    }
  });
}

TEST(RiskFigures, are_the_measures_of_the_table_in_its_order) {
  const std::vector<double> returns{0.01, -0.02, 0.03};
  RiskInput input = monthly(returns);
  input.benchmark = returns;
  std::vector<std::string_view> expected;
  for (const Measure& measure : measures) expected.push_back(measure.name);
  const auto figures = risk_figures(input);
  ASSERT_EQ(figures.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) EXPECT_EQ(figures[i].name, expected[i]);
  EXPECT_EQ(std::set(expected.begin(), expected.end()).size(), expected.size());
}

TEST(RiskFigures, have_the_same_bits_with_every_compiler) {
  std::vector<double> returns;
  std::vector<double> benchmark;
  Random random(42);
  for (int i = 0; i < 500; ++i) {
    returns.push_back(any_return(random) / 10);
    benchmark.push_back(any_return(random) / 10);
  }
  RiskInput input = monthly(returns);
  input.benchmark = benchmark;
  input.risk_free_annual = 0.02;
  input.mar = 0.001;
  std::uint64_t digest = 0;
  for (const Figure& figure : risk_figures(input, report_measures())) {
    ASSERT_TRUE(figure.rate) << figure.name;
    digest = digest * 0x100000001B3U ^ std::bit_cast<std::uint64_t>(figure.rate.value());
  }
  EXPECT_EQ(digest, 13869274411177864332U);
}

}  // namespace
}  // namespace dietz
