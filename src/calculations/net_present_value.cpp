#include "calculations/net_present_value.hpp"

#include "calculations/portable_math.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

namespace dietz {
namespace {

/// A flow with the time over which it is to grow, in years or periods; negative to discount it.
struct TimedAmount {
  double time;
  Decimal amount;
};

Rate grown(double rate, std::vector<TimedAmount> flows) {
  if (flows.empty()) return Reason::insufficient_data;
  if (!(rate > -1.0) || !std::isfinite(rate)) return Reason::unsupported;
  std::sort(flows.begin(), flows.end(), [](const TimedAmount& a, const TimedAmount& b) {
    return a.time != b.time ? a.time > b.time : a.amount < b.amount;
  });
  double sum = 0.0;
  for (const TimedAmount& flow : flows) sum += flow.amount.to_double() * (1.0 + portable::compound(rate, flow.time));
  return std::isfinite(sum) ? Rate(sum) : Rate(Reason::unsupported);
}

}  // namespace

Rate xnpv(double rate, std::span<const DatedAmount> flows, Date base, DayCount day_count) {
  std::vector<TimedAmount> timed;
  for (const DatedAmount& flow : flows) timed.push_back({year_fraction(day_count, flow.date, base), flow.amount});
  return grown(rate, std::move(timed));
}

Rate xnfv(double rate, std::span<const DatedAmount> flows, DayCount day_count) {
  Date last = Date::min();
  for (const DatedAmount& flow : flows) last = std::max(last, flow.date);
  return xnpv(rate, flows, last, day_count);
}

Rate npv(double rate, std::span<const PeriodicAmount> flows, FirstFlow first) {
  std::vector<TimedAmount> timed;
  if (flows.empty()) return Reason::insufficient_data;
  const auto by_period = [](const PeriodicAmount& a, const PeriodicAmount& b) { return a.period < b.period; };
  const double base = std::min_element(flows.begin(), flows.end(), by_period)->period -
                      (first == FirstFlow::after_one_period ? 1.0 : 0.0);
  for (const PeriodicAmount& flow : flows) timed.push_back({base - flow.period, flow.amount});
  return grown(rate, std::move(timed));
}

Rate mirr(std::span<const PeriodicAmount> flows, double finance_rate, double reinvest_rate) {
  if (flows.empty()) return Reason::insufficient_data;
  const auto by_period = [](const PeriodicAmount& a, const PeriodicAmount& b) { return a.period < b.period; };
  const auto [first, last] = std::minmax_element(flows.begin(), flows.end(), by_period);
  const double length = static_cast<double>(last->period) - first->period;
  if (length == 0.0) return Reason::insufficient_data;
  std::vector<TimedAmount> paid_in;
  std::vector<TimedAmount> got_out;
  for (const PeriodicAmount& flow : flows) {
    if (flow.amount.is_negative()) {
      paid_in.push_back({static_cast<double>(first->period) - flow.period, flow.amount});
    } else if (!flow.amount.is_zero()) {
      got_out.push_back({static_cast<double>(last->period) - flow.period, flow.amount});
    }
  }
  if (paid_in.empty() || got_out.empty()) return Reason::no_sign_change;
  const Rate present = grown(finance_rate, std::move(paid_in));
  const Rate future = grown(reinvest_rate, std::move(got_out));
  if (!present || !future || present.value() == 0.0) return Reason::unsupported;
  return portable::compound(future.value() / -present.value() - 1.0, 1.0 / length);
}

}  // namespace dietz
