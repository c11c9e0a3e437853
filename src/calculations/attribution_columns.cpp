#include "calculations/attribution_columns.hpp"

#include "calculations/attribution_linking.hpp"

#include <cmath>

namespace dietz {
namespace {

bool is_supported(const AttributionMethod& method) {
  return method.model != AttributionModel::geometric && method.interaction == InteractionEffect::separate &&
         method.currency == CurrencyModel::none && method.linking != LinkingMethod::frongello &&
         method.linking != LinkingMethod::davies_laker;
}

bool is_sound(const SegmentColumns& columns) {
  const std::size_t size = columns.portfolio_weights.size();
  return columns.segments != 0 && size != 0 && size % columns.segments == 0 &&
         columns.benchmark_weights.size() == size && columns.portfolio_returns.size() == size &&
         columns.benchmark_returns.size() == size;
}

/// Periods are worked on side by side: their sums are chains of additions that needn't wait for each other, while each
/// keeps its own order.
constexpr std::size_t lanes = 4;

template <std::size_t count>
void sum_returns(const SegmentColumns& columns, std::size_t t, PeriodReturns* returns) {
  double portfolio[count] = {};
  double benchmark[count] = {};
  const std::size_t begin = t * columns.segments;
  for (std::size_t i = 0; i < columns.segments; ++i) {
    for (std::size_t lane = 0; lane < count; ++lane) {
      const std::size_t at = begin + lane * columns.segments + i;
      portfolio[lane] += columns.portfolio_weights[at] * columns.portfolio_returns[at];
      benchmark[lane] += columns.benchmark_weights[at] * columns.benchmark_returns[at];
    }
  }
  for (std::size_t lane = 0; lane < count; ++lane) returns[t + lane] = {portfolio[lane], benchmark[lane]};
}

std::vector<PeriodReturns> returns_of(const SegmentColumns& columns) {
  std::vector<PeriodReturns> returns(columns.portfolio_weights.size() / columns.segments);
  std::size_t t = 0;
  for (; t + lanes <= returns.size(); t += lanes) sum_returns<lanes>(columns, t, returns.data());
  for (; t < returns.size(); ++t) sum_returns<1>(columns, t, returns.data());
  return returns;
}

LinkingFactors factors_by(LinkingMethod linking, std::span<const PeriodReturns> returns) {
  if (linking == LinkingMethod::menchero) return menchero_factors(returns);
  return linking == LinkingMethod::grap ? grap_factors(returns) : carino_factors(returns);
}

/// Effects of some periods: totals of each, and times its factor into the segments' sums.
template <std::size_t count>
void add_periods(const SegmentColumns& columns, std::size_t t, const double* references, const double* factors,
                 ColumnAttribution& result) {
  double* const allocation = result.segments.allocation.data();
  double* const selection = result.segments.selection.data();
  double* const interaction = result.segments.interaction.data();
  double totals[3][count] = {};
  const std::size_t begin = t * columns.segments;
  for (std::size_t i = 0; i < columns.segments; ++i) {
    double sums[3] = {allocation[i], selection[i], interaction[i]};
    for (std::size_t lane = 0; lane < count; ++lane) {
      const std::size_t at = begin + lane * columns.segments + i;
      const double benchmark_weight = columns.benchmark_weights[at];
      const double benchmark_return = columns.benchmark_returns[at];
      const double active_weight = columns.portfolio_weights[at] - benchmark_weight;
      const double difference = columns.portfolio_returns[at] - benchmark_return;
      const double effects[3] = {active_weight * (benchmark_return - references[t + lane]),
                                 benchmark_weight * difference, active_weight * difference};
      for (std::size_t e = 0; e < 3; ++e) {
        totals[e][lane] += effects[e];
        sums[e] += effects[e] * factors[t + lane];
      }
    }
    allocation[i] = sums[0];
    selection[i] = sums[1];
    interaction[i] = sums[2];
  }
  for (std::size_t lane = 0; lane < count; ++lane) {
    result.periods.allocation[t + lane] = totals[0][lane];
    result.periods.selection[t + lane] = totals[1][lane];
    result.periods.interaction[t + lane] = totals[2][lane];
  }
}

}  // namespace

void ColumnEffects::resize(std::size_t count) {
  for (std::vector<double>* column : {&allocation, &selection, &interaction}) column->assign(count, 0.0);
}

void attribute_columns(const SegmentColumns& columns, const AttributionMethod& method, ColumnAttribution& result) {
  result.totals = {};
  result.active_return = result.reason = is_supported(method) ? Reason::insufficient_data : Reason::unsupported;
  if (!is_supported(method) || !is_sound(columns)) return;
  const std::vector<PeriodReturns> returns = returns_of(columns);
  LinkingFactors linking = factors_by(method.linking, returns);
  result.reason = linking.reason;
  result.segments.resize(columns.segments);
  result.periods.resize(returns.size());
  const bool by_total = method.model == AttributionModel::brinson_fachler;
  std::vector<double> references(returns.size(), 0.0);
  for (std::size_t t = 0; by_total && t < returns.size(); ++t) references[t] = returns[t].benchmark;
  linking.factors.resize(returns.size(), 0.0);
  std::size_t t = 0;
  for (; t + lanes <= returns.size(); t += lanes)
    add_periods<lanes>(columns, t, references.data(), linking.factors.data(), result);
  for (; t < returns.size(); ++t) add_periods<1>(columns, t, references.data(), linking.factors.data(), result);
  const double active = compounded_active_return(returns);
  result.active_return = std::isfinite(active) ? Rate(active) : Rate(Reason::undefined_ratio);
  for (std::size_t i = 0; i < columns.segments; ++i)
    result.totals += {result.segments.allocation[i], result.segments.selection[i], result.segments.interaction[i]};
  if (result.reason == Reason::none && !std::isfinite(result.totals.sum() + active))
    result.reason = Reason::undefined_ratio;
}

}  // namespace dietz
