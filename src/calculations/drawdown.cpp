#include "calculations/drawdown.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// Walks a growth curve once and hands each drawdown on as it ends. Only the trough is divided by its peak: division
/// is monotone, so the depth has the same bits as the smallest of all the ratios.
template <class Step, class OnDrawdown>
double walk(std::size_t n, const Step& step, const OnDrawdown& on_drawdown) {
  double growth = 1;
  double peak = 1;
  double lowest = 1;
  bool below = false;
  DrawdownSpan span;
  for (std::size_t i = 0; i < n; ++i) {
    growth = step(growth, i);
    if (growth >= peak) {
      if (below) {
        span.recovery = i;
        span.depth = lowest / peak - 1;
        on_drawdown(span, lowest);
        below = false;
      }
      peak = growth;
    } else if (!below) {
      below = true;
      span = {i, i, {}, 0};
      lowest = growth;
    } else if (growth < lowest) {
      span.trough = i;
      lowest = growth;
    }
  }
  if (below) {
    span.depth = lowest / peak - 1;
    on_drawdown(span, lowest);
  }
  return growth;
}

template <class Step>
std::vector<DrawdownSpan> spans_of(std::size_t n, const Step& step) {
  std::vector<DrawdownSpan> spans;
  bool has_meaning = true;
  const double growth = walk(n, step, [&](const DrawdownSpan& span, double lowest) {
    spans.push_back(span);
    has_meaning = has_meaning && lowest >= 0;
  });
  if (!has_meaning || !std::isfinite(growth)) spans.clear();
  return spans;
}

template <class Step>
std::vector<double> series_of(std::size_t n, const Step& step) {
  std::vector<double> series(n);
  double growth = 1;
  double peak = 1;
  for (std::size_t i = 0; i < n; ++i) {
    growth = step(growth, i);
    peak = std::max(peak, growth);
    series[i] = growth / peak - 1;
  }
  return series;
}

auto compounding(std::span<const double> returns) {
  return [returns](double growth, std::size_t i) { return growth * (1 + returns[i]); };
}

auto reading(std::span<const double> curve) {
  return [curve](double, std::size_t i) { return curve[i]; };
}

Drawdown dated(const DrawdownSpan& span, std::span<const Date> dates, std::optional<Date> start) {
  Drawdown row;
  row.peak = span.first_loss > 0 ? dates[span.first_loss - 1] : start;
  row.first_loss = dates[span.first_loss];
  row.trough = dates[span.trough];
  if (span.recovery) row.recovery = dates[*span.recovery];
  row.depth = span.depth;
  row.periods_total = span.recovery.value_or(dates.size()) - span.first_loss + 1;
  row.periods_to_trough = span.trough - span.first_loss + 1;
  row.periods_recovery = row.periods_total - row.periods_to_trough;
  const Date end = row.recovery.value_or(dates.back());
  row.days_recovery = end - row.trough;
  if (row.peak) {
    row.days_to_trough = row.trough - *row.peak;
    row.days_total = end - *row.peak;
  }
  return row;
}

std::vector<Drawdown> table_of(std::vector<DrawdownSpan> spans, std::span<const Date> dates,
                               std::optional<Date> start) {
  std::stable_sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.depth < b.depth; });
  std::vector<Drawdown> table;
  table.reserve(spans.size());
  for (const DrawdownSpan& span : spans) {
    table.push_back(dated(span, dates, start));
    table.back().rank = table.size();
  }
  return table;
}

}  // namespace

DrawdownSums drawdown_sums(std::span<const double> returns) {
  DrawdownSums sums;
  sums.growth = walk(returns.size(), compounding(returns), [&sums](const DrawdownSpan& span, double lowest) {
    sums.lowest_growth = std::min(sums.lowest_growth, lowest);
    sums.deepest = std::min(sums.deepest, span.depth);
    sums.depths += span.depth;
    sums.depth_squares += span.depth * span.depth;
    ++sums.count;
  });
  return sums;
}

std::vector<DrawdownSpan> drawdown_spans(std::span<const double> returns) {
  return spans_of(returns.size(), compounding(returns));
}

std::vector<double> drawdown_series(std::span<const double> returns) {
  return series_of(returns.size(), compounding(returns));
}

std::vector<double> drawdown_series_of_growth(std::span<const double> growth) {
  return series_of(growth.size(), reading(growth));
}

std::vector<Drawdown> drawdowns_of_returns(std::span<const Date> dates, std::span<const double> returns,
                                           std::optional<Date> start) {
  return table_of(drawdown_spans(returns), dates, start);
}

std::vector<Drawdown> drawdowns_of_growth(std::span<const Date> dates, std::span<const double> growth,
                                          std::optional<Date> start) {
  return table_of(spans_of(growth.size(), reading(growth)), dates, start);
}

std::int32_t longest_days_without_new_high(std::span<const Date> dates, std::span<const double> growth) {
  std::int32_t longest = 0;
  std::size_t high = 0;
  for (std::size_t i = 1; i < dates.size(); ++i) {
    longest = std::max(longest, dates[i] - dates[high]);
    if (growth[i] > growth[high]) high = i;
  }
  return longest;
}

}  // namespace dietz
