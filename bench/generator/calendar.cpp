#include "calendar.hpp"

namespace dietz::bench {

EpochDay epoch_day(CivilDate date) {
  const int year = date.year - (date.month <= 2 ? 1 : 0);
  const int era = year / 400;
  const int year_of_era = year - era * 400;
  const int month = static_cast<int>(date.month);
  const int day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + static_cast<int>(date.day) - 1;
  return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719468;
}

CivilDate civil_date(EpochDay day) {
  const int shifted = day + 719468;
  const int era = shifted / 146097;
  const int day_of_era = shifted - era * 146097;
  const int year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  const int day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const int month_from_march = (5 * day_of_year + 2) / 153;
  const int month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const int day_of_month = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const int year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {year, static_cast<unsigned>(month), static_cast<unsigned>(day_of_month)};
}

bool is_weekday(EpochDay day) {
  constexpr int first_monday = 4;  // 1970-01-05
  return ((day - first_monday) % 7 + 7) % 7 < 5;
}

std::string iso_date(EpochDay day) {
  const CivilDate date = civil_date(day);
  std::string text = "0000-00-00";
  const auto put = [&text](std::size_t last, unsigned number, int digits) {
    for (int i = 0; i < digits; ++i, number /= 10)
      text[last - static_cast<std::size_t>(i)] = static_cast<char>('0' + number % 10);
  };
  put(3, static_cast<unsigned>(date.year), 4);
  put(6, date.month, 2);
  put(9, date.day, 2);
  return text;
}

std::vector<EpochDay> weekdays(EpochDay first, std::size_t count) {
  std::vector<EpochDay> days;
  days.reserve(count);
  for (EpochDay day = first; days.size() < count; ++day) {
    if (is_weekday(day)) days.push_back(day);
  }
  return days;
}

std::vector<EpochDay> weekdays_between(EpochDay first, EpochDay last) {
  std::vector<EpochDay> days;
  for (EpochDay day = first; day <= last; ++day) {
    if (is_weekday(day)) days.push_back(day);
  }
  return days;
}

}  // namespace dietz::bench
