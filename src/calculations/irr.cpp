#include "calculations/irr.hpp"

#include "calculations/portable_math.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <utility>

namespace dietz {
namespace {

/// Amounts by time, each time's added up exactly.
using NettedFlows = std::vector<std::pair<std::int64_t, Decimal>>;

NettedFlows netted(std::vector<std::pair<std::int64_t, Decimal>> flows) {
  // By amount too: where a sum is too long to be exact, at least it doesn't depend on the order given.
  std::sort(flows.begin(), flows.end());
  NettedFlows result;
  for (const auto& [time, amount] : flows) {
    if (result.empty() || result.back().first != time) {
      result.emplace_back(time, amount);
    } else {
      result.back().second = working_sum(result.back().second, amount);
    }
  }
  std::erase_if(result, [](const auto& flow) { return flow.second.is_zero(); });
  return result;
}

struct Columns {
  std::vector<double> times;
  std::vector<double> amounts;
  [[nodiscard]] FlowColumns view() const { return {times, amounts}; }
};

/// Amounts relative to the largest, so that powers of ten cancel exactly.
std::vector<double> relative_amounts(const NettedFlows& flows) {
  Decimal largest;
  for (const auto& flow : flows) largest = std::max(largest, flow.second.abs());
  std::vector<double> amounts;
  amounts.reserve(flows.size());
  for (const auto& flow : flows) amounts.push_back(ratio(flow.second, largest));
  return amounts;
}

IrrRoot as_rates(const RateRoot& root) {
  return {portable::expm1(root.log_growth), portable::expm1(root.low), portable::expm1(root.high), root.touches};
}

void solve(IrrResult& result, const FlowColumns& columns, const RateRange& range) {
  result.sign_changes = sign_changes(columns.amounts);
  if (result.sign_changes == 0) {
    result.rate = Reason::no_sign_change;
    return;
  }
  const auto roots = find_rate_roots(columns, portable::log(range.lowest), portable::log(range.highest));
  if (roots.empty()) {
    result.rate = Reason::no_root;
    return;
  }
  for (const RateRoot& root : roots) result.roots.push_back(as_rates(root));
  const auto chosen = std::min_element(roots.begin(), roots.end(), [](const RateRoot& a, const RateRoot& b) {
    return std::abs(a.log_growth) < std::abs(b.log_growth);
  });
  result.chosen = static_cast<std::size_t>(chosen - roots.begin());
  result.rate = result.roots[result.chosen].rate;
  double size = 0.0;
  for (const double amount : columns.amounts) size += std::abs(amount);
  result.residual = std::abs(scaled_value(columns, portable::log1p(result.rate.value()))) / size;
}

template <class YearsSinceFirst>
void solve_netted(IrrResult& result, std::vector<std::pair<std::int64_t, Decimal>> flows, const RateRange& range,
                  YearsSinceFirst years_between) {
  try {
    const NettedFlows net = netted(std::move(flows));
    Columns columns;
    columns.amounts = relative_amounts(net);
    for (const auto& flow : net) columns.times.push_back(years_between(net.front().first, flow.first));
    solve(result, columns.view(), range);
  } catch (const DecimalOverflow&) {
    result.rate = Reason::unsupported;
  }
}

}  // namespace

Rate IrrResult::period_rate() const {
  if (!rate) return rate;
  const double whole = portable::compound(rate.value(), length);
  return std::isfinite(whole) ? Rate(whole) : Rate(Reason::unsupported);
}

IrrResult xirr(std::span<const DatedAmount> flows, DayCount day_count) {
  IrrResult result;
  result.flows = flows.size();
  if (flows.empty()) return result;
  const auto by_date = [](const DatedAmount& a, const DatedAmount& b) { return a.date < b.date; };
  const auto [first, last] = std::minmax_element(flows.begin(), flows.end(), by_date);
  result.first = first->date;
  result.last = last->date;
  result.days = last->date - first->date;
  result.length = year_fraction(day_count, first->date, last->date);
  if (result.days == 0) return result;
  std::vector<std::pair<std::int64_t, Decimal>> timed;
  timed.reserve(flows.size());
  for (const DatedAmount& flow : flows) timed.emplace_back(flow.date.epoch_day(), flow.amount);
  solve_netted(result, std::move(timed), dated_rates, [&](std::int64_t from, std::int64_t to) {
    return year_fraction(day_count, Date::from_epoch_day(static_cast<std::int32_t>(from)),
                         Date::from_epoch_day(static_cast<std::int32_t>(to)));
  });
  return result;
}

IrrResult irr(std::span<const PeriodicAmount> flows) {
  IrrResult result;
  result.flows = flows.size();
  std::vector<std::pair<std::int64_t, Decimal>> timed;
  timed.reserve(flows.size());
  for (const PeriodicAmount& flow : flows) timed.emplace_back(flow.period, flow.amount);
  if (timed.empty()) return result;
  const auto [first, last] = std::minmax_element(timed.begin(), timed.end());
  result.length = static_cast<double>(last->first - first->first);
  if (result.length == 0.0) return result;
  solve_netted(result, std::move(timed), periodic_rates,
               [](std::int64_t from, std::int64_t to) { return static_cast<double>(to - from); });
  return result;
}

}  // namespace dietz
