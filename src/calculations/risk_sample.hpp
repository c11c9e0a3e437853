#pragma once

#include "calculations/drawdown.hpp"
#include "calculations/measures.hpp"
#include "calculations/risk.hpp"
#include "calculations/statistics.hpp"

#include <cstddef>
#include <string_view>
#include <vector>

namespace dietz {

/// A series compounded: (∏(1+x))^(m/n) − 1 by year, and what it came to.
struct Compounded {
  Rate total = Reason::insufficient_data;
  Rate annual = Reason::insufficient_data;
};

/// A risk input with what several measures need of it, computed once.
struct RiskSample {
  explicit RiskSample(const RiskInput& given);

  const RiskInput& input;
  std::size_t n;
  double per_year;             ///< 0 = unknown
  bool under_a_year;           ///< fewer returns than a year has
  CentralSums sums;            ///< of the returns
  DrawdownSums falls;          ///< of the returns
  Compounded growth;           ///< of the returns
  std::vector<double> excess;  ///< r − rf
  CentralSums excess_sums;
  Rate risk_free_annual = 0.0;
  Rate periods_a_year;  ///< per_year, or its reason

  [[nodiscard]] double count() const { return static_cast<double>(n); }
  [[nodiscard]] double mar(std::size_t i) const { return input.mar_series.empty() ? input.mar : input.mar_series[i]; }
  [[nodiscard]] double risk_free(std::size_t i) const {
    return input.risk_free.empty() ? flat_risk_free : input.risk_free[i];
  }
  /// Compounds a series of the sample's dates.
  [[nodiscard]] Compounded compounded(const DrawdownSums& curve) const;
  [[nodiscard]] Compounded compounded(std::span<const double> series) const {
    return compounded(drawdown_sums(series));
  }

 private:
  double flat_risk_free;
};

// Rates that carry their reason through arithmetic; the left operand's reason comes first.
[[nodiscard]] Rate product(const Rate& a, const Rate& b);
[[nodiscard]] Rate difference(const Rate& a, const Rate& b);
/// undefined_ratio for a denominator of 0.
[[nodiscard]] Rate quotient(const Rate& a, const Rate& b);
[[nodiscard]] Rate root(const Rate& a);

[[nodiscard]] BasisEntry number_entry(std::string name, double value);

/// Gathers figures under the names, units and formulas of the measures.
class FigureTable {
 public:
  explicit FigureTable(const RiskSample& sample) : sample_(sample) {}

  /// `name` is a measure's. A value that overflowed becomes `unsupported`.
  Figure& add(std::string_view name, const Rate& rate);
  [[nodiscard]] std::vector<Figure> take() { return std::move(figures_); }

 private:
  void add_basis(Figure& figure, const Measure& measure) const;
  [[nodiscard]] std::string explain(Reason reason, const Measure& measure) const;

  const RiskSample& sample_;
  std::vector<Figure> figures_;
};

}  // namespace dietz
