#include "calculations/drawdown.hpp"
#include "calculations/risk_sample.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

constexpr double sterling_excess = 0.1;

/// A drawdown has a meaning only where the growth curve has.
Rate if_positive(const RiskSample& sample, double value) {
  const Growth& growth = sample.sums.growth;
  return sample.n == 0                   ? Rate(Reason::insufficient_data)
         : !std::isfinite(growth.factor) ? Rate(Reason::unsupported)
         : growth.lowest < 0             ? Rate(Reason::negative_base)
                                         : Rate(value);
}

/// The largest fall of 1 + the sum of the returns so far.
Rate arithmetic_drawdown(const RiskSample& sample) {
  if (sample.n == 0) return Reason::insufficient_data;
  double wealth = 1;
  double peak = 1;
  double deepest = 0;
  for (const double r : sample.input.returns) {
    wealth += r;
    if (wealth < 0) return Reason::negative_base;
    peak = std::max(peak, wealth);
    deepest = std::min(deepest, wealth - peak == 0 ? 0 : wealth / peak - 1);
  }
  return 0.0 - deepest;
}

void add_lengths(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (!table.wants({"average_drawdown_length", "average_drawdown_recovery"})) return;
  std::size_t length = 0;
  std::size_t recovery = 0;
  const auto spans = drawdown_spans(series.input.returns);
  for (const DrawdownSpan& span : spans) {
    const std::size_t end = span.recovery.value_or(sample.n);
    length += end - span.first_loss + 1;
    recovery += end - span.trough;
  }
  const auto count = static_cast<double>(spans.size());
  table.add("average_drawdown_length", quotient(if_positive(sample, static_cast<double>(length)), count));
  table.add("average_drawdown_recovery", quotient(if_positive(sample, static_cast<double>(recovery)), count));
}

}  // namespace

void add_largest_drawdown(RateTable& table, const RiskSample& sample) {
  const Rate deepest = if_positive(sample, 0.0 - sample.sums.deepest);
  table.add("max_drawdown", deepest);
  table.add("calmar_ratio", quotient(sample.growth.annual, deepest));
  table.add("sterling_ratio", quotient(sample.growth.annual, sum(deepest, sterling_excess)));
}

void add_drawdowns(RateTable& table, const RiskSample& sample, const RiskSeries& series) {
  if (table.wants({"max_drawdown_arithmetic"})) table.add("max_drawdown_arithmetic", arithmetic_drawdown(sample));
  add_lengths(table, sample, series);
  if (table.wants({"average_drawdown", "drawdown_deviation"})) {
    const DrawdownSums falls = drawdown_sums(series.input.returns);
    table.add("average_drawdown", quotient(if_positive(sample, 0.0 - falls.depths), static_cast<double>(falls.count)));
    table.add("drawdown_deviation", if_positive(sample, std::sqrt(falls.depth_squares / sample.count())));
  }
  if (!table.wants({"pain_index", "ulcer_index", "pain_ratio", "martin_ratio"})) return;
  const std::vector<double> depths = drawdown_series(series.input.returns);
  const auto [pain, squares] = ordered_sums<2>(sample.n, [&depths](std::size_t i) {
    return std::array{0.0 - depths[i], depths[i] * depths[i]};
  });
  const Rate pain_index = if_positive(sample, pain / sample.count());
  const Rate ulcer_index = if_positive(sample, std::sqrt(squares / sample.count()));
  const Rate excess = difference(sample.growth.annual, sample.risk_free_annual);
  table.add("pain_index", pain_index);
  table.add("ulcer_index", ulcer_index);
  table.add("pain_ratio", quotient(excess, pain_index));
  table.add("martin_ratio", quotient(excess, ulcer_index));
}

}  // namespace dietz
