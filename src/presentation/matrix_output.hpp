#pragma once

#include "calculations/return_matrix.hpp"
#include "calculations/risk_contribution.hpp"
#include "model/date.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace dietz {

/// What the members of a weighted portfolio contribute to its risks.
struct ContributionTable {
  std::vector<std::string> names;
  std::vector<double> weights;
  double confidence = 0;
  std::size_t periods = 0;  ///< in which every one of them has a return
  std::vector<RiskContribution> risks;
};

/// Covariances and correlations of named series, and contributions where weights are given.
struct MatrixDocument {
  std::span<const std::string> names;
  std::span<const Date> dates;
  const ReturnMatrix& matrix;
  std::optional<ContributionTable> contributions;
};

/// {"series", "from", "to", "covariance": [[…]], "correlation": [[…]], "periods": [[…]], "absent": [{"matrix", "row",
/// "column", "reason"}], "contributions"?: {"confidence", "periods", "risks": [{"risk", "formula", "total", "reason"?,
/// "series": [{"name", "weight", "contribution", "share"}]}]}}; null where there is no value.
[[nodiscard]] std::string matrix_as_json(const MatrixDocument& document);

/// `row,column,covariance,correlation,periods`, a line a pair; with weights instead
/// `risk,series,weight,contribution,share` and a line `total` a risk.
[[nodiscard]] std::string matrix_as_csv(const MatrixDocument& document);

/// Correlations and contributions for people.
[[nodiscard]] std::string matrix_as_text(const MatrixDocument& document);

}  // namespace dietz
