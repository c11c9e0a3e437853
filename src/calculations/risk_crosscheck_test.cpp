#include "calculations/risk.hpp"
#include "support/family_count.hpp"
#include "support/return_samples.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

// The same metric of the same series by three libraries, where their definitions are ours.
namespace dietz {
namespace {

using test::FamilyCount;
using test::Figures;
using test::figures_of;
using test::input_of;
using test::plain;
using test::Reading;
using test::Row;
using test::Sample;
using test::sample_of;

/// The metrics of three libraries: where their definitions are ours, by our names.
struct Crosscheck {
  std::string metric;
  std::string library;  ///< the beginning of its name; "" = each
  Reading reading;
};

const std::vector<Crosscheck>& crosschecks() {
  static const std::vector<Crosscheck> all{
      {"cum_return", "", plain("cumulative_return")},
      {"annual_return", "PerformanceAnalytics", plain("annualized_return")},
      {"annual_return", "empyrical", plain("annualized_return")},
      {"annual_return", "quantstats", plain("annualized_return")},
      {"annual_volatility", "", plain("volatility_annualized")},
      {"sharpe", "", plain("sharpe_ratio")},
      {"sharpe_geometric", "", plain("sharpe_ratio_geometric")},
      {"sortino", "", plain("sortino_ratio_annualized")},
      {"sortino_per_period", "", plain("sortino_ratio")},
      {"downside_risk_annual", "", plain("downside_deviation_annualized")},
      {"max_drawdown", "PerformanceAnalytics", plain("max_drawdown")},
      {"max_drawdown", "", plain("max_drawdown", -1)},
      {"calmar", "", plain("calmar_ratio")},
      {"omega", "", plain("omega")},
      {"var_95", "PerformanceAnalytics", plain("var_historical", -1)},
      {"var_95", "empyrical", plain("var_historical", -1)},
      {"cvar_95", "PerformanceAnalytics", plain("es_historical", -1)},
      {"ulcer_index", "PerformanceAnalytics", plain("ulcer_index")},
      {"skew", "PerformanceAnalytics", plain("skewness")},
      {"kurtosis", "PerformanceAnalytics", plain("excess_kurtosis")},
      {"skew", "quantstats", plain("skewness_fisher")},
      {"kurtosis", "quantstats", plain("excess_kurtosis_fisher")},
      {"tail_ratio", "", plain("tail_ratio")},
      {"stability", "", plain("stability")},
      {"payoff", "", plain("payoff_ratio")},
      {"profit_factor", "", plain("bernardo_ledoit_ratio")},
      {"kelly", "PerformanceAnalytics", plain("kelly_ratio_half")},
      {"win_rate", "",
       [](const Figures& f, const RiskInput& in) {
         const auto traded = std::count_if(in.returns.begin(), in.returns.end(), [](double r) { return r != 0; });
         return f.at("positive_periods").value() * static_cast<double>(in.returns.size()) / static_cast<double>(traded);
       }},
  };
  return all;
}

TEST(RiskCrosscheck, three_libraries_agree_where_they_mean_the_same) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("returns/crosscheck_libraries");
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/crosscheck_libraries.csv"))) {
    const std::string& metric = row.at("metric");
    const std::string& library = row.at("library");
    const auto found = std::find_if(crosschecks().begin(), crosschecks().end(), [&](const Crosscheck& check) {
      return check.metric == metric && library.starts_with(check.library);
    });
    if (found == crosschecks().end()) {
      count.skip(metric + " of " + library.substr(0, library.find(' ')));
      continue;
    }
    const std::string scale = row.at("data") == "ibm_daily" ? "252" : "12";
    const std::string params = "data=" + row.at("data") + ";col=" + row.at("col") + ";scale=" + scale;
    Sample sample = sample_of(params);
    const RiskInput input = input_of(sample, params, false);
    const double value = found->reading(figures_of(input), input);
    const double expected = std::stod(row.at("value"));
    EXPECT_TRUE(count.ran(std::abs(value - expected) <= 1e-9 * std::max(1.0, std::abs(expected))))
        << row.at("case_id") << " " << library << "\n  expected " << expected << ", got " << value;
  }
}

}  // namespace
}  // namespace dietz
