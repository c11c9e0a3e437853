#include "calculations/management_fee.hpp"

#include <algorithm>

namespace dietz {
namespace {

int months_of(FeeFrequency frequency) {
  switch (frequency) {
    case FeeFrequency::month:
      return 1;
    case FeeFrequency::quarter:
      return 3;
    case FeeFrequency::half_year:
      return 6;
    case FeeFrequency::year:
      break;
  }
  return 12;
}

/// The whole calendar period of `months` months in which the day after `from` lies.
DateRange calendar_period(Date from, int months) {
  const Date first = from + 1;
  const int ahead = months - 1 - static_cast<int>(first.month() - 1) % months;
  const Date end = first.month_end().add_months(ahead).month_end();
  return {end.month_end().add_months(1 - months).previous_month_end(), end};
}

ExactYears years_of(const ManagementFeeSchedule& schedule, DateRange period, DateRange calendar) {
  if (schedule.day_count) return exact_years(*schedule.day_count, period.from, period.to);
  const std::int64_t months = months_of(schedule.frequency);
  if (period == calendar) return {months, 12};
  return {months * period.days(), std::int64_t{12} * calendar.days()};
}

std::optional<Decimal> value_on(std::span<const FeeValue> values, Date date) {
  const auto found =
      std::partition_point(values.begin(), values.end(), [date](const FeeValue& v) { return v.date < date; });
  if (found == values.end() || found->date != date) return {};
  return found->value;
}

std::optional<Decimal> average_of(std::span<const FeeValue> values, DateRange period) {
  if (!value_on(values, period.from) || !value_on(values, period.to)) return {};
  Decimal sum;
  std::int64_t count = 0;
  for (const FeeValue& v : values) {
    if (v.date < period.from || period.to < v.date) continue;
    sum = working_sum(sum, v.value);
    ++count;
  }
  return working_quotient(sum, Decimal(count));
}

std::optional<Decimal> base_of(FeeBase base, std::span<const FeeValue> values, DateRange period) {
  if (base == FeeBase::begin_value) return value_on(values, period.from);
  if (base == FeeBase::end_value) return value_on(values, period.to);
  return average_of(values, period);
}

Status check_tiers(std::span<const FeeTier> tiers) {
  if (tiers.empty() || !tiers.front().from.is_zero()) return Error::invalid("the first tier must begin at 0");
  for (std::size_t i = 0; i < tiers.size(); ++i) {
    if (i > 0 && !(tiers[i - 1].from < tiers[i].from)) return Error::invalid("tiers must rise");
    const Decimal& rate = tiers[i].annual_rate;
    if (rate.is_negative() || Decimal(1) < rate) return Error::invalid("a fee rate must be from 0 to 1");
  }
  return Done{};
}

FeeCharge charge_of(const ManagementFeeSchedule& schedule, std::span<const FeeValue> values, DateRange period,
                    DateRange calendar) {
  const bool ahead = schedule.payment == FeePayment::in_advance;
  FeeCharge charge;
  charge.period = period;
  charge.charged_on = ahead ? period.from : period.to;
  charge.years = years_of(schedule, period, calendar);
  if (ahead && schedule.base != FeeBase::begin_value) {
    charge.reason = Reason::unsupported;
    return charge;
  }
  const auto base = base_of(schedule.base, values, period);
  if (!base) {
    charge.reason = Reason::insufficient_data;
    return charge;
  }
  charge.base = *base;
  charge.amount = accrued_over(annual_fee(schedule.tiers, schedule.rule, *base), charge.years, schedule.places);
  return charge;
}

}  // namespace

Decimal annual_fee(std::span<const FeeTier> tiers, TierRule rule, const Decimal& assets) {
  Decimal fee;
  for (std::size_t i = 0; i < tiers.size() && tiers[i].from < assets; ++i) {
    const bool last = i + 1 == tiers.size() || assets <= tiers[i + 1].from;
    if (rule == TierRule::whole) {
      // Assets of exactly a tier's beginning have reached it.
      const bool reaches_next = i + 1 < tiers.size() && assets == tiers[i + 1].from;
      fee = working_product(tiers[reaches_next ? i + 1 : i].annual_rate, assets);
      continue;
    }
    const Decimal part = working_sum(last ? assets : tiers[i + 1].from, -tiers[i].from);
    fee = working_sum(fee, working_product(tiers[i].annual_rate, part));
  }
  return fee;
}

Result<std::vector<FeeCharge>> management_fees(const ManagementFeeSchedule& schedule, std::span<const FeeValue> values,
                                               DateRange range) try {
  if (Status fine = check_tiers(schedule.tiers); !fine) return std::move(fine).error();
  std::vector<FeeCharge> charges;
  for (Date from = range.from; from < range.to;) {
    const DateRange calendar = calendar_period(from, months_of(schedule.frequency));
    const DateRange period{from, std::min(calendar.to, range.to)};
    charges.push_back(charge_of(schedule, values, period, calendar));
    from = period.to;
  }
  return charges;
} catch (const DecimalOverflow& overflow) {
  return Error::invalid(overflow.what());
}

}  // namespace dietz
