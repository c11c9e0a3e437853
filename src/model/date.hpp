#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// A calendar date of the proleptic Gregorian calendar, from 0001-01-01 to 9999-12-31, without a time zone.
/// Held as days since 1970-01-01, so that differences are one subtraction. Algorithms: Howard Hinnant,
/// "chrono-Compatible Low-Level Date Algorithms".
class Date {
 public:
  struct Civil {
    int year;
    unsigned month;
    unsigned day;
  };

  constexpr Date() = default;
  [[nodiscard]] static constexpr Date from_epoch_day(std::int32_t days) {
    Date d;
    d.days_ = days;
    return d;
  }
  /// Year 1–9999, month 1–12, day 1–length of the month; nothing else is a date.
  [[nodiscard]] static std::optional<Date> from_civil(int year, unsigned month, unsigned day);
  /// Strictly `YYYY-MM-DD`: ten characters, ASCII digits, an existing day.
  [[nodiscard]] static std::optional<Date> parse(std::string_view text);

  [[nodiscard]] static constexpr Date min() { return from_epoch_day(-719162); }
  [[nodiscard]] static constexpr Date max() { return from_epoch_day(2932896); }

  [[nodiscard]] constexpr std::int32_t epoch_day() const { return days_; }
  [[nodiscard]] Civil civil() const;
  [[nodiscard]] int year() const { return civil().year; }
  [[nodiscard]] unsigned month() const { return civil().month; }
  [[nodiscard]] unsigned day() const { return civil().day; }
  /// Monday = 1 … Sunday = 7 (ISO 8601).
  [[nodiscard]] unsigned iso_weekday() const;
  [[nodiscard]] bool is_weekend() const { return iso_weekday() >= 6; }

  /// The same day n months later (or earlier), clamped to the end of a shorter month.
  [[nodiscard]] Date add_months(int n) const;
  [[nodiscard]] Date add_years(int n) const { return add_months(12 * n); }
  [[nodiscard]] Date month_end() const;
  [[nodiscard]] Date quarter_end() const;
  [[nodiscard]] Date year_end() const;
  /// The close the period that holds this date begins with: the last day of the month (quarter, year) before.
  [[nodiscard]] Date previous_month_end() const;
  [[nodiscard]] Date previous_quarter_end() const;
  [[nodiscard]] Date previous_year_end() const;

  /// `YYYY-MM-DD`.
  [[nodiscard]] std::string to_string() const;

  friend constexpr auto operator<=>(Date, Date) = default;
  friend constexpr Date operator+(Date d, int days) { return from_epoch_day(d.days_ + days); }
  friend constexpr Date operator-(Date d, int days) { return from_epoch_day(d.days_ - days); }
  friend constexpr std::int32_t operator-(Date a, Date b) { return a.days_ - b.days_; }
  constexpr Date& operator++() {
    ++days_;
    return *this;
  }

 private:
  std::int32_t days_ = 0;
};

[[nodiscard]] bool is_leap_year(int year);
[[nodiscard]] unsigned days_in_month(int year, unsigned month);

/// ISO 8601 week of a date; the year is that of the week's Thursday.
struct IsoWeek {
  int year;
  unsigned week;
};
[[nodiscard]] IsoWeek iso_week(Date date);

}  // namespace dietz
