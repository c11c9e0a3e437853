#include "calculations/drawdown.hpp"
#include "calculations/risk.hpp"
#include "support/family_count.hpp"
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
using test::param;
using test::Row;

/// A table of returns: dates, and columns with gaps.
struct Table {
  std::vector<Date> dates;
  std::map<std::string, std::vector<std::optional<double>>, std::less<>> columns;
};

const Table& table_of(const std::string& data) {
  static std::map<std::string, Table> tables;
  const auto [found, is_new] = tables.try_emplace(data);
  if (!is_new) return found->second;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/data/" + data + ".csv"))) {
    for (const auto& [name, cell] : row) {
      if (name == "date") {
        found->second.dates.push_back(*Date::parse(cell));
      } else {
        found->second.columns[name].push_back(cell.empty() ? std::nullopt : std::optional(std::stod(cell)));
      }
    }
  }
  return found->second;
}

/// The complete rows of a case's columns inside its window.
struct Sample {
  std::vector<Date> dates;
  std::vector<double> returns;
  std::vector<double> benchmark;
  std::vector<double> risk_free;
  std::vector<double> mar;
};

Sample sample_of(const std::string& params) {
  const Table& table = table_of(param(params, "data"));
  const auto column = [&](const std::string& name) {
    return name.empty() ? nullptr : &table.columns.find(name)->second;
  };
  const std::string free = param(params, "Rf");
  const auto* returns = column(param(params, "col"));
  const auto* benchmark = column(param(params, "bench"));
  const auto* risk_free = column(free.starts_with("col:") ? free.substr(4) : "");
  const std::string acceptable = param(params, "MAR");
  const auto* mar = column(acceptable.starts_with("col:") ? acceptable.substr(4) : "");
  const std::string from = param(params, "from");
  const std::string to = param(params, "to");
  Sample sample;
  for (std::size_t i = 0; i < table.dates.size(); ++i) {
    const bool inside =
        (from.empty() || table.dates[i] >= *Date::parse(from)) && (to.empty() || table.dates[i] <= *Date::parse(to));
    const auto complete = [i](const auto* values) { return values == nullptr || (*values)[i].has_value(); };
    if (!inside || !complete(returns) || !complete(benchmark) || !complete(risk_free) || !complete(mar)) {
      continue;
    }
    sample.dates.push_back(table.dates[i]);
    sample.returns.push_back(*(*returns)[i]);
    if (benchmark != nullptr) sample.benchmark.push_back(*(*benchmark)[i]);
    if (risk_free != nullptr) sample.risk_free.push_back(*(*risk_free)[i]);
    if (mar != nullptr) sample.mar.push_back(*(*mar)[i]);
  }
  return sample;
}

double number_param(const std::string& params, std::string_view key, double otherwise) {
  const std::string text = param(params, key);
  return text.empty() || text.starts_with("col:") ? otherwise : std::stod(text);
}

RiskInput input_of(Sample& sample, const std::string& params, bool risk_free_is_annual) {
  RiskInput input;
  input.dates = sample.dates;
  input.returns = sample.returns;
  input.benchmark = sample.benchmark;
  const double flat = number_param(params, "Rf", 0);
  if (risk_free_is_annual) {
    input.risk_free_annual = flat;
  } else if (sample.risk_free.empty()) {
    sample.risk_free.assign(sample.returns.size(), flat);
  }
  if (!risk_free_is_annual) input.risk_free = sample.risk_free;
  input.mar = number_param(params, "MAR", number_param(params, "L", 0));
  input.mar_series = sample.mar;
  input.periods_per_year = number_param(params, "scale", 12);
  input.confidence = number_param(params, "p", 0.95);
  input.reference_sharpe = number_param(params, "refSR", 0);
  input.annualize_under_one_year = true;
  return input;
}

using Figures = std::map<std::string, Rate, std::less<>>;

Figures figures_of(const RiskInput& input) {
  Figures figures;
  for (const Figure& figure : risk_figures(input)) figures.emplace(figure.name, figure.rate);
  return figures;
}

/// How a function of the source comes out of our figures; nothing where the product doesn't have it.
using Reading = std::function<double(const Figures&, const RiskInput&)>;

Reading plain(const std::string& name, double factor = 1, double shift = 0) {
  return [=](const Figures& f, const RiskInput&) { return f.at(name).value() * factor + shift; };
}
Reading per_period(const std::string& name) {
  return [=](const Figures& f, const RiskInput& in) { return f.at(name).value() / std::sqrt(in.periods_per_year); };
}
Reading ratio_of(const std::string& a, const std::string& b, double power = 1) {
  return [=](const Figures& f, const RiskInput&) { return std::pow(f.at(a).value() / f.at(b).value(), power); };
}
Reading square_of(const std::string& name) {
  return [=](const Figures& f, const RiskInput&) { return f.at(name).value() * f.at(name).value(); };
}

struct Variant {
  std::string function;
  std::string params;  ///< pairs that the case must have
  Reading reading;
  bool risk_free_is_annual = false;
};

const std::vector<Variant>& variants() {
  static const std::vector<Variant> all{
      {"Return.cumulative", "geometric=TRUE", plain("cumulative_return")},
      {"Return.annualized", "geometric=TRUE", plain("annualized_return")},
      {"StdDev", "sample_method=unbiased", plain("volatility")},
      {"StdDev.annualized", "sample_method=unbiased", plain("volatility_annualized")},
      {"MeanAbsoluteDeviation", "", plain("mean_absolute_deviation")},
      {"skewness", "method=moment", plain("skewness")},
      {"kurtosis", "method=moment", plain("kurtosis")},
      {"kurtosis", "method=excess", plain("excess_kurtosis")},
      {"SkewnessKurtosisRatio", "", ratio_of("skewness", "kurtosis")},
      {"Autocorrelation", "", plain("autocorrelation")},
      {"SharpeRatio", "FUN=StdDev", per_period("sharpe_ratio")},
      {"SharpeRatio.annualized", "geometric=FALSE", plain("sharpe_ratio")},
      {"SharpeRatio.annualized", "geometric=TRUE", plain("sharpe_ratio_geometric")},
      {"AdjustedSharpeRatio", "", plain("adjusted_sharpe_ratio")},
      {"ProbSharpeRatio", "ignore_skewness=FALSE;ignore_kurtosis=FALSE", plain("probabilistic_sharpe_ratio")},
      {"DownsideDeviation", "method=full", plain("downside_deviation")},
      {"SemiDeviation", "", plain("semideviation")},
      {"UpsideRisk", "method=full;stat=risk", plain("upside_risk")},
      {"UpsideRisk", "method=full;stat=variance", square_of("upside_risk")},
      {"VolatilitySkewness", "stat=variability", ratio_of("upside_risk", "downside_deviation")},
      {"VolatilitySkewness", "stat=volatility", ratio_of("upside_risk", "downside_deviation", 2)},
      {"SortinoRatio", "", plain("sortino_ratio")},
      {"Omega", "", plain("omega")},
      {"OmegaSharpeRatio", "", plain("omega", 1, -1)},
      {"BernardoLedoitRatio", "", plain("omega")},
      {"Kappa", "l=1", plain("omega", 1, -1)},
      {"Kappa", "l=2", plain("sortino_ratio")},
      {"Kappa", "l=3", plain("kappa_3")},
      {"UpsidePotentialRatio", "method=full", plain("upside_potential_ratio")},
      {"maxDrawdown", "geometric=TRUE", plain("max_drawdown")},
      {"AverageDrawdown", "", plain("average_drawdown")},
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
      {"ActivePremium", "", plain("active_premium")},
      {"TrackingError", "", plain("tracking_error")},
      {"InformationRatio", "", plain("information_ratio_geometric")},
      {"CAPM.beta", "", plain("beta")},
      {"BetaCoVariance", "", plain("beta")},
      {"CAPM.beta.bull", "", plain("beta_bull")},
      {"CAPM.beta.bear", "", plain("beta_bear")},
      {"TimingRatio", "", ratio_of("beta_bull", "beta_bear")},
      {"CAPM.alpha", "", plain("alpha_regression")},
      {"CAPM.jensenAlpha", "", plain("alpha_jensen")},
      {"Selectivity", "", plain("alpha_jensen")},
      {"CAPM.R2", "", plain("r_squared")},
      {"Correlation", "method=pearson", plain("correlation")},
      {"FamaBeta", "", plain("fama_beta")},
      {"SystematicRisk", "", plain("systematic_risk")},
      {"SpecificRisk", "", plain("specific_risk")},
      {"TreynorRatio", "modified=FALSE", plain("treynor_ratio")},
      {"AppraisalRatio", "method=appraisal", plain("appraisal_ratio")},
      {"AppraisalRatio", "method=modified", ratio_of("alpha_jensen", "beta")},
      {"AppraisalRatio", "method=alternative", ratio_of("alpha_jensen", "systematic_risk")},
      {"MSquared", "", plain("m_squared"), true},
      {"MSquaredExcess", "Method=geometric", plain("m_squared_excess"), true},
      {"UpDownRatios", "method=Capture;side=Up;geometric=TRUE", plain("up_capture")},
      {"UpDownRatios", "method=Capture;side=Down;geometric=TRUE", plain("down_capture")},
      {"UpDownRatios", "method=Number;side=Up", plain("up_number")},
      {"UpDownRatios", "method=Number;side=Down", plain("down_number")},
      {"UpDownRatios", "method=Percent;side=Up", plain("up_percent")},
      {"UpDownRatios", "method=Percent;side=Down", plain("down_percent")},
      {"MarketTiming", "method=HM;coef=gamma", plain("market_timing_hm_gamma")},
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
    std::cout << "  not a measure of the product: " << name << ": " << cases << "\n";
    skipped += cases;
  }
  std::cout << "family returns/expected_metrics: " << skipped << " skipped, not measures of the product\n";
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
      {"downside_risk_annual", "",
       [](const Figures& f, const RiskInput& in) {
         return f.at("downside_deviation").value() * std::sqrt(in.periods_per_year);
       }},
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
      {"win_rate", "",
       [](const Figures& f, const RiskInput& in) {
         const auto traded = std::count_if(in.returns.begin(), in.returns.end(), [](double r) { return r != 0; });
         return f.at("positive_periods").value() * static_cast<double>(in.returns.size()) / static_cast<double>(traded);
       }},
  };
  return all;
}

TEST(RiskReference, three_libraries_agree_where_they_mean_the_same) {
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
