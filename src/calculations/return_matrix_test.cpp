#include "calculations/return_matrix.hpp"

#include "calculations/risk_contribution.hpp"
#include "support/cases.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <memory>

// Covariances and correlations of many series, and what each contributes to the risk of a portfolio of them.
namespace dietz {
namespace {

using test::FamilyCount;
using test::for_cases;
using test::param;
using test::Random;
using test::Row;

TEST(ReturnMatrix, counts_only_the_periods_that_both_series_have) {
  const std::vector<GappyReturns> columns{{0.01, 0.02, {}, 0.04}, {0.02, 0.01, 0.5, 0.03}, {{}, {}, 0.1, {}}};
  const ReturnMatrix matrix(columns);
  EXPECT_EQ(matrix.periods(0, 1), 3);
  EXPECT_EQ(matrix.periods(0, 2), 0);
  EXPECT_EQ(matrix.correlation(0, 2), Rate(Reason::insufficient_data));
  // Means 7/300 and 6/300: (−4·0 + −1·−3 + 5·3)/300² sum to 2e-4, over n − 1 = 2.
  EXPECT_NEAR(matrix.covariance(0, 1).value(), 1e-4, 1e-18);
  EXPECT_EQ(matrix.correlation(1, 1), Rate(1.0));
  EXPECT_EQ(matrix.covariance(2, 2), Rate(Reason::insufficient_data));
}

TEST(ReturnMatrix, a_constant_series_covaries_with_nothing_and_has_no_correlation) {
  const std::vector<GappyReturns> columns{{0.1, 0.1, 0.1}, {0.02, 0.01, 0.5}};
  const ReturnMatrix matrix(columns);
  EXPECT_EQ(matrix.covariance(0, 0), Rate(0.0));
  EXPECT_EQ(matrix.covariance(0, 1), Rate(0.0));
  EXPECT_EQ(matrix.correlation(0, 1), Rate(Reason::undefined_ratio));
  EXPECT_EQ(matrix.correlation(0, 0), Rate(Reason::undefined_ratio));
}

std::vector<std::vector<double>> any_series(Random& random, std::size_t fewest) {
  const std::size_t n = fewest + random.below(40);
  std::vector<std::vector<double>> series(1 + random.below(5), std::vector<double>(n));
  for (auto& own : series) {
    const double all = random.chance(1, 6) ? 0.01 : 0;
    for (double& r : own) r = all != 0 ? all : random.any(-3000, 3000) * 1e-4;
  }
  return series;
}

TEST(ReturnMatrix, is_symmetric_with_a_diagonal_of_ones_and_no_negative_variance) {
  for_cases(0x3A7, [](Random& random) {
    const auto series = any_series(random, 0);
    std::vector<GappyReturns> columns;
    for (const auto& own : series) {
      columns.emplace_back(own.begin(), own.end());
      for (auto& cell : columns.back()) {
        if (random.chance(1, 8)) cell.reset();
      }
    }
    const ReturnMatrix matrix(columns);
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      if (matrix.covariance(i, i)) {
        EXPECT_GE(matrix.covariance(i, i).value(), 0);
      }
      if (matrix.correlation(i, i)) {
        EXPECT_EQ(matrix.correlation(i, i), Rate(1.0));
      }
      for (std::size_t k = 0; k < i; ++k) {
        EXPECT_EQ(matrix.covariance(i, k), matrix.covariance(k, i));
        EXPECT_EQ(matrix.correlation(i, k), matrix.correlation(k, i));
        EXPECT_EQ(matrix.periods(i, k), matrix.periods(k, i));
        if (matrix.correlation(i, k)) {
          EXPECT_LE(std::abs(matrix.correlation(i, k).value()), 1);
        }
      }
    }
  });
}

TEST(ReturnMatrix, without_gaps_gives_no_weights_a_negative_variance) {
  for_cases(0x3A8, [](Random& random) {
    const auto series = any_series(random, 2);
    std::vector<GappyReturns> columns;
    for (const auto& own : series) columns.emplace_back(own.begin(), own.end());
    const ReturnMatrix matrix(columns);
    double variance = 0;
    double size = 0;
    std::vector<double> weights;
    for (std::size_t i = 0; i < matrix.size(); ++i) weights.push_back(random.any(-10, 10));
    for (std::size_t i = 0; i < matrix.size(); ++i) {
      for (std::size_t k = 0; k < matrix.size(); ++k) {
        const double term = weights[i] * weights[k] * matrix.covariance(i, k).value();
        variance += term;
        size += std::abs(term);
      }
    }
    EXPECT_GE(variance, -1e-13 * size);
  });
}

TEST(RiskContribution, contributions_sum_to_each_risk) {
  for_cases(0xC07, [](Random& random) {
    const auto series = any_series(random, 2);
    std::vector<double> weights;
    for (std::size_t i = 0; i < series.size(); ++i) weights.push_back(random.any(-4, 10) / 8.0);
    for (const RiskContribution& risk : risk_contributions(series, weights, random.pick({0.95, 0.99, 0.9}))) {
      ASSERT_EQ(risk.contributions.size(), series.size());
      if (!risk.total || !risk.contributions.front()) continue;
      double sum = 0;
      double size = 0;
      for (const Rate& part : risk.contributions) {
        sum += part.value();
        size += std::abs(part.value());
      }
      EXPECT_NEAR(sum, risk.total.value(), 1e-12 * (1 + size)) << risk.name;
    }
  });
}

TEST(RiskContribution, volatility_is_that_of_the_covariance_matrix) {
  for_cases(0xC08, [](Random& random) {
    const auto series = any_series(random, 2);
    std::vector<GappyReturns> columns;
    std::vector<double> weights;
    for (const auto& own : series) {
      columns.emplace_back(own.begin(), own.end());
      weights.push_back(random.any(0, 10) / 10.0);
    }
    const ReturnMatrix matrix(columns);
    const RiskContribution risk = risk_contributions(series, weights, 0.95).front();
    double variance = 0;
    for (std::size_t i = 0; i < series.size(); ++i) {
      double with_all = 0;
      for (std::size_t k = 0; k < series.size(); ++k) with_all += weights[k] * matrix.covariance(i, k).value();
      variance += weights[i] * with_all;
      if (risk.contributions[i] && risk.total.value() > 1e-6) {
        EXPECT_NEAR(risk.contributions[i].value() * risk.total.value(), weights[i] * with_all, 1e-12);
      }
    }
    EXPECT_NEAR(risk.total.value() * risk.total.value(), variance, 1e-12);
  });
}

TEST(RiskContribution, says_why_there_is_none) {
  const auto all_are = [](const std::vector<RiskContribution>& risks, Reason reason) {
    ASSERT_EQ(risks.size(), 5);
    for (const RiskContribution& risk : risks) {
      for (const Rate& part : risk.contributions) EXPECT_EQ(part, Rate(reason)) << risk.name;
    }
  };
  const std::vector<double> weights{0.5, 0.5};
  const std::vector<std::vector<double>> empty(2);
  all_are(risk_contributions(empty, weights, 0.95), Reason::insufficient_data);
  const std::vector<std::vector<double>> one{{0.01}, {0.02}};
  all_are(risk_contributions(one, weights, 0.95), Reason::insufficient_data);
  const std::vector<std::vector<double>> opposite{{0.01, -0.02, 0.03}, {-0.01, 0.02, -0.03}};
  all_are(risk_contributions(opposite, weights, 0.95), Reason::undefined_ratio);
  EXPECT_EQ(risk_contributions(opposite, weights, 0.95).front().total, Rate(0.0));
  EXPECT_EQ(risk_contributions({}, {}, 0.95).front().total, Rate(Reason::insufficient_data));
}

struct Columns {
  std::vector<std::string> names;
  std::vector<GappyReturns> values;

  [[nodiscard]] std::size_t at(const std::string& name) const {
    return static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
};

/// The columns of a table in its order.
Columns columns_of(const std::string& table) {
  Columns columns;
  const auto path = test::shared_file("reference/returns/data/" + table + ".csv");
  std::ifstream file(path);
  std::string header;
  std::getline(file, header);
  while (!header.empty() && (header.back() == '\r' || header.back() == '\n')) header.pop_back();
  for (bool more = true; more;) {
    const std::size_t end = header.find(',');
    const std::string name = header.substr(0, end);
    if (name != "date") columns.names.push_back(name);
    more = end != std::string::npos;
    if (more) header.erase(0, end + 1);
  }
  columns.values.resize(columns.names.size());
  for (const Row& row : test::read_rows(path)) {
    for (std::size_t i = 0; i < columns.names.size(); ++i) {
      const std::string& cell = row.at(columns.names[i]);
      columns.values[i].push_back(cell.empty() ? std::nullopt : std::optional(std::stod(cell)));
    }
  }
  return columns;
}

/// The risks of a case's portfolio by name, items as in the file.
std::map<std::string, double> component_of(const std::string& function, const std::string& params) {
  const Columns columns = columns_of(param(params, "data"));
  std::vector<double> weights;
  std::string text = param(params, "weights") + "/";
  for (std::size_t slash = text.find('/'); slash != std::string::npos; slash = text.find('/')) {
    weights.push_back(std::stod(text.substr(0, slash)));
    text.erase(0, slash + 1);
  }
  std::vector<std::vector<double>> series(weights.size());
  for (std::size_t t = 0; t < columns.values.front().size(); ++t) {
    for (std::size_t i = 0; i < weights.size(); ++i) series[i].push_back(columns.values[i][t].value());
  }
  const std::string kind = function == "StdDev.component" ? "volatility" : function == "VaR.component" ? "var" : "es";
  const std::string method = param(params, "method");
  const std::string confidence = param(params, "p");
  std::map<std::string, double> items;
  for (const auto& risk : risk_contributions(series, weights, confidence.empty() ? 0.95 : std::stod(confidence))) {
    if (risk.name != kind + (method.empty() ? "" : "_" + method)) continue;
    items["total"] = risk.total.value();
    for (std::size_t i = 0; i < weights.size(); ++i) {
      items["contribution|" + columns.names[i]] = risk.contributions[i].value();
      items["pct|" + columns.names[i]] = risk.shares[i].value();
    }
  }
  return items;
}

TEST(ReturnMatrixReference, matrices_and_risk_contributions_agree) {
  DIETZ_NEEDS_SHARED();
  std::map<std::string, std::unique_ptr<FamilyCount>> counts;
  std::map<std::string, std::map<std::string, double>> components;
  const Columns managers = columns_of("managers");
  const ReturnMatrix matrix(managers.values);
  for (const Row& row : test::read_rows(test::shared_file("reference/returns/expected_matrices.csv"))) {
    const std::string& function = row.at("function");
    const std::string& params = row.at("params");
    const std::string& item = row.at("item");
    auto& count = counts[function];
    if (!count) count = std::make_unique<FamilyCount>("returns/" + function);
    double value = 0;
    if (function.ends_with("_matrix")) {
      ASSERT_EQ(param(params, "data"), "managers");
      const std::size_t a = managers.at(item.substr(0, item.find('|')));
      const std::size_t b = managers.at(item.substr(item.find('|') + 1));
      value = (function == "covariance_matrix" ? matrix.covariance(a, b) : matrix.correlation(a, b)).value();
    } else {
      const auto [found, is_new] = components.try_emplace(function + params);
      if (is_new) found->second = component_of(function, params);
      value = found->second.at(item);
    }
    EXPECT_TRUE(count->ran(std::abs(value - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"))))
        << row.at("case_id") << " " << item << ": expected " << row.at("expected") << ", got " << value;
  }
}

}  // namespace
}  // namespace dietz
