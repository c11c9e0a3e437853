#pragma once

#include "model/figure.hpp"

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace dietz {

/// The flows of many portfolios as columns, in portfolios one after another: those of portfolio p are rows starts[p] to
/// starts[p + 1] − 1, in order of days. amount < 0 = money in.
struct FlowBatch {
  std::span<const std::size_t> starts;  ///< one more than there are portfolios
  std::span<const std::int32_t> days;   ///< counted from any day, as the day count counts
  std::span<const double> amounts;
  [[nodiscard]] std::size_t portfolios() const { return starts.empty() ? 0 : starts.size() - 1; }
};

struct ColumnRate {
  Rate rate = Reason::insufficient_data;  ///< annual
  std::uint32_t root_count = 0;
  bool by_search = false;  ///< the quick proof didn't hold, so all roots were searched for
};

/// Annual money-weighted returns of many portfolios, with the same meaning and proof as xirr (irr.hpp): 1 + r in
/// [1e-7, 1e8], every root counted, the one with the smallest |ln(1 + r)| given, each to 1e-12.
///
/// Halley's method runs on ln(money out) − ln(money in), which is nearly a line in ln(1 + r); discount factors of
/// successive flows multiply from a table of powers of one day's factor. What proves the root, from the sums of its
/// last step and with rounding bounds: the balance between flows keeps one sign at the rate (a pure investment, after
/// D. Teichroew, A. Robichek and M. Montalbano, 1965: no other root), and opposite signs of the present value around
/// it. Where that doesn't hold (a balance that changes sign, other roots), find_rate_roots decides. Days that fall
/// back, or rows of one day that cancel, also go there. Every result depends on its own rows only.
class XirrColumns {
 public:
  explicit XirrColumns(double days_in_year = 365.0) : days_in_year_(days_in_year) {}

  /// One result a portfolio; `results` has that many places.
  void solve(const FlowBatch& batch, std::span<ColumnRate> results);

 private:
  double days_in_year_;
};

}  // namespace dietz
