#include "model/day_count.hpp"

#include <algorithm>
#include <string>

namespace dietz {
namespace {

std::int32_t thirty_day_months(Date::Civil from, Date::Civil to) {
  return 360 * (to.year - from.year) + 30 * (static_cast<int>(to.month) - static_cast<int>(from.month)) +
         (static_cast<int>(to.day) - static_cast<int>(from.day));
}

bool ends_february(Date date) { return date.month() == 2 && date == date.month_end(); }

std::int32_t thirty_days(DayCount convention, Date from, Date to) {
  Date::Civil a = from.civil();
  Date::Civil b = to.civil();
  if (convention == DayCount::thirty_us_360 && ends_february(from)) {
    if (ends_february(to)) b.day = 30;
    a.day = 30;
  }
  a.day = std::min(a.day, 30U);
  const bool end_counts_as_30 = convention == DayCount::thirty_e_360 || a.day == 30;
  if (b.day == 31 && convention == DayCount::thirty_e_plus_360) {
    b = (to + 1).civil();
  } else if (b.day == 31 && end_counts_as_30) {
    b.day = 30;
  }
  return thirty_day_months(a, b);
}

/// The number of 29 Februaries up to and including `date`, from an arbitrary start.
std::int32_t leap_days_until(Date date) {
  const int year = date.year();
  const bool this_year = is_leap_year(year) && date >= *Date::from_civil(year, 2, 29);
  const int before = year - 1;
  return before / 4 - before / 100 + before / 400 + (this_year ? 1 : 0);
}

double actual_actual(Date from, Date to) {
  const int first = from.year();
  const int last = to.year();
  const auto length = [](int year) { return is_leap_year(year) ? 366.0 : 365.0; };
  if (first == last) return (to - from) / length(first);
  const double head = (from.year_end() + 1 - from) / length(first);
  const double tail = (to - (to.previous_year_end() + 1)) / length(last);
  return head + (last - first - 1) + tail;
}

}  // namespace

std::string_view name_of(DayCount convention) {
  switch (convention) {
    case DayCount::act_365_fixed:
      return "act/365F";
    case DayCount::act_365_25:
      return "act/365.25";
    case DayCount::act_364:
      return "act/364";
    case DayCount::act_360:
      return "act/360";
    case DayCount::act_act:
      return "act/act";
    case DayCount::thirty_us_360:
      return "30/360US";
    case DayCount::thirty_360:
      return "30/360ISDA";
    case DayCount::thirty_e_360:
      return "30E/360";
    case DayCount::thirty_e_plus_360:
      return "30E+/360";
    case DayCount::no_leap_365:
      return "NL/365";
    case DayCount::no_leap_360:
      return "NL/360";
  }
  return "";
}

std::optional<DayCount> parse_day_count(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != ' ') plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  }
  for (const DayCount convention : all_day_counts) {
    std::string name(name_of(convention));
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (plain == name) return convention;
  }
  if (plain == "act/actisda") return DayCount::act_act;
  if (plain == "act/365" || plain == "act/365fixed") return DayCount::act_365_fixed;
  if (plain == "30u/360" || plain == "30/360") return DayCount::thirty_us_360;
  if (plain == "30/360eu") return DayCount::thirty_e_360;
  return std::nullopt;
}

std::int32_t counted_days(DayCount convention, Date from, Date to) {
  if (to < from) return -counted_days(convention, to, from);
  switch (convention) {
    case DayCount::act_365_fixed:
    case DayCount::act_365_25:
    case DayCount::act_364:
    case DayCount::act_360:
    case DayCount::act_act:
      return to - from;
    case DayCount::thirty_us_360:
    case DayCount::thirty_360:
    case DayCount::thirty_e_360:
    case DayCount::thirty_e_plus_360:
      return thirty_days(convention, from, to);
    case DayCount::no_leap_365:
    case DayCount::no_leap_360:
      return to - from - (leap_days_until(to) - leap_days_until(from));
  }
  return to - from;
}

std::optional<double> days_in_year(DayCount convention) {
  switch (convention) {
    case DayCount::act_365_fixed:
    case DayCount::no_leap_365:
      return 365.0;
    case DayCount::act_365_25:
      return 365.25;
    case DayCount::act_364:
      return 364.0;
    case DayCount::act_360:
    case DayCount::thirty_us_360:
    case DayCount::thirty_360:
    case DayCount::thirty_e_360:
    case DayCount::thirty_e_plus_360:
    case DayCount::no_leap_360:
      return 360.0;
    case DayCount::act_act:
      return std::nullopt;
  }
  return std::nullopt;
}

double year_fraction(DayCount convention, Date from, Date to) {
  if (to < from) return -year_fraction(convention, to, from);
  const auto year = days_in_year(convention);
  return year ? counted_days(convention, from, to) / *year : actual_actual(from, to);
}

}  // namespace dietz
