#pragma once

#include "base/result.hpp"
#include "calculations/exact_years.hpp"
#include "model/figure.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// Hard: the fee is a share of the gain above the hurdle. Soft: once the hurdle is passed, of the whole gain.
enum class Hurdle { none, hard, soft };
/// What the hurdle's return is taken on. On the beginning value, a high-water mark above that hurdle takes its place.
enum class HurdleBase { begin_value, high_water_mark };
/// Who bears the fee: the fund (its value falls by it) or the investor outside of it (the value stays gross).
enum class FeePaidBy { fund, investor };
/// How investors who came in at other values are put on a par. Only `none` is computed; the rest is `unsupported`.
enum class Equalisation { none, credits_and_debits, series_of_shares };

/// A performance fee as agreed.
struct PerformanceFeeTerms {
  Decimal rate;                 ///< share of the gain: 0.2 = 20 %
  bool high_water_mark = true;  ///< losses must be made good first
  Hurdle hurdle = Hurdle::none;
  Decimal hurdle_rate;  ///< a year, simple: it accrues in proportion to time between crystallisations
  HurdleBase hurdle_base = HurdleBase::begin_value;
  /// Of a soft hurdle: the share of the gain above it that goes to the manager until he has `rate` of the whole gain
  /// (1 = full catch-up). None: no zone of catching up, the whole fee is due as soon as the hurdle is passed.
  std::optional<Decimal> catch_up;
  bool after_management_fee = true;  ///< the gain is measured after the management fee
  FeePaidBy paid_by = FeePaidBy::fund;
  Equalisation equalisation = Equalisation::none;
  std::optional<unsigned> places;  ///< decimal places of the fee, half-even; none: 34 significant digits
};

/// One crystallisation period, without flows inside. Amounts of a fund, of an account, or of a unit.
struct FeePeriod {
  Decimal begin_value;
  Decimal end_value;  ///< before the fees of this period
  Decimal management_fee;
  Decimal high_water_mark;  ///< at the beginning
  ExactYears years;         ///< of the hurdle
};

/// What a period comes to. Amounts in the currency of the values.
struct PerformanceFee {
  Reason reason = Reason::none;
  Decimal threshold;        ///< the fee begins above this value
  Decimal fee;              ///< of performance
  Decimal end_value;        ///< as it stands in the fund afterwards
  Decimal high_water_mark;  ///< for the next period
  Rate gross_return = Reason::insufficient_data;
  Rate net_return = Reason::insufficient_data;  ///< after both fees, whoever bears them
};

/// The terms hang together: rate from 0 to 1, hurdle not negative, a catch-up from above 0 to 1 and with a soft hurdle.
[[nodiscard]] Status check_terms(const PerformanceFeeTerms& terms);

/// The fee of one crystallisation period. With V the value after the management fee (before it where the terms say so),
/// M the mark that counts (the high-water mark, else the beginning value) and H the threshold:
///   H = max(M, begin × (1 + h·years)) or M × (1 + h·years) by the hurdle's base; without hurdle H = M
///   hard or none: rate × max(0, V − H);  soft, V > H: rate × (V − M), with catch-up c at most c × (V − H)
///   new mark = max(old mark, value in the fund after fees)
/// Source: the usual terms of hedge funds, as in AIMA, Guide to Sound Practices, and CFA curriculum exercises.
/// Reasons: `unsupported` for equalisation or an overflow; `zero_base`, `negative_base` for the beginning value.
[[nodiscard]] PerformanceFee performance_fee(const PerformanceFeeTerms& terms, const FeePeriod& period);

/// A valuation in a series: `value` before this date's fees and before any performance fee since the last
/// crystallisation, but after the management fees that were paid on earlier dates.
struct FeeValuation {
  Date date;
  Decimal value;
  Decimal management_fee;
  bool crystallises = false;  ///< the accrued fee is paid, the mark is set, the next period begins
  Decimal flow;               ///< paid in (> 0) or out after the fee; only where the fee crystallises
};

/// A date of a series: the fee accrued since the last crystallisation, paid if it crystallises here.
struct FeeStep {
  Date date;
  Reason reason = Reason::none;
  Decimal fee;
  bool crystallised = false;
  Decimal net_value;        ///< after all fees, paid or accrued, before the flow
  Decimal high_water_mark;  ///< in force after the flow: money paid in raises it, money out lowers it in proportion
};

/// Accrual and crystallisation along valuations in order of their dates, from `begin_value` on `begin` with the mark
/// given (0: the beginning value is the mark). A flow where nothing crystallises is `unsupported` from there on.
[[nodiscard]] std::vector<FeeStep> performance_fee_series(const PerformanceFeeTerms& terms, DayCount hurdle_day_count,
                                                          Date begin, const Decimal& begin_value,
                                                          const Decimal& high_water_mark,
                                                          std::span<const FeeValuation> valuations);

}  // namespace dietz
