#include "calculations/rolling_risk.hpp"

#include "calculations/risk_sample.hpp"
#include "calculations/window_sums.hpp"

#include <algorithm>

namespace dietz {
namespace {

RiskInput part_of(const RiskInput& input, std::size_t begin, std::size_t size) {
  const auto cut = [begin, size](auto whole) { return whole.empty() ? whole : whole.subspan(begin, size); };
  RiskInput part = input;
  part.dates = cut(input.dates);
  part.returns = cut(input.returns);
  part.benchmark = cut(input.benchmark);
  part.risk_free = cut(input.risk_free);
  part.mar_series = cut(input.mar_series);
  return part;
}

bool has_any(const MeasureSet& set, std::initializer_list<MeasureId> ids) {
  return std::any_of(ids.begin(), ids.end(), [&set](MeasureId id) { return set[id.index()]; });
}

Divisors divisors_of(const MeasureSet& wanted, bool has_benchmark) {
  return {.benchmark = has_benchmark,
          .drawdown = has_any(wanted, {"calmar_ratio"}),
          .slope = has_any(wanted, {"treynor_ratio", "treynor_ratio_modified", "appraisal_ratio_modified",
                                    "appraisal_ratio_alternative"}),
          .growth = has_any(wanted, {"up_capture", "down_capture", "capture_annualized", "up_capture_annualized",
                                     "down_capture_annualized", "up_down_capture_annualized"})};
}

/// 1 + the rate is a denominator, and has few digits left.
bool is_nearly_lost(const Rate& rate) { return rate && rate.value() < -0.9; }

/// Hands on the sums of each window in turn.
template <class OnWindow>
void slide(const RiskSeries& series, std::size_t window, const OnWindow& on_window) {
  const std::size_t n = series.size();
  std::vector<WindowSums> ends(window);  // sums from i on to the end of the block
  WindowSums begin;                      // sums of the next block so far
  for (std::size_t block = 0; block + window <= n; block += window) {
    ends[window - 1] = period_sums(series, block + window - 1);
    for (std::size_t i = window - 1; i > 0; --i) ends[i - 1] = joined(period_sums(series, block + i - 1), ends[i]);
    on_window(block, ends[0]);
    for (std::size_t i = 1; i < window && block + window + i <= n; ++i) {
      const WindowSums last = period_sums(series, block + window + i - 1);
      begin = i == 1 ? last : joined(begin, last);
      on_window(block + i, joined(ends[i], begin));
    }
  }
}

}  // namespace

std::vector<RollingMeasure> rolling_risk(const RiskInput& input, std::size_t window, const MeasureSet& wanted) {
  const std::size_t n = input.returns.size();
  const std::size_t windows = n < window ? 0 : n - window + 1;
  const bool has_benchmark = !input.benchmark.empty();
  const MeasureSet summed = wanted & measures_where(trait::sums);
  const MeasureSet direct = wanted & ~summed;
  std::vector<RollingMeasure> rolling;
  for (std::size_t i = 0; i < measure_count; ++i) {
    const bool possible = has_benchmark || !measures[i].has_need(need::benchmark);
    if (wanted[i] && possible) rolling.push_back({i, std::vector<Rate>(windows, Reason::insufficient_data)});
  }
  const auto keep = [&rolling](std::size_t at, const RiskRates& rates, const MeasureSet& of) {
    for (RollingMeasure& measure : rolling) {
      if (of[measure.place]) measure.rates[at] = rates.rates[measure.place];
    }
  };
  if (windows == 0) return rolling;
  const Divisors divisors = divisors_of(summed, has_benchmark);
  if (summed.any()) {
    slide(RiskSeries(input), window, [&](std::size_t at, const WindowSums& sums) {
      const RiskInput part = part_of(input, at, window);
      const RiskSums whole = as_risk_sums(sums);
      const RiskSample sample(part, whole);
      if (!is_well_conditioned(sums, divisors) || is_nearly_lost(sample.market_annual)) {
        return keep(at, risk_rates(part, summed), summed);
      }
      RateTable table(summed);
      add_summed_measures(table, sample);
      keep(at, table.result, summed);
    });
  }
  for (std::size_t at = 0; direct.any() && at < windows; ++at) {
    keep(at, risk_rates(part_of(input, at, window), direct), direct);
  }
  return rolling;
}

}  // namespace dietz
