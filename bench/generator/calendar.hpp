#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace dietz::bench {

/// A day as the count of days since 1970-01-01.
using EpochDay = std::int32_t;

struct CivilDate {
  int year;
  unsigned month;
  unsigned day;
};

[[nodiscard]] EpochDay epoch_day(CivilDate date);
[[nodiscard]] CivilDate civil_date(EpochDay day);
[[nodiscard]] bool is_weekday(EpochDay day);
/// `YYYY-MM-DD`.
[[nodiscard]] std::string iso_date(EpochDay day);
/// The first `count` days from Monday to Friday, beginning with `first` or the next such day.
[[nodiscard]] std::vector<EpochDay> weekdays(EpochDay first, std::size_t count);
/// The days from Monday to Friday in [first, last].
[[nodiscard]] std::vector<EpochDay> weekdays_between(EpochDay first, EpochDay last);

}  // namespace dietz::bench
