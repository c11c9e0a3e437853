#include "calculations/money_weighted_figures.hpp"

#include "calculations/irr_figures.hpp"

namespace dietz {
namespace {

Figure absent(const char* name, const ValuedInterval& interval) {
  Figure figure;
  figure.name = name;
  figure.rate = interval.reason;
  figure.detail = interval.detail;
  figure.warnings = interval.warnings;
  return figure;
}

}  // namespace

std::vector<DatedAmount> investor_flows(const ValuedInterval& interval) {
  std::vector<DatedAmount> flows;
  if (!interval.usable()) return flows;
  const auto add = [&flows](Date date, const Decimal& amount) {
    if (!amount.is_zero()) flows.push_back({date, amount});
  };
  add(interval.days.front().date, -*interval.days.front().value);
  for (std::size_t i = 1; i < interval.days.size(); ++i) add(interval.days[i].date, -interval.days[i].flow());
  add(interval.days.back().date, *interval.days.back().value);
  return flows;
}

std::vector<Figure> money_weighted_figures(const ValuedInterval& interval, DayCount day_count) {
  if (!interval.usable()) return {absent("xirr", interval), absent("mwr", interval)};
  std::vector<Figure> figures = figures_of_xirr(xirr(investor_flows(interval), day_count), day_count);
  for (Figure& figure : figures) {
    figure.warnings.insert(figure.warnings.begin(), interval.warnings.begin(), interval.warnings.end());
  }
  return figures;
}

}  // namespace dietz
