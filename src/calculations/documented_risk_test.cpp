#include "calculations/risk.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <optional>

// Risk figures as printed beside usage examples, most of them from Bacon's book, and correlations of many series.
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

Reading plain(const std::string& name, double shift = 0) {
  return [=](const Figures& f) { return f.at(name).value() + shift; };
}
Reading ratio_of(const std::string& a, const std::string& b, double power = 1) {
  return [=](const Figures& f) { return std::pow(f.at(a).value() / f.at(b).value(), power); };
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
      {"AppraisalRatio", "method", "appraisal", plain("appraisal_ratio")},
      {"AppraisalRatio", "method", "modified", ratio_of("alpha_jensen", "beta")},
      {"AppraisalRatio", "method", "alternative", ratio_of("alpha_jensen", "systematic_risk")},
      {"BernardoLedoitRatio", "", "", plain("omega")},
      {"DownsideDeviation", "", "", plain("downside_deviation")},
      {"DrawdownDeviation", "", "", plain("drawdown_deviation")},
      {"FamaBeta", "", "", plain("fama_beta")},
      {"Kappa", "l", "1", plain("omega", -1)},
      {"Kappa", "l", "2", plain("sortino_ratio")},
      {"Kappa", "l", "3", plain("kappa_3")},
      {"MSquared", "", "", plain("m_squared")},
      {"MSquaredExcess", "Method", "", plain("m_squared_excess")},
      {"MartinRatio", "", "", plain("martin_ratio")},
      {"MeanAbsoluteDeviation", "", "", plain("mean_absolute_deviation")},
      {"OmegaSharpeRatio", "", "", plain("omega", -1)},
      {"PainIndex", "", "", plain("pain_index")},
      {"PainRatio", "", "", plain("pain_ratio")},
      {"SFM.jensenAlpha", "", "", plain("alpha_jensen")},
      {"SFM.beta", "", "", plain("beta")},
      {"SFM.alpha", "", "", plain("alpha_regression")},
      {"Selectivity", "", "", plain("alpha_jensen")},
      {"SkewnessKurtosisRatio", "", "", ratio_of("skewness", "kurtosis")},
      {"SortinoRatio", "", "", plain("sortino_ratio")},
      {"SpecificRisk", "", "", plain("specific_risk")},
      {"SystematicRisk", "", "", plain("systematic_risk")},
      {"TreynorRatio", "modified", "", plain("treynor_ratio")},
      {"TreynorRatio", "modified", "FALSE", plain("treynor_ratio")},
      {"UlcerIndex", "", "", plain("ulcer_index")},
      {"UpsidePotentialRatio", "method", "full", plain("upside_potential_ratio")},
      {"UpsideRisk", "stat", "risk", plain("upside_risk")},
      {"UpsideRisk", "stat", "variance", [](const Figures& f) { return std::pow(f.at("upside_risk").value(), 2); }},
      {"VolatilitySkewness", "stat", "volatility", ratio_of("upside_risk", "downside_deviation", 2)},
      {"VolatilitySkewness", "stat", "variability", ratio_of("upside_risk", "downside_deviation")},
      {"kurtosis", "method", "moment", plain("kurtosis")},
      {"kurtosis", "method", "excess", plain("excess_kurtosis")},
      {"skewness", "method", "", plain("skewness")},
      {"skewness", "method", "moment", plain("skewness")},
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
      count.skip(function + ", not a measure of the product");
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

TEST(DocumentedRisk, correlations_of_many_series_agree) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("returns/expected_matrices");
  std::map<std::string, std::map<Date, double>> columns;
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/expected_matrices.csv"))) {
    if (row.at("function") != "correlation_matrix") {
      count.skip(row.at("function") + ", not a measure of the product");
      continue;
    }
    const std::string& item = row.at("item");
    const std::string data = param(row.at("params"), "data");
    const auto column = [&](const std::string& name) -> const std::map<Date, double>& {
      const auto [found, is_new] = columns.try_emplace(name);
      if (is_new) found->second = column_of(data, name);
      return found->second;
    };
    const auto& own = column(item.substr(0, item.find('|')));
    const auto& other = column(item.substr(item.find('|') + 1));
    const double value = figures_of(own, &other, 0).at("correlation").value();
    EXPECT_TRUE(count.ran(std::abs(value - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"))))
        << item << ": expected " << row.at("expected") << ", got " << value;
  }
}

}  // namespace
}  // namespace dietz
