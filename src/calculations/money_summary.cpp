#include "calculations/money_summary.hpp"

namespace dietz {

std::optional<MoneySummary> money_summary(std::span<const PortfolioDay> days) {
  if (days.empty() || !days.front().value || !days.back().value) return {};
  MoneySummary sum;
  sum.begin_value = *days.front().value;
  sum.end_value = *days.back().value;
  const auto add = [](Decimal& total, const Decimal& part) { total = working_sum(total, part); };
  for (const PortfolioDay& day : days.subspan(1)) {
    add(sum.flows_in, day.flows_in);
    add(sum.flows_out, day.flows_out);
    add(sum.income, day.income);
    add(sum.fees, day.fees);
    add(sum.taxes, day.taxes);
    add(sum.currency_gain, day.currency_gain);
  }
  for (const Decimal& part : {sum.end_value, sum.flows_out, -sum.begin_value, -sum.flows_in}) add(sum.gain, part);
  for (const Decimal& part : {sum.gain, sum.fees, sum.taxes, -sum.currency_gain, -sum.income})
    add(sum.price_gain, part);
  return sum;
}

}  // namespace dietz
