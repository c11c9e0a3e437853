#include "calculations/risk.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

// Every measure where there is hardly anything to measure: a value, or the reason that fits.
namespace dietz {
namespace {

using Names = std::set<std::string, std::less<>>;

RiskRates rates_of(const std::vector<double>& returns, const std::vector<double>& benchmark, double m = 12) {
  RiskInput input;
  input.returns = returns;
  input.benchmark = benchmark;
  input.periods_per_year = m;
  input.annualize_under_one_year = true;
  return risk_rates(input);
}

Names with_reason(const RiskRates& rates, Reason reason) {
  Names names;
  for (std::size_t i = 0; i < measure_count; ++i) {
    if (rates.rates[i].reason() == reason) names.emplace(measures[i].name);
  }
  return names;
}

TEST(RiskEdges, an_empty_series_has_no_measure_at_all) {
  EXPECT_EQ(with_reason(rates_of({}, {}), Reason::insufficient_data).size(), measure_count);
}

TEST(RiskEdges, without_a_benchmark_nothing_is_relative) {
  const RiskRates rates = rates_of({0.01, -0.02, 0.03, 0.01, -0.01}, {});
  for (std::size_t i = 0; i < measure_count; ++i) {
    if (measures[i].has_need(need::benchmark)) {
      EXPECT_EQ(rates.rates[i], Rate(Reason::insufficient_data)) << measures[i].name;
    } else {
      EXPECT_TRUE(rates.rates[i]) << measures[i].name;
    }
  }
}

TEST(RiskEdges, one_return_has_no_deviation) {
  const RiskRates rates = rates_of({-0.02}, {-0.01});
  const Names few = with_reason(rates, Reason::insufficient_data);
  for (const char* name : {"volatility",
                           "volatility_population",
                           "skewness",
                           "kurtosis",
                           "skewness_fisher",
                           "sharpe_ratio",
                           "sharpe_ratio_per_period",
                           "kelly_ratio",
                           "standard_error",
                           "mean_return_lower",
                           "autocorrelation",
                           "hurst_index",
                           "stability",
                           "var_gaussian",
                           "var_modified",
                           "es_gaussian",
                           "es_edgeworth",
                           "tracking_error",
                           "beta",
                           "alpha_regression",
                           "alpha_jensen",
                           "correlation",
                           "correlation_spearman",
                           "covariance",
                           "coskewness",
                           "beta_covariance",
                           "fama_beta",
                           "systematic_risk",
                           "specific_risk",
                           "treynor_ratio",
                           "modigliani",
                           "market_timing_hm_alpha",
                           "market_timing_tm_beta",
                           "reward_to_var"}) {
    EXPECT_TRUE(few.contains(name)) << name;
  }
  for (const char* name :
       {"cumulative_return", "mean_return", "geometric_mean_return", "best_period", "max_drawdown", "var_historical",
        "es_historical", "tail_ratio", "downside_deviation", "downside_frequency", "pain_index", "active_return",
        "active_premium", "down_capture", "down_number", "average_drawdown_length", "max_drawdown_arithmetic"}) {
    EXPECT_TRUE(rates.rates[measure_index(name)]) << name;
  }
}

TEST(RiskEdges, constant_gains_have_no_ratio_to_a_deviation_shortfall_or_drawdown) {
  const std::vector<double> returns(24, 0.01);
  const RiskRates rates = rates_of(returns, returns);
  const Names undefined = with_reason(rates, Reason::undefined_ratio);
  for (const char* name : {"skewness",
                           "kurtosis",
                           "skewness_sample",
                           "kurtosis_sample",
                           "skewness_kurtosis_ratio",
                           "autocorrelation",
                           "hurst_index",
                           "sharpe_ratio",
                           "downside_sharpe_ratio",
                           "kelly_ratio",
                           "reward_to_var",
                           "reward_to_es",
                           "payoff_ratio",
                           "sortino_ratio",
                           "omega",
                           "kappa_1",
                           "kappa_2",
                           "kappa_3",
                           "bernardo_ledoit_ratio",
                           "downside_deviation_subset",
                           "prospect_ratio",
                           "volatility_skewness",
                           "calmar_ratio",
                           "average_drawdown",
                           "average_drawdown_length",
                           "average_drawdown_recovery",
                           "pain_ratio",
                           "martin_ratio",
                           "var_modified",
                           "es_edgeworth",
                           "information_ratio",
                           "beta",
                           "beta_bull",
                           "alpha_regression",
                           "correlation",
                           "correlation_spearman",
                           "beta_covariance",
                           "beta_coskewness",
                           "beta_cokurtosis",
                           "fama_beta",
                           "treynor_ratio",
                           "treynor_ratio_modified",
                           "appraisal_ratio",
                           "appraisal_ratio_modified",
                           "appraisal_ratio_alternative",
                           "modigliani",
                           "m_squared_sortino",
                           "down_capture",
                           "down_capture_arithmetic",
                           "down_capture_annualized",
                           "up_down_capture_annualized",
                           "market_timing_hm_alpha",
                           "market_timing_tm_gamma"}) {
    EXPECT_TRUE(undefined.contains(name)) << name;
  }
  for (const char* name : {"volatility", "volatility_population_annualized", "standard_error", "semideviation",
                           "mean_absolute_deviation", "tracking_error", "max_drawdown", "max_drawdown_arithmetic",
                           "downside_potential", "covariance", "coskewness", "cokurtosis", "ulcer_index"}) {
    EXPECT_EQ(rates.rates[measure_index(name)], Rate(0.0)) << name;
  }
  EXPECT_EQ(rates["mean_return_lower"], Rate(0.01));
  EXPECT_EQ(rates["mean_return_upper"], Rate(0.01));
}

TEST(RiskEdges, a_flat_benchmark_explains_nothing) {
  const RiskRates rates = rates_of({0.01, -0.02, 0.03, 0.01, -0.01}, std::vector<double>(5, 0.002));
  for (const char* name : {"beta",
                           "alpha_regression",
                           "alpha_regression_annualized",
                           "alpha_jensen",
                           "correlation",
                           "r_squared",
                           "correlation_spearman",
                           "beta_covariance",
                           "beta_coskewness",
                           "beta_cokurtosis",
                           "fama_beta",
                           "systematic_risk",
                           "specific_risk",
                           "treynor_ratio",
                           "treynor_ratio_modified",
                           "appraisal_ratio",
                           "market_timing_hm_alpha",
                           "market_timing_tm_beta",
                           "down_number",
                           "timing_ratio"}) {
    EXPECT_FALSE(rates.rates[measure_index(name)]) << name;
  }
  EXPECT_EQ(rates["covariance"], Rate(0.0));
  EXPECT_EQ(rates["coskewness"], Rate(0.0));
  EXPECT_TRUE(rates["tracking_error"]);
  EXPECT_TRUE(rates["m_squared"]);
}

TEST(RiskEdges, a_loss_of_more_than_everything_cant_be_compounded) {
  const RiskRates rates = rates_of({0.01, -1.5, 0.03, 0.01, -0.01}, {0.01, 0.02, -0.01, 0.03, -0.02});
  const Names negative = with_reason(rates, Reason::negative_base);
  for (const char* name :
       {"annualized_return", "geometric_mean_return", "stability", "max_drawdown", "max_drawdown_arithmetic",
        "average_drawdown", "average_drawdown_length", "pain_index", "calmar_ratio", "sterling_ratio", "active_premium",
        "annualized_excess_return", "capture_annualized", "up_capture_annualized", "alpha_jensen",
        "sharpe_ratio_geometric", "treynor_ratio", "m_squared_sortino", "omega_excess_return"}) {
    EXPECT_TRUE(negative.contains(name)) << name;
  }
}

TEST(RiskEdges, a_total_loss_has_no_logarithm_but_a_return) {
  const RiskRates rates = rates_of({0.01, -1.0, 0.03}, {});
  EXPECT_EQ(rates["stability"], Rate(Reason::negative_base));
  EXPECT_EQ(rates["geometric_mean_return"], Rate(-1.0));
  EXPECT_EQ(rates["max_drawdown"], Rate(1.0));
}

TEST(RiskEdges, nothing_is_by_year_where_a_years_periods_are_unknown) {
  const RiskRates rates = rates_of({0.01, -0.02, 0.03, 0.01, -0.01}, {0.01, 0.02, -0.01, 0.03, -0.02}, 0);
  for (std::size_t i = 0; i < measure_count; ++i) {
    if (measures[i].annual != Annual::no) {
      EXPECT_EQ(rates.rates[i], Rate(Reason::insufficient_data)) << measures[i].name;
    }
  }
}

TEST(RiskEdges, what_isnt_wanted_changes_nothing_of_what_is) {
  const std::vector<double> returns{0.01, -0.02, 0.03, 0.01, -0.01, 0.02, -0.03};
  const std::vector<double> benchmark{0.01, -0.01, 0.02, 0.02, -0.02, 0.01, -0.01};
  RiskInput input;
  input.returns = returns;
  input.benchmark = benchmark;
  input.periods_per_year = 12;
  input.annualize_under_one_year = true;
  input.risk_free_annual = 0.02;
  const RiskRates all = risk_rates(input);
  for (std::size_t i = 0; i < measure_count; ++i) {
    MeasureSet one;
    one.set(i);
    EXPECT_EQ(risk_rates(input, one).rates[i], all.rates[i]) << measures[i].name;
  }
}

TEST(Measures, have_unique_names_a_formula_a_source_and_a_unit) {
  Names names;
  for (const Measure& measure : measures) {
    EXPECT_TRUE(names.emplace(measure.name).second) << measure.name;
    EXPECT_FALSE(measure.formula.empty()) << measure.name;
    EXPECT_FALSE(measure.source.empty()) << measure.name;
    EXPECT_TRUE(measure.unit == "ratio" || measure.unit == "number" || measure.unit == "periods") << measure.name;
    EXPECT_EQ(find_measure(measure.name), &measure);
  }
  EXPECT_EQ(find_measure("alpha"), nullptr);
}

}  // namespace
}  // namespace dietz
