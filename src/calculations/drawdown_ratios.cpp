#include "calculations/drawdown_ratios.hpp"

#include <cmath>

namespace dietz {
namespace {

constexpr double sterling_excess = 0.1;

}  // namespace

void add_drawdown_ratios(FigureTable& table, const RiskSample& sample) {
  const DrawdownSums& falls = sample.falls;
  const auto if_positive = [&](double value) {
    return sample.n == 0                  ? Rate(Reason::insufficient_data)
           : !std::isfinite(falls.growth) ? Rate(Reason::unsupported)
           : falls.lowest_growth < 0      ? Rate(Reason::negative_base)
                                          : Rate(value);
  };
  const std::vector<double> series = drawdown_series(sample.input.returns);
  const auto [pain, squares] = ordered_sums<2>(sample.n, [&series](std::size_t i) {
    return std::array{0.0 - series[i], series[i] * series[i]};
  });
  const Rate deepest = if_positive(0.0 - falls.deepest);
  const Rate pain_index = if_positive(pain / sample.count());
  const Rate ulcer_index = if_positive(std::sqrt(squares / sample.count()));
  table.add("max_drawdown", deepest);
  table.add("average_drawdown", quotient(if_positive(0.0 - falls.depths), static_cast<double>(falls.count)));
  table.add("drawdown_deviation", if_positive(std::sqrt(falls.depth_squares / sample.count())));
  table.add("pain_index", pain_index);
  table.add("ulcer_index", ulcer_index);
  const Rate excess = difference(sample.growth.annual, sample.risk_free_annual);
  table.add("calmar_ratio", quotient(sample.growth.annual, deepest));
  table.add("sterling_ratio",
            quotient(sample.growth.annual, deepest ? Rate(deepest.value() + sterling_excess) : deepest));
  table.add("pain_ratio", quotient(excess, pain_index));
  table.add("martin_ratio", quotient(excess, ulcer_index));
}

}  // namespace dietz
