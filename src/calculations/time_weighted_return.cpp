#include "calculations/time_weighted_return.hpp"

#include <utility>

namespace dietz {
namespace {

/// A loss of more than everything has no place in a product of growth factors.
Growth linkable(const Growth& growth) {
  return growth.numerator.is_negative() ? Growth{{}, {}, Reason::negative_base, false} : growth;
}

}  // namespace

Date period_end(Date date, ReturnFrequency frequency) {
  switch (frequency) {
    case ReturnFrequency::day:
      return date;
    case ReturnFrequency::month:
      return date.month_end();
    case ReturnFrequency::quarter:
      return date.quarter_end();
    case ReturnFrequency::year:
      return date.year_end();
  }
  return date;
}

SubPeriod make_link(std::span<const ValuedDay> days, std::size_t first, std::size_t last, Growth growth,
                    bool by_modified_dietz) {
  const double factor = growth.reason == Reason::none ? growth.factor() : 1.0;
  return {days[first].date, days[last].date, std::move(growth), by_modified_dietz, first, last, factor};
}

SubPeriod link_between(std::span<const ValuedDay> days, std::size_t first, std::size_t last, bool flow_inside) {
  if (!flow_inside) return make_link(days, first, last, growth_between(*days[first].value, days[last]), false);
  const bool negative = days[first].value->is_negative() || days[last].value->is_negative();
  const Growth growth = negative ? Growth{{}, {}, Reason::negative_base, false}
                                 : linkable(dietz_growth(days.subspan(first, last - first + 1),
                                                         DietzWeighting::day_weighted, DietzFlows::at_end_of_day));
  return make_link(days, first, last, growth, true);
}

std::vector<SubPeriod> sub_periods(std::span<const ValuedDay> days) {
  std::vector<SubPeriod> periods;
  periods.reserve(days.size());
  std::size_t previous = days.size();
  bool flow_inside = false;
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (!days[i].value) {
      flow_inside = flow_inside || days[i].has_flow();
      continue;
    }
    if (previous != days.size()) periods.push_back(link_between(days, previous, i, flow_inside));
    previous = i;
    flow_inside = false;
  }
  return periods;
}

void LinkChain::add(const SubPeriod& period) {
  ++links_;
  without_capital_ += period.growth.without_capital ? 1 : 0;
  by_modified_dietz_ += period.by_modified_dietz ? 1 : 0;
  if (reason_ != Reason::none) return;
  if (period.growth.reason != Reason::none) {
    reason_ = period.growth.reason;
    failed_on_ = period.to;
    return;
  }
  product_.add(period.to, period.factor);
}

LinkedReturn LinkChain::result() const {
  LinkedReturn result;
  if (links_ > 0) result.rate = rate();
  result.failed_on = failed_on_;
  result.links = links_;
  result.without_capital = without_capital_;
  result.by_modified_dietz = by_modified_dietz_;
  return result;
}

LinkedReturn link(std::span<const SubPeriod> periods) {
  LinkChain chain;
  for (const SubPeriod& period : periods) chain.add(period);
  return chain.result();
}

std::vector<ReturnPoint> returns_by(std::span<const SubPeriod> periods, ReturnFrequency frequency) {
  std::vector<ReturnPoint> points;
  for (std::size_t i = 0; i < periods.size();) {
    const Date end = period_end(periods[i].to, frequency);
    std::size_t next = i;
    while (next < periods.size() && period_end(periods[next].to, frequency) == end) ++next;
    points.push_back({periods[next - 1].to, link(periods.subspan(i, next - i)).rate});
    i = next;
  }
  return points;
}

std::vector<ReturnPoint> cumulative_by(std::span<const SubPeriod> periods, ReturnFrequency frequency) {
  std::vector<ReturnPoint> points;
  if (frequency == ReturnFrequency::day) points.reserve(periods.size());
  LinkChain chain;
  for (std::size_t i = 0; i < periods.size(); ++i) {
    chain.add(periods[i]);
    const bool last_of_period =
        i + 1 == periods.size() || period_end(periods[i + 1].to, frequency) != period_end(periods[i].to, frequency);
    if (last_of_period) points.push_back({periods[i].to, chain.rate()});
  }
  return points;
}

std::vector<SubPeriod> monthly_dietz_periods(std::span<const ValuedDay> days, const Decimal& large_flow_percent,
                                             DietzFlows timing) {
  std::vector<SubPeriod> periods;
  std::size_t start = 0;
  while (start < days.size() && !days[start].value) ++start;
  std::size_t last_valued = days.size();
  while (last_valued > start && !days[last_valued - 1].value) --last_valued;
  const Decimal* value_before = start < days.size() ? &*days[start].value : nullptr;
  Date month_end = start < days.size() ? (days[start].date + 1).month_end() : Date::max();
  for (std::size_t i = start + 1; i < last_valued; ++i) {
    if (!days[i].value) continue;
    const Decimal flow = days[i].flow().abs();
    const bool closes_month = days[i].date >= month_end;
    // The first capital opens a link rather than closing one of no days.
    const bool cuts = !flow.is_zero() && !value_before->is_zero() &&
                      working_product(flow, Decimal(100)) > working_product(large_flow_percent, *value_before);
    if (cuts || closes_month || i + 1 == last_valued) {
      const auto part = days.subspan(start, i - start + 1);
      const Growth growth = linkable(dietz_growth(part, DietzWeighting::day_weighted, timing));
      periods.push_back(make_link(days, start, i, growth, true));
      start = i;
      month_end = (days[start].date + 1).month_end();
    }
    value_before = &*days[i].value;
  }
  return periods;
}

}  // namespace dietz
