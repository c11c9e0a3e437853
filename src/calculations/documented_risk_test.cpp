#include "calculations/risk.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <optional>

// Risk figures as printed beside usage examples, most of them from Bacon's book.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

/// A column of a table of returns by date, gaps left out; `in_year` keeps one year only.
std::map<Date, double> column_of(const std::string& table, const std::string& name, const std::string& in_year = "") {
  std::map<Date, double> column;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/data/" + table + ".csv"))) {
    const std::string& cell = row.at(name);
    if (!cell.empty() && row.at("date").starts_with(in_year)) column[*Date::parse(row.at("date"))] = std::stod(cell);
  }
  return column;
}

/// A column written TABLE.NAME or `TABLE.NAME in YEAR`.
std::map<Date, double> column_named(const std::string& text) {
  const std::string words = text.substr(0, text.find(" in "));
  const std::string year = words.size() == text.size() ? "" : text.substr(words.size() + 4);
  const std::size_t dot = words.find('.');
  return column_of(words.substr(0, dot), words.substr(dot + 1), year);
}

using Figures = std::map<std::string, Rate, std::less<>>;

Figures figures_of(const std::map<Date, double>& own, const std::map<Date, double>* benchmark, double mar) {
  std::vector<Date> dates;
  std::vector<double> returns;
  std::vector<double> market;
  for (const auto& [date, value] : own) {
    if (benchmark != nullptr && !benchmark->contains(date)) continue;
    dates.push_back(date);
    returns.push_back(value);
    if (benchmark != nullptr) market.push_back(benchmark->at(date));
  }
  RiskInput input;
  input.dates = dates;
  input.returns = returns;
  input.benchmark = market;
  input.mar = mar;
  input.periods_per_year = 12;
  Figures figures;
  for (const Figure& figure : risk_figures(input)) figures.emplace(figure.name, figure.rate);
  return figures;
}

using Reading = std::function<double(const Figures&)>;

Reading plain(const std::string& name) {
  return [=](const Figures& f) { return f.at(name).value(); };
}

/// A printed function, what its parameters must hold, and how it comes out of our figures.
struct Documented {
  std::string function;
  std::string key;
  std::string value;
  Reading reading;
};

const std::vector<Documented>& documented() {
  static const std::vector<Documented> all{
      {"AdjustedSharpeRatio", "", "", plain("adjusted_sharpe_ratio")},
      {"AppraisalRatio", "method", "modified", plain("appraisal_ratio_modified")},
      {"AppraisalRatio", "method", "alternative", plain("appraisal_ratio_alternative")},
      {"AppraisalRatio", "method", "appraisal", plain("appraisal_ratio")},
      {"BernardoLedoitRatio", "", "", plain("bernardo_ledoit_ratio")},
      {"DRatio", "", "", plain("d_ratio")},
      {"DownsideFrequency", "", "", plain("downside_frequency")},
      {"DownsidePotential", "", "", plain("downside_potential")},
      {"DownsideSharpeRatio", "", "", plain("downside_sharpe_ratio")},
      {"DrawdownDeviation", "", "", plain("drawdown_deviation")},
      {"FamaBeta", "", "", plain("fama_beta")},
      {"HurstIndex", "", "", plain("hurst_index")},
      {"DownsideDeviation", "method", "subset", plain("downside_deviation_subset")},
      {"DownsideDeviation", "", "", plain("downside_deviation")},
      {"Kappa", "l", "1", plain("kappa_1")},
      {"Kappa", "l", "2", plain("kappa_2")},
      {"Kappa", "l", "3", plain("kappa_3")},
      {"M2Sortino", "", "", plain("m_squared_sortino")},
      {"MSquared", "", "", plain("m_squared")},
      {"MSquaredExcess", "Method", "arithmetic", plain("m_squared_excess_arithmetic")},
      {"MSquaredExcess", "", "", plain("m_squared_excess")},
      {"MartinRatio", "", "", plain("martin_ratio")},
      {"MeanAbsoluteDeviation", "", "", plain("mean_absolute_deviation")},
      {"Modigliani", "", "", plain("modigliani")},
      {"OmegaExcessReturn", "", "", plain("omega_excess_return")},
      {"OmegaSharpeRatio", "", "", plain("omega_sharpe_ratio")},
      {"PainIndex", "", "", plain("pain_index")},
      {"PainRatio", "", "", plain("pain_ratio")},
      {"ProspectRatio", "", "", plain("prospect_ratio")},
      {"SFM.jensenAlpha", "", "", plain("alpha_jensen")},
      {"SFM.beta", "", "", plain("beta")},
      {"SFM.beta.bull", "", "", plain("beta_bull")},
      {"SFM.beta.bear", "", "", plain("beta_bear")},
      {"SFM.alpha", "", "", plain("alpha_regression")},
      {"TimingRatio", "", "", plain("timing_ratio")},
      {"Selectivity", "", "", plain("alpha_jensen")},
      {"SkewnessKurtosisRatio", "", "", plain("skewness_kurtosis_ratio")},
      {"SortinoRatio", "", "", plain("sortino_ratio")},
      {"SpecificRisk", "", "", plain("specific_risk")},
      {"SystematicRisk", "", "", plain("systematic_risk")},
      {"UlcerIndex", "", "", plain("ulcer_index")},
      {"UpsideFrequency", "", "", plain("upside_frequency")},
      {"TreynorRatio", "modified", "TRUE", plain("treynor_ratio_modified")},
      {"TreynorRatio", "", "", plain("treynor_ratio")},
      {"UpsidePotentialRatio", "method", "full", plain("upside_potential_ratio")},
      {"UpsidePotentialRatio", "", "", plain("upside_potential_ratio_subset")},
      {"UpsideRisk", "stat", "risk", plain("upside_risk")},
      {"UpsideRisk", "stat", "variance", plain("upside_variance")},
      {"UpsideRisk", "stat", "potential", plain("upside_potential")},
      {"VolatilitySkewness", "stat", "volatility", plain("volatility_skewness")},
      {"VolatilitySkewness", "stat", "variability", plain("variability_skewness")},
      {"kurtosis", "method", "excess", plain("excess_kurtosis")},
      {"kurtosis", "method", "moment", plain("kurtosis")},
      {"kurtosis", "method", "fisher", plain("excess_kurtosis_fisher")},
      {"kurtosis", "method", "sample_excess", plain("excess_kurtosis_fisher")},
      {"kurtosis", "method", "sample", plain("kurtosis_sample")},
      {"skewness", "method", "fisher", plain("skewness_fisher")},
      {"skewness", "method", "sample", plain("skewness_sample")},
      {"skewness", "", "", plain("skewness")},
  };
  return all;
}

const Documented* documented_for(const std::string& function, const std::string& params) {
  for (const Documented& entry : documented()) {
    if (entry.function == function && (entry.key.empty() || param(params, entry.key) == entry.value)) return &entry;
  }
  return nullptr;
}

/// `a = b` and `a=b` mean the same in the file.
std::string without_spaces_around_equals(std::string text) {
  for (std::size_t at = text.find(" = "); at != std::string::npos; at = text.find(" = ")) text.replace(at, 3, "=");
  return text;
}

TEST(DocumentedRisk, printed_figures_agree_to_their_digits_and_computed_ones_to_twelve) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("returns/documented_values");
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/documented_values.csv"))) {
    const std::string params = without_spaces_around_equals(row.at("params"));
    const std::string& function = row.at("function");
    const Documented* entry = documented_for(function, params);
    if (entry == nullptr) {
      count.skip(function + ", marked avoid in definitions.csv");
      continue;
    }
    const std::string mar = param(params, "MAR");
    const std::string market = param(params, "Rb");
    const auto benchmark = market.empty() ? std::map<Date, double>() : column_named(market);
    const double value = entry->reading(figures_of(
        column_named(param(params, "Ra")), market.empty() ? nullptr : &benchmark, mar.empty() ? 0 : std::stod(mar)));
    const double computed = std::stod(row.at("computed_now"));
    const std::string& agreement = row.at("agreement");
    bool as_expected = std::abs(value - computed) <= 1e-12 * std::abs(computed);
    // The tolerance is half a unit of the last digit printed.
    const double units = agreement.starts_with("within one unit") ? 2 : 1;
    if (!agreement.starts_with("NO")) {
      as_expected = as_expected && std::abs(value - std::stod(row.at("expected_as_printed"))) <=
                                       units * std::stod(row.at("tolerance")) + 1e-15;
    }
    EXPECT_TRUE(count.ran(as_expected)) << row.at("case_id") << " " << function << " " << params << "\n  printed "
                                        << row.at("expected_as_printed") << ", computed " << computed << ", got "
                                        << value;
  }
}

}  // namespace
}  // namespace dietz
