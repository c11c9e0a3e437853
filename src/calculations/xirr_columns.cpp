#include "calculations/xirr_columns.hpp"

#include "calculations/rate_roots.hpp"
#include "calculations/xirr_pairs.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

namespace dietz {
namespace {

using xirr_pairs::Lane;
using xirr_pairs::lanes;

/// All roots by the general search, after netting the rows of each day.
ColumnRate searched(const Lane& lane, double days_in_year) {
  std::vector<std::pair<std::int32_t, double>> rows;
  for (std::size_t row = 0; row < lane.size(); ++row) rows.emplace_back(lane.days[row], lane.amounts[row]);
  std::sort(rows.begin(), rows.end());
  ColumnRate result;
  result.by_search = true;
  if (rows.empty() || rows.front().first == rows.back().first) return result;
  if (!std::all_of(rows.begin(), rows.end(), [](const auto& row) { return std::isfinite(row.second); })) {
    result.rate = Reason::unsupported;
    return result;
  }
  std::int32_t first = 0;
  std::vector<double> times;
  std::vector<double> amounts;
  for (std::size_t row = 0; row < rows.size();) {
    double amount = 0.0;
    const std::int32_t day = rows[row].first;
    for (; row < rows.size() && rows[row].first == day; ++row) amount += rows[row].second;
    if (amount == 0.0) continue;
    if (times.empty()) first = day;
    times.push_back(static_cast<double>(day - first) / days_in_year);
    amounts.push_back(amount);
  }
  if (sign_changes(amounts) == 0) {
    result.rate = Reason::no_sign_change;
    return result;
  }
  const auto roots = find_rate_roots({times, amounts}, portable::log(dated_rates.lowest),
                                     portable::log(dated_rates.highest), lane.y * days_in_year);
  result.root_count = static_cast<std::uint32_t>(roots.size());
  result.rate = Reason::no_root;
  if (roots.empty()) return result;
  const auto chosen = std::min_element(roots.begin(), roots.end(), [](const RateRoot& a, const RateRoot& b) {
    return std::abs(a.log_growth) < std::abs(b.log_growth);
  });
  result.rate = portable::expm1(chosen->log_growth);
  return result;
}

}  // namespace

void XirrColumns::solve(const FlowBatch& batch, std::span<ColumnRate> results) {
  xirr_pairs::PairSolver solver(days_in_year_);
  std::array<Lane, lanes> lane;
  const auto load = [&](Lane& into, std::size_t p) {
    const std::size_t rows = batch.starts[p + 1] - batch.starts[p];
    into.days = batch.days.subspan(batch.starts[p], rows);
    into.amounts = batch.amounts.subspan(batch.starts[p], rows);
    into.y = 0.0;
    into.done = into.by_search = false;
  };
  const std::size_t count = batch.portfolios();
  for (std::size_t p = 0; p < count; p += lanes) {
    const std::size_t used = std::min(lanes, count - p);
    load(lane[0], p);
    load(lane[1], p + used - 1);
    const bool quick = lane[0].size() > 1 && lane[1].size() > 1;
    if (quick) solver.solve(lane[0], lane[1]);
    for (std::size_t i = 0; i < used; ++i) {
      results[p + i] = quick && !lane[i].by_search ? ColumnRate{portable::expm1(lane[i].y * days_in_year_), 1, false}
                                                   : searched(lane[i], days_in_year_);
    }
  }
}

}  // namespace dietz
