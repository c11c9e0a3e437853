#include "calculations/model_fee.hpp"

#include "calculations/linked_growth.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The stretches of time over which something was invested.
std::vector<DateRange> invested_stretches(std::span<const SubPeriod> links) {
  std::vector<DateRange> stretches;
  for (const SubPeriod& link : links) {
    if (link.growth.without_capital) continue;
    if (!stretches.empty() && stretches.back().to == link.from) {
      stretches.back().to = link.to;
    } else {
      stretches.push_back({link.from, link.to});
    }
  }
  return stretches;
}

/// 1 − fee × days / (12 × days of the month), rounded once.
double kept(const Decimal& annual_fee, DateRange part) {
  const Date end = part.to.month_end();
  const auto month_days = static_cast<std::int64_t>(end - end.previous_month_end());
  const Decimal year = Decimal(12 * month_days);
  return ratio(working_sum(year, -working_product(annual_fee, Decimal(part.days()))), year);
}

}  // namespace

std::vector<ModelFeeMonth> model_fee_months(std::span<const SubPeriod> links, const Decimal& annual_fee) {
  std::vector<ModelFeeMonth> months;
  for (const DateRange& stretch : invested_stretches(links)) {
    for (Date from = stretch.from; from < stretch.to;) {
      const DateRange part{from, std::min((from + 1).month_end(), stretch.to)};
      months.push_back({part, kept(annual_fee, part)});
      from = part.to;
    }
  }
  return months;
}

Figure net_of_model_fee(const Figure& gross, std::span<const SubPeriod> gross_links, const Decimal& annual_fee) {
  Figure figure = gross;
  figure.name = "twr_net_of_model_fee";
  figure.basis.push_back({"model_fee_annual", annual_fee.to_string(), true});
  if (!gross.rate) return figure;
  LinkedGrowth growth;
  for (const SubPeriod& link : gross_links) growth.add(link.to, link.factor);
  double fee = 1.0;
  for (const ModelFeeMonth& month : model_fee_months(gross_links, annual_fee)) fee *= month.factor;
  figure.rate = growth.growth() * fee - 1.0;
  return figure;
}

}  // namespace dietz
