#pragma once

#include "model/figure.hpp"

#include <cstdint>

namespace dietz {

/// 365 days or more are a year (GIPS: nothing under a year is annualised).
inline constexpr std::int32_t days_of_a_year = 365;

enum class UnderOneYear { refuse, annualize };

/// (1 + r)^(365/days) − 1: a return over `days` as one a year; a period of exactly 365 days is unchanged. Reasons:
/// `period_under_one_year` unless asked for, `insufficient_data` for no days, `undefined_ratio` for r < −1.
[[nodiscard]] Rate annualized(double period_return, std::int32_t days, UnderOneYear under = UnderOneYear::refuse);

/// (1 + r)^(days/365) − 1: an annual rate as the return over `days`.
[[nodiscard]] Rate over_days(double annual_rate, std::int32_t days);

/// (1 + r)^(1/scale) − 1: an annual rate as one a period, `scale` periods a year; `undefined_ratio` for r < −1.
[[nodiscard]] Rate per_period(double annual_rate, double periods_per_year);

}  // namespace dietz
