#include "calculations/dietz.hpp"

namespace dietz {
namespace {

Growth absent(Reason reason) { return {{}, {}, reason, false}; }

Growth checked(const Decimal& numerator, const Decimal& denominator) {
  if (denominator.is_zero()) {
    if (numerator.is_zero()) return {{}, {}, Reason::none, true};
    return absent(Reason::zero_base);
  }
  if (denominator.is_negative()) return absent(Reason::negative_base);
  return {numerator, denominator, Reason::none, false};
}

}  // namespace

Growth growth_between(const Decimal& begin_value, const ValuedDay& end) {
  if (begin_value.is_negative() || end.value->is_negative()) return absent(Reason::negative_base);
  const Decimal numerator = working_sum(*end.value, -end.flow_at_end);
  const Growth growth = checked(numerator, working_sum(begin_value, end.flow_at_start));
  if (growth.reason == Reason::none && numerator.is_negative()) return absent(Reason::negative_base);
  return growth;
}

Growth dietz_growth(std::span<const ValuedDay> days, DietzWeighting weighting, DietzFlows timing) {
  if (days.size() < 2 || !days.front().value || !days.back().value) return absent(Reason::insufficient_data);
  const Decimal& opening = *days.front().value;
  const Decimal& closing = *days.back().value;
  Date from = days.front().date;
  const Date to = days.back().date;
  if (opening.is_zero()) {
    from = to;
    for (const ValuedDay& day : days.subspan(1)) {
      if (day.has_flow() && day.date < from) from = day.date;
    }
  }
  Decimal flows;
  Decimal weighted;  // Σ w·F × denominator of w, which is T or 2
  const int length = to - from;
  for (const ValuedDay& day : days.subspan(1)) {
    if (!day.has_flow()) continue;
    flows = working_sum(flows, day.flow());
    const int left = to - day.date;
    const bool first_capital = opening.is_zero() && day.date == from;
    const Decimal early = timing == DietzFlows::at_start_of_day && !first_capital ? day.flow() : day.flow_stated_start;
    weighted = working_sum(weighted, working_product(Decimal(left), day.flow()));
    if (!first_capital) weighted = working_sum(weighted, early);
  }
  const Decimal gain = working_sum(working_sum(closing, -opening), -flows);
  Decimal parts(length);
  if (weighting == DietzWeighting::half) {
    parts = Decimal(2);
    weighted = flows;
  } else if (length == 0) {
    return opening.is_zero() && flows.is_zero() && closing.is_zero() ? checked({}, {}) : absent(Reason::zero_base);
  }
  const Decimal capital = working_sum(working_product(opening, parts), weighted);
  return checked(working_sum(capital, working_product(gain, parts)), capital);
}

}  // namespace dietz
