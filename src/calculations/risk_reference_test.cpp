#include "calculations/drawdown.hpp"
#include "calculations/risk.hpp"
#include "support/family_count.hpp"
#include "support/return_samples.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <optional>

// Risk figures against values that other software computed; see reference/README.md of the shared folder.
namespace dietz {
namespace {

using test::FamilyCount;
using test::figures_of;
using test::input_of;
using test::param;
using test::plain;
using test::Reading;
using test::Row;
using test::Sample;
using test::sample_of;

struct Variant {
  std::string function;
  std::string params;  ///< pairs that the case must have
  Reading reading;
  bool risk_free_is_annual = false;
};

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all{
      {"mean.arithmetic", "", plain("mean_return")},
      {"mean.geometric", "", plain("geometric_mean_return")},
      {"mean.stderr", "", plain("standard_error")},
      {"mean.LCL", "ci=0.95", plain("mean_return_lower")},
      {"mean.UCL", "ci=0.95", plain("mean_return_upper")},
      {"Return.cumulative", "geometric=TRUE", plain("cumulative_return")},
      {"Return.cumulative", "geometric=FALSE", plain("cumulative_return_arithmetic")},
      {"Return.annualized", "geometric=TRUE", plain("annualized_return")},
      {"Return.annualized", "geometric=FALSE", plain("annualized_return_arithmetic")},
      {"StdDev", "sample_method=unbiased", plain("volatility")},
      {"StdDev", "sample_method=ML", plain("volatility_population")},
      {"StdDev.annualized", "sample_method=unbiased", plain("volatility_annualized")},
      {"StdDev.annualized", "sample_method=ML", plain("volatility_population_annualized")},
      {"MeanAbsoluteDeviation", "", plain("mean_absolute_deviation")},
      {"skewness", "method=moment", plain("skewness")},
      {"skewness", "method=fisher", plain("skewness_fisher")},
      {"skewness", "method=sample", plain("skewness_sample")},
      {"kurtosis", "method=moment", plain("kurtosis")},
      {"kurtosis", "method=excess", plain("excess_kurtosis")},
      {"kurtosis", "method=fisher", plain("excess_kurtosis_fisher")},
      {"kurtosis", "method=sample", plain("kurtosis_sample")},
      {"kurtosis", "method=sample_excess", plain("excess_kurtosis_fisher")},
      {"SkewnessKurtosisRatio", "", plain("skewness_kurtosis_ratio")},
      {"Autocorrelation", "", plain("autocorrelation")},
      {"HurstIndex", "", plain("hurst_index")},
      {"SharpeRatio", "FUN=StdDev", plain("sharpe_ratio_per_period")},
      {"SharpeRatio", "FUN=SemiSD", plain("downside_sharpe_ratio")},
      {"SharpeRatio", "FUN=VaR", plain("reward_to_var")},
      {"SharpeRatio", "FUN=ES", plain("reward_to_es")},
      {"SharpeRatio.annualized", "geometric=FALSE", plain("sharpe_ratio")},
      {"SharpeRatio.annualized", "geometric=TRUE", plain("sharpe_ratio_geometric")},
      {"AdjustedSharpeRatio", "", plain("adjusted_sharpe_ratio")},
      {"ProbSharpeRatio", "ignore_skewness=FALSE;ignore_kurtosis=FALSE", plain("probabilistic_sharpe_ratio")},
      {"DownsideSharpeRatio", "", plain("downside_sharpe_ratio")},
      {"KellyRatio", "method=full", plain("kelly_ratio")},
      {"KellyRatio", "method=half", plain("kelly_ratio_half")},
      {"DownsideDeviation", "method=full", plain("downside_deviation")},
      {"DownsideDeviation", "method=subset", plain("downside_deviation_subset")},
      {"DownsideFrequency", "", plain("downside_frequency")},
      {"DownsidePotential", "", plain("downside_potential")},
      {"UpsideFrequency", "", plain("upside_frequency")},
      {"SemiDeviation", "", plain("semideviation")},
      {"UpsideRisk", "method=full;stat=risk", plain("upside_risk")},
      {"UpsideRisk", "method=subset;stat=risk", plain("upside_risk_subset")},
      {"UpsideRisk", "method=full;stat=variance", plain("upside_variance")},
      {"UpsideRisk", "method=subset;stat=variance", plain("upside_variance_subset")},
      {"UpsideRisk", "method=full;stat=potential", plain("upside_potential")},
      {"UpsideRisk", "method=subset;stat=potential", plain("upside_potential_subset")},
      {"VolatilitySkewness", "stat=variability", plain("variability_skewness")},
      {"VolatilitySkewness", "stat=volatility", plain("volatility_skewness")},
      {"SortinoRatio", "", plain("sortino_ratio")},
      {"Omega", "", plain("omega")},
      {"OmegaSharpeRatio", "", plain("omega_sharpe_ratio")},
      {"BernardoLedoitRatio", "", plain("bernardo_ledoit_ratio")},
      {"DRatio", "", plain("d_ratio")},
      {"ProspectRatio", "", plain("prospect_ratio")},
      {"Kappa", "l=1", plain("kappa_1")},
      {"Kappa", "l=2", plain("kappa_2")},
      {"Kappa", "l=3", plain("kappa_3")},
      {"UpsidePotentialRatio", "method=full", plain("upside_potential_ratio")},
      {"UpsidePotentialRatio", "method=subset", plain("upside_potential_ratio_subset")},
      {"maxDrawdown", "geometric=TRUE", plain("max_drawdown")},
      {"maxDrawdown", "geometric=FALSE", plain("max_drawdown_arithmetic")},
      {"AverageDrawdown", "", plain("average_drawdown")},
      {"AverageLength", "", plain("average_drawdown_length")},
      {"AverageRecovery", "", plain("average_drawdown_recovery")},
      {"DrawdownDeviation", "", plain("drawdown_deviation")},
      {"PainIndex", "", plain("pain_index")},
      {"UlcerIndex", "", plain("ulcer_index")},
      {"CalmarRatio", "", plain("calmar_ratio")},
      {"SterlingRatio", "excess=0", plain("calmar_ratio")},
      {"SterlingRatio", "excess=0.1", plain("sterling_ratio")},
      {"PainRatio", "", plain("pain_ratio"), true},
      {"MartinRatio", "", plain("martin_ratio"), true},
      {"VaR", "method=historical", plain("var_historical", -1)},
      {"VaR", "method=gaussian", plain("var_gaussian", -1)},
      {"VaR", "method=modified", plain("var_modified", -1)},
      {"ES", "method=historical", plain("es_historical", -1)},
      {"ES", "method=gaussian", plain("es_gaussian", -1)},
      {"ES", "method=modified;operational=", plain("es_modified", -1)},
      {"ES", "method=modified;operational=FALSE", plain("es_edgeworth", -1)},
      {"ActivePremium", "", plain("active_premium")},
      {"Return.annualized.excess", "geometric=TRUE", plain("annualized_excess_return")},
      {"Return.annualized.excess", "geometric=FALSE", plain("active_premium")},
      {"TrackingError", "", plain("tracking_error")},
      {"InformationRatio", "", plain("information_ratio_geometric")},
      {"CAPM.beta", "", plain("beta")},
      {"CAPM.beta.bull", "", plain("beta_bull")},
      {"CAPM.beta.bear", "", plain("beta_bear")},
      {"TimingRatio", "", plain("timing_ratio")},
      {"CAPM.alpha", "", plain("alpha_regression")},
      {"CAPM.jensenAlpha", "", plain("alpha_jensen")},
      {"Selectivity", "", plain("alpha_jensen")},
      {"CAPM.RiskPremium", "", plain("mean_excess_return")},
      {"CAPM.R2", "", plain("r_squared")},
      {"Correlation", "method=pearson", plain("correlation")},
      {"Correlation", "method=spearman", plain("correlation_spearman")},
      {"Covariance", "denominator=n-1", plain("covariance")},
      {"CoVariance", "", plain("covariance_population")},
      {"CoSkewness", "", plain("coskewness")},
      {"CoKurtosis", "", plain("cokurtosis")},
      {"BetaCoVariance", "", plain("beta_covariance")},
      {"BetaCoSkewness", "", plain("beta_coskewness")},
      {"BetaCoKurtosis", "", plain("beta_cokurtosis")},
      {"FamaBeta", "", plain("fama_beta")},
      {"SystematicRisk", "", plain("systematic_risk")},
      {"SpecificRisk", "", plain("specific_risk")},
      {"TreynorRatio", "modified=FALSE", plain("treynor_ratio")},
      {"TreynorRatio", "modified=TRUE", plain("treynor_ratio_modified")},
      {"AppraisalRatio", "method=appraisal", plain("appraisal_ratio")},
      {"AppraisalRatio", "method=modified", plain("appraisal_ratio_modified")},
      {"AppraisalRatio", "method=alternative", plain("appraisal_ratio_alternative")},
      {"MSquared", "", plain("m_squared"), true},
      {"MSquaredExcess", "Method=geometric", plain("m_squared_excess"), true},
      {"MSquaredExcess", "Method=arithmetic", plain("m_squared_excess_arithmetic"), true},
      {"M2Sortino", "", plain("m_squared_sortino")},
      {"Modigliani", "", plain("modigliani")},
      {"OmegaExcessReturn", "", plain("omega_excess_return")},
      {"UpDownRatios", "method=Capture;side=Up;geometric=TRUE", plain("up_capture")},
      {"UpDownRatios", "method=Capture;side=Up;geometric=FALSE", plain("up_capture_arithmetic")},
      {"UpDownRatios", "method=Number;side=Up", plain("up_number")},
      {"UpDownRatios", "method=Percent;side=Up", plain("up_percent")},
      {"UpDownRatios", "method=Capture;side=Down;geometric=TRUE", plain("down_capture")},
      {"UpDownRatios", "method=Capture;side=Down;geometric=FALSE", plain("down_capture_arithmetic")},
      {"UpDownRatios", "method=Number;side=Down", plain("down_number")},
      {"UpDownRatios", "method=Percent;side=Down", plain("down_percent")},
      {"MarketTiming", "method=HM;coef=alpha", plain("market_timing_hm_alpha")},
      {"MarketTiming", "method=HM;coef=beta", plain("market_timing_hm_beta")},
      {"MarketTiming", "method=HM;coef=gamma", plain("market_timing_hm_gamma")},
      {"MarketTiming", "method=TM;coef=alpha", plain("market_timing_tm_alpha")},
      {"MarketTiming", "method=TM;coef=beta", plain("market_timing_tm_beta")},
      {"MarketTiming", "method=TM;coef=gamma", plain("market_timing_tm_gamma")},
  };
  return all;
}

bool has_params(const std::string& params, std::string_view wanted) {
  while (!wanted.empty()) {
    const std::string_view pair = wanted.substr(0, wanted.find(';'));
    wanted.remove_prefix(std::min(wanted.size(), pair.size() + 1));
    const std::size_t equals = pair.find('=');
    if (param(params, pair.substr(0, equals)) != pair.substr(equals + 1)) return false;
  }
  return true;
}

const Variant* variant_of(const std::string& function, const std::string& params) {
  for (const Variant& variant : variants()) {
    if (variant.function == function && has_params(params, variant.params)) return &variant;
  }
  return nullptr;
}

/// The parameters that tell variants of one function apart, for the reasons of skipped cases.
std::string variant_name(const std::string& function, const std::string& params) {
  std::string name = function;
  for (const char* key : {"method", "Method", "stat", "side", "geometric", "FUN", "coef", "l", "modified", "excess",
                          "operational", "sample_method", "ignore_skewness", "ignore_kurtosis"}) {
    const std::string value = param(params, key);
    if (!value.empty()) name += " " + std::string(key) + "=" + value;
  }
  return name;
}

/// What definitions.csv says of a function: use, alt, or avoid.
std::string status_of(const std::string& function) {
  static const auto rows = test::read_rows(test::shared_file("reference/returns/definitions.csv"));
  for (const Row& row : rows) {
    if (row.at("function") == function) return row.at("status");
  }
  return "";
}

TEST(RiskReference, every_measure_agrees_with_the_published_series) {
  DIETZ_NEEDS_SHARED();
  std::map<std::string, std::unique_ptr<FamilyCount>> counts;
  std::map<std::string, int> not_ours;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/expected_metrics.csv"))) {
    const std::string& params = row.at("params");
    const std::string& function = row.at("function");
    const Variant* variant = variant_of(function, params);
    if (variant == nullptr) {
      ++not_ours[variant_name(function, params)];
      EXPECT_EQ(status_of(function), "avoid") << function << ": fit for a product, but not in it";
      continue;
    }
    auto& count = counts[function];
    if (!count) count = std::make_unique<FamilyCount>("returns/" + function);
    Sample sample = sample_of(params);
    const RiskInput input = input_of(sample, params, variant->risk_free_is_annual);
    const double value = variant->reading(figures_of(input), input);
    const double expected = std::stod(row.at("expected"));
    EXPECT_TRUE(count->ran(std::abs(value - expected) <= std::stod(row.at("tolerance"))))
        << row.at("case_id") << " " << params << "\n  expected " << row.at("expected") << ", got " << value;
  }
  int skipped = 0;
  for (const auto& [name, cases] : not_ours) {
    std::cout << "  marked avoid in definitions.csv: " << name << ": " << cases << "\n";
    skipped += cases;
  }
  std::cout << "family returns/expected_metrics: " << skipped << " skipped, marked avoid in definitions.csv\n";
}

TEST(RiskReference, the_ten_deepest_drawdowns_have_the_published_dates_depths_and_lengths) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("returns/expected_drawdowns");
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/expected_drawdowns.csv"))) {
    const Sample sample = sample_of("data=" + row.at("data") + ";col=" + row.at("col") + ";from=" + row.at("from") +
                                    ";to=" + row.at("to"));
    const auto table = drawdowns_of_returns(sample.dates, sample.returns);
    const auto rank = static_cast<std::size_t>(std::stoul(row.at("rank")));
    ASSERT_GE(table.size(), rank);
    const Drawdown& own = table[rank - 1];
    const std::string recovery = own.recovery ? own.recovery->to_string() : "";
    EXPECT_TRUE(count.ran(own.first_loss.to_string() == row.at("first_loss") &&
                          own.trough.to_string() == row.at("trough") && recovery == row.at("recovered") &&
                          std::abs(own.depth - std::stod(row.at("depth"))) <= 1e-12 &&
                          std::to_string(own.periods_total) == row.at("periods_total") &&
                          std::to_string(own.periods_to_trough) == row.at("periods_to_trough") &&
                          (recovery.empty() || std::to_string(own.periods_recovery) == row.at("periods_recovery"))))
        << row.at("case_id") << " rank " << rank << ": " << own.first_loss.to_string() << " " << own.trough.to_string()
        << " " << recovery << " " << own.depth << " " << own.periods_total << " " << own.periods_to_trough << " "
        << own.periods_recovery;
  }
}

}  // namespace
}  // namespace dietz
