#include "calculations/attribution.hpp"

#include "calculations/attribution_currency.hpp"
#include "calculations/attribution_linking.hpp"
#include "calculations/attribution_rows.hpp"

#include <charconv>
#include <cmath>

namespace dietz {
namespace {

/// Weights are read from decimals; a sum of many of them may be off by rounding, not by this much.
constexpr double weight_tolerance = 1e-9;
constexpr std::size_t most_warnings = 20;

std::string digits(double value) {
  char text[32];
  const auto end = std::to_chars(text, text + sizeof text, value, std::chars_format::general, 10);
  return {text, end.ptr};
}

struct WeightSums {
  double portfolio = 0.0;
  double benchmark = 0.0;
  std::size_t filled = 0;  ///< rows with a weight of 0 and no return of their own
};

WeightSums weigh(const AttributionPeriod& period) {
  WeightSums sums;
  for (const SegmentRow& row : period.rows) {
    sums.portfolio += row.portfolio_weight;
    sums.benchmark += row.benchmark_weight;
    const bool both_absent = !row.portfolio_return && !row.benchmark_return;
    const bool one_absent = !row.portfolio_return || !row.benchmark_return;
    const double weight = row.portfolio_return ? row.benchmark_weight : row.portfolio_weight;
    if (one_absent && !both_absent && weight == 0.0) ++sums.filled;
  }
  return sums;
}

void warn_of_weights(const AttributedPeriod& period, const WeightSums& sums, bool geometric,
                     std::vector<Warning>& warnings) {
  const bool right =
      std::abs(sums.portfolio - 1.0) <= weight_tolerance && std::abs(sums.benchmark - 1.0) <= weight_tolerance;
  if (right || warnings.size() >= most_warnings) return;
  std::string message = "period " + period.name + ": the weights sum to " + digits(sums.portfolio) +
                        " (portfolio) and " + digits(sums.benchmark) + " (benchmark), not to 1";
  if (period.reason == Reason::none && period.active_return) {
    const Effects& effects = period.totals;
    const double explained = geometric ? effects.allocation + effects.selection + effects.allocation * effects.selection
                                       : effects.sum() + period.currency_totals.sum();
    const double missed = period.active_return.value() - explained;
    if (std::abs(missed) > 1e-12) message += "; the effects leave " + digits(missed) + " of the active return";
  }
  warnings.push_back({"weights_sum", std::move(message)});
}

AttributedPeriod attribute_period(const AttributionTable& table, const AttributionPeriod& period,
                                  const AttributionMethod& method) {
  if (method.currency == CurrencyModel::none || period.currency.size() != period.rows.size())
    return attribute_rows(table, period.rows, method);
  const std::vector<SegmentRow> local = without_currency(period, method.currency);
  AttributedPeriod attributed = attribute_rows(table, local, method);
  add_currency_effects(period, local, method.currency, attributed);
  return attributed;
}

}  // namespace

Attribution attribute(const AttributionTable& table, const AttributionMethod& method) {
  Attribution attribution;
  attribution.method = method;
  if (method.model == AttributionModel::geometric && method.currency != CurrencyModel::none) {
    attribution.linked.reason = Reason::unsupported;
    attribution.linked.detail = "the geometric model has no currency effects";
    return attribution;
  }
  std::size_t filled = 0;
  attribution.periods.reserve(table.periods.size());
  for (const AttributionPeriod& period : table.periods) {
    attribution.periods.push_back(attribute_period(table, period, method));
    attribution.periods.back().name = period.name;
    const WeightSums sums = weigh(period);
    filled += sums.filled;
    warn_of_weights(attribution.periods.back(), sums, method.model == AttributionModel::geometric,
                    attribution.warnings);
  }
  if (filled != 0) {
    attribution.warnings.push_back({"segment_not_held", std::to_string(filled) +
                                                            " rows with a weight of 0 have no return on that side; "
                                                            "the other side's counts there"});
  }
  attribution.linked = link_attribution(table, method, attribution.periods);
  return attribution;
}

}  // namespace dietz
