#include "calculations/valued_interval.hpp"

#include <algorithm>

namespace dietz {
namespace {

using Days = std::span<const ValuedDay>;

ValuedInterval& fail(ValuedInterval& interval, Reason reason, std::string detail) {
  interval.reason = reason;
  interval.detail = std::move(detail);
  return interval;
}

/// The number of entries on or before `date`.
std::size_t count_until(Days days, Date date) {
  const auto after =
      std::upper_bound(days.begin(), days.end(), date, [](Date d, const ValuedDay& day) { return d < day.date; });
  return static_cast<std::size_t>(after - days.begin());
}

std::optional<std::size_t> first_valued(Days days) {
  for (std::size_t i = 0; i < days.size(); ++i) {
    if (days[i].value) return i;
  }
  return {};
}

std::optional<std::size_t> last_valued(Days days) {
  for (std::size_t i = days.size(); i > 0; --i) {
    if (days[i - 1].value) return i - 1;
  }
  return {};
}

bool any_flow(Days days) {
  return std::any_of(days.begin(), days.end(), [](const ValuedDay& day) { return day.has_flow(); });
}

ValuedDay valued_at(Date date, const Decimal& value) {
  ValuedDay day;
  day.date = date;
  day.value = value;
  return day;
}

/// The value at the close of `date`, from that day's entry or carried from an earlier one. `known` are the entries up
/// to `date`, of which the last valued one is at `at`.
std::optional<ValuedDay> carried(ValuedInterval& interval, Days known, std::size_t at, Date date, int carry_days) {
  if (known[at].date == date) return known[at];
  const std::string on = date.to_string();
  const std::string last = known[at].date.to_string();
  if (known.back().date == date && carry_days == 0) {
    fail(interval, known.back().missing, "there is no valuation on " + on);
    return {};
  }
  if (any_flow(known.subspan(at + 1))) {
    fail(interval, Reason::insufficient_data,
         "there is no valuation on " + on + ", and flows have happened since that of " + last);
    return {};
  }
  if (date - known[at].date > carry_days) {
    fail(interval, Reason::insufficient_data, "there is no valuation on " + on + ", the last before it is of " + last);
    return {};
  }
  interval.warnings.push_back({"stale_valuation", "the valuation of " + last + " stands for " + on});
  return valued_at(date, *known[at].value);
}

/// Puts the opening valuation in front and tells which entries follow it.
std::size_t open_at(ValuedInterval& interval, Days days, Date from, int carry_days) {
  const std::size_t known = count_until(days, from);
  if (const auto at = last_valued(days.first(known))) {
    if (auto opening = carried(interval, days.first(known), *at, from, carry_days)) {
      interval.days.push_back(std::move(*opening));
    }
    return known;
  }
  if (any_flow(days.first(known))) {
    fail(interval, Reason::insufficient_data, "there is no valuation on or before " + from.to_string());
    return known;
  }
  const std::size_t first = *first_valued(days);
  const bool appears_from_nowhere = !days[first].value->is_zero() && !any_flow(days.first(first + 1));
  if (!appears_from_nowhere) {
    interval.days.push_back(valued_at(from, Decimal()));
    return known;
  }
  interval.range.from = days[first].date;
  interval.warnings.push_back({"begins_later", "the first valuation is of " + days[first].date.to_string()});
  interval.days.push_back(days[first]);
  return first + 1;
}

std::size_t open_at_start(ValuedInterval& interval, Days days) {
  const std::size_t first = *first_valued(days);
  const auto flow = std::find_if(days.begin(), days.end(), [](const ValuedDay& day) { return day.has_flow(); });
  if (flow != days.end() && flow->date < days[first].date) {
    interval.range.from = flow->date - 1;
    interval.days.push_back(valued_at(interval.range.from, Decimal()));
    return static_cast<std::size_t>(flow - days.begin());
  }
  interval.range.from = days[first].date;
  interval.days.push_back(days[first]);
  return first + 1;
}

void close_at(ValuedInterval& interval, Days days, std::size_t next, Date to, int carry_days) {
  const std::size_t known = count_until(days, to);
  const auto at = last_valued(days.first(known));
  if (!at) {
    fail(interval, Reason::insufficient_data, "there is no valuation on or before " + to.to_string());
    return;
  }
  auto closing = carried(interval, days.first(known), *at, to, carry_days);
  if (!closing) return;
  interval.days.reserve(interval.days.size() + (known - next) + 1);
  for (std::size_t i = next; i < known; ++i) interval.days.push_back(days[i]);
  if (interval.days.back().date != to) interval.days.push_back(std::move(*closing));
  if (!interval.days.back().value) interval.days.back().value = closing->value;
}

void find_invested_from(ValuedInterval& interval) {
  interval.invested_from = interval.range.from;
  if (!interval.days.front().value->is_zero()) return;
  for (const ValuedDay& day : Days(interval.days).subspan(1)) {
    if (!day.has_flow()) continue;
    interval.invested_from = day.date;
    return;
  }
}

}  // namespace

ValuedInterval interval_of(Days days, std::optional<Date> from, std::optional<Date> to, int carry_days) {
  ValuedInterval interval;
  const auto last = last_valued(days);
  if (!last) {
    interval.range = {from.value_or(Date()), to.value_or(Date())};
    return fail(interval, Reason::insufficient_data, "there is no valuation");
  }
  interval.range = {from.value_or(days.front().date), to.value_or(days[*last].date)};
  interval.invested_from = interval.range.from;
  const std::size_t next = from ? open_at(interval, days, *from, carry_days) : open_at_start(interval, days);
  if (!interval.usable()) return interval;
  if (interval.range.days() <= 0) {
    const bool single = !from && !to;
    return fail(interval, Reason::insufficient_data,
                single ? "there is only one valuation"
                       : "the interval from " + interval.range.from.to_string() + " to " +
                             interval.range.to.to_string() + " has no days");
  }
  close_at(interval, days, next, interval.range.to, carry_days);
  if (!interval.usable()) return interval;
  if (!to && any_flow(days.subspan(*last + 1))) {
    interval.warnings.push_back({"flow_after_last_valuation", "flows after the last valuation of " +
                                                                  days[*last].date.to_string() + " are not counted"});
  }
  find_invested_from(interval);
  return interval;
}

}  // namespace dietz
