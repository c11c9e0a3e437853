#include "model/date.hpp"

#include <algorithm>

namespace dietz {
namespace {

std::int32_t days_from_civil(int y, unsigned m, unsigned d) {
  y -= m <= 2;
  const int era = (y >= 0 ? y : y - 399) / 400;
  const auto yoe = static_cast<unsigned>(y - era * 400);
  const unsigned doy = (153 * (m > 2 ? m - 3 : m + 9) + 2) / 5 + d - 1;
  const unsigned doe = yoe * 365 + yoe / 4 - yoe / 100 + doy;
  return era * 146097 + static_cast<int>(doe) - 719468;
}

Date unchecked(int year, unsigned month, unsigned day) {
  return Date::from_epoch_day(days_from_civil(year, month, day));
}

int two_digits(std::string_view text, std::size_t at) {
  const unsigned tens = static_cast<unsigned>(text[at]) - '0';
  const unsigned ones = static_cast<unsigned>(text[at + 1]) - '0';
  return tens > 9 || ones > 9 ? -1 : static_cast<int>(tens * 10 + ones);
}

}  // namespace

bool is_leap_year(int year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

unsigned days_in_month(int year, unsigned month) {
  constexpr unsigned lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : lengths[month - 1];
}

std::optional<Date> Date::from_civil(int year, unsigned month, unsigned day) {
  if (year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return {};
  return unchecked(year, month, day);
}

std::optional<Date> Date::parse(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return {};
  const int century = two_digits(text, 0), rest = two_digits(text, 2);
  const int month = two_digits(text, 5), day = two_digits(text, 8);
  if (century < 0 || rest < 0 || month < 0 || day < 0) return {};
  return from_civil(century * 100 + rest, static_cast<unsigned>(month), static_cast<unsigned>(day));
}

Date::Civil Date::civil() const {
  const int z = days_ + 719468;
  const int era = (z >= 0 ? z : z - 146096) / 146097;
  const auto doe = static_cast<unsigned>(z - era * 146097);
  const unsigned yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365;
  const unsigned doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
  const unsigned mp = (5 * doy + 2) / 153;
  const unsigned month = mp < 10 ? mp + 3 : mp - 9;
  return {static_cast<int>(yoe) + era * 400 + (month <= 2), month, doy - (153 * mp + 2) / 5 + 1};
}

unsigned Date::iso_weekday() const {
  const int since_monday = (days_ + 3) % 7;
  return static_cast<unsigned>(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

Date Date::add_months(int n) const {
  const Civil c = civil();
  const int months = c.year * 12 + static_cast<int>(c.month) - 1 + n;
  const int year = months >= 0 ? months / 12 : (months - 11) / 12;
  const auto month = static_cast<unsigned>(months - year * 12) + 1;
  return unchecked(year, month, std::min(c.day, days_in_month(year, month)));
}

Date Date::month_end() const {
  const Civil c = civil();
  return unchecked(c.year, c.month, days_in_month(c.year, c.month));
}

Date Date::quarter_end() const {
  const Civil c = civil();
  const unsigned month = (c.month + 2) / 3 * 3;
  return unchecked(c.year, month, days_in_month(c.year, month));
}

Date Date::year_end() const { return unchecked(civil().year, 12, 31); }

Date Date::previous_month_end() const {
  const Civil c = civil();
  return unchecked(c.year, c.month, 1) - 1;
}

Date Date::previous_quarter_end() const {
  const Civil c = civil();
  return unchecked(c.year, (c.month - 1) / 3 * 3 + 1, 1) - 1;
}

Date Date::previous_year_end() const { return unchecked(civil().year, 1, 1) - 1; }

std::string Date::to_string() const {
  const Civil c = civil();
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t at, unsigned value, unsigned digits) {
    for (; digits-- > 0; value /= 10) text[at + digits] = static_cast<char>('0' + value % 10);
  };
  put(0, static_cast<unsigned>(c.year), 4);
  put(5, c.month, 2);
  put(8, c.day, 2);
  return text;
}

IsoWeek iso_week(Date date) {
  const Date thursday = date + (4 - static_cast<int>(date.iso_weekday()));
  const Date first = unchecked(thursday.year(), 1, 1);
  return {thursday.year(), static_cast<unsigned>((thursday - first) / 7) + 1};
}

}  // namespace dietz
