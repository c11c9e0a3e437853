#include "calculations/exact_years.hpp"

#include <algorithm>

namespace dietz {
namespace {

ExactYears actual_actual(Date from, Date to) {
  std::int64_t leap_days = 0, other_days = 0;
  for (Date day = from; day < to;) {
    // A day counts in the year in which it begins.
    const Date end = std::min(day.year_end() + 1, to);
    (is_leap_year(day.year()) ? leap_days : other_days) += end - day;
    day = end;
  }
  return {leap_days * 365 + other_days * 366, std::int64_t{365} * 366};
}

}  // namespace

ExactYears exact_years(DayCount convention, Date from, Date to) {
  const std::int64_t days = counted_days(convention, from, to);
  switch (convention) {
    case DayCount::act_act:
      return actual_actual(from, to);
    case DayCount::act_365_25:
      return {days * 100, 36525};
    case DayCount::act_364:
      return {days, 364};
    case DayCount::act_365_fixed:
    case DayCount::no_leap_365:
      return {days, 365};
    case DayCount::act_360:
    case DayCount::thirty_us_360:
    case DayCount::thirty_360:
    case DayCount::thirty_e_360:
    case DayCount::thirty_e_plus_360:
    case DayCount::no_leap_360:
      break;
  }
  return {days, 360};
}

Decimal accrued_over(const Decimal& amount, ExactYears years, std::optional<unsigned> places) {
  const Decimal numerator(years.numerator), denominator(years.denominator);
  if (!places) return working_quotient(working_product(amount, numerator), denominator);
  const auto rounded = multiply_divide(amount, numerator, denominator, *places, Rounding::half_even);
  if (!rounded) throw DecimalOverflow("an accrued amount beyond 38 digits");
  return *rounded;
}

Decimal rounded_money(const Decimal& value, std::optional<unsigned> places) {
  return places ? value.rounded(*places) : value;
}

}  // namespace dietz
