#pragma once

#include "base/result.hpp"
#include "calculations/exact_years.hpp"
#include "model/date_range.hpp"
#include "model/figure.hpp"

#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// From this much in assets on, this rate a year (0.01 = 1 %).
struct FeeTier {
  Decimal from;
  Decimal annual_rate;
};

/// Marginal: each band of the assets bears its own rate. Whole: the band that the assets reach sets the rate of all.
enum class TierRule { marginal, whole };
/// What the fee of a period is taken on. The average is the mean of the period's valuations, both ends included.
enum class FeeBase { begin_value, average_value, end_value };
/// In advance: charged at the close the period begins with, which only knows the value there. In arrears: at its end.
enum class FeePayment { in_advance, in_arrears };
enum class FeeFrequency { month, quarter, half_year, year };

/// A management fee as agreed.
struct ManagementFeeSchedule {
  std::vector<FeeTier> tiers;  ///< rising; the first from 0
  TierRule rule = TierRule::marginal;
  FeeBase base = FeeBase::end_value;
  FeePayment payment = FeePayment::in_arrears;
  FeeFrequency frequency = FeeFrequency::quarter;
  /// None: a whole period is its share of the year (a quarter ¼), a part of one that share by days.
  std::optional<DayCount> day_count;
  std::optional<unsigned> places = 2;  ///< decimal places of a charge, half-even; none: unrounded
};

/// A valuation of what the fee is taken on.
struct FeeValue {
  Date date;
  Decimal value;
};

/// One period's fee, or why it isn't known.
struct FeeCharge {
  DateRange period;
  Date charged_on;
  Decimal base;  ///< the value it is taken on
  ExactYears years;
  std::optional<Decimal> amount;
  Reason reason = Reason::none;
};

/// The fee of a year on assets: marginal Σ rateᵢ × (part of the assets in band i); whole: rate of the band × assets.
/// Assets of 0 or below bear none. Unit: that of the assets. Working precision, 34 significant digits.
[[nodiscard]] Decimal annual_fee(std::span<const FeeTier> tiers, TierRule rule, const Decimal& assets);

/// The charges of the calendar periods in `range`, the first and last cut to it: annual fee of the base × years.
/// `values` ascend by date. Formula: the terms of the schedule; source: investment management agreements, and
/// B. Bruce Feibel, Investment Performance Measurement (2003), ch. 6.
/// Errors: no tiers, tiers that don't rise from 0, a rate outside 0 to 1. Reasons of a charge: `insufficient_data`
/// without a value on the date that the base needs; `unsupported` for a base that isn't known yet in advance.
[[nodiscard]] Result<std::vector<FeeCharge>> management_fees(const ManagementFeeSchedule& schedule,
                                                             std::span<const FeeValue> values, DateRange range);

}  // namespace dietz
