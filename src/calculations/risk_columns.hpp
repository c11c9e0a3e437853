#pragma once

#include "model/figure.hpp"

#include <cstddef>
#include <span>
#include <vector>

namespace dietz {

/// Many return series, one after another: series s is returns[starts[s]] … returns[starts[s + 1] − 1]. Finite numbers.
struct ReturnSeries {
  std::span<const std::size_t> starts;  ///< one more than there are series
  std::span<const double> returns;
  [[nodiscard]] std::size_t count() const { return starts.empty() ? 0 : starts.size() - 1; }
};

/// What the risk of every series is measured against.
struct RiskTerms {
  double risk_free_annual = 0;
  double periods_per_year = 0;  ///< 0 = unknown: no Sharpe ratio
  double mar = 0;               ///< minimum acceptable return per period
};

/// The first risk figures of one series, named, defined and absent as in risk_figures: the Sharpe ratio is by year, the
/// others per period. Numbers beyond the range of a double are `unsupported`.
struct SeriesRisk {
  Rate mean = Reason::insufficient_data;
  Rate cumulative_return = Reason::insufficient_data;
  Rate volatility = Reason::insufficient_data;
  Rate downside_deviation = Reason::insufficient_data;
  Rate max_drawdown = Reason::insufficient_data;
  Rate sharpe_ratio = Reason::insufficient_data;
  Rate sortino_ratio = Reason::insufficient_data;
};

/// The risk figures of many series in two passes over each: same formulas, sources, reasons and bits as risk_figures
/// (risk.hpp), sums in the order of statistics.hpp. Every result depends on its own series only.
class RiskColumns {
 public:
  explicit RiskColumns(const RiskTerms& terms) : terms_(terms) {}

  /// One result a series; `results` has that many places. Allocates only when a series is longer than any before.
  void solve(const ReturnSeries& series, std::span<SeriesRisk> results);

 private:
  RiskTerms terms_;
  std::vector<double> blocks_;  ///< room for the sums of a series' blocks
};

}  // namespace dietz
