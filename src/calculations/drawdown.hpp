#pragma once

#include "model/date.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace dietz {

// A drawdown runs from a peak of the growth curve to the first value that reaches the peak again. The curve starts
// from 1.0 before the first return, so a loss in the first period counts. Depths are negative fractions of the peak.
// Source: Bacon, Practical Portfolio Performance Measurement and Attribution, 2nd ed., ch. 4.

/// One drawdown by its place in the series.
struct DrawdownSpan {
  std::size_t first_loss = 0;           ///< first period below the peak
  std::size_t trough = 0;               ///< first period of the lowest value
  std::optional<std::size_t> recovery;  ///< first period at or above the peak; none while it lasts
  double depth = 0;                     ///< trough/peak − 1
};

/// What the whole curve comes to.
struct DrawdownSums {
  double growth = 1;         ///< ∏(1+r)
  double lowest_growth = 1;  ///< below 0: a loss of more than everything, after which no drawdown has a meaning
  double deepest = 0;        ///< smallest depth, ≤ 0
  double depths = 0;         ///< Σ depth over the drawdowns
  double depth_squares = 0;  ///< Σ depth²
  std::size_t count = 0;
};

/// One row of the drawdown table.
struct Drawdown {
  std::size_t rank = 0;      ///< 1 = deepest; of equal depths the earlier
  std::optional<Date> peak;  ///< last date at the peak; none when that is the unknown start of the series
  Date first_loss;
  Date trough;
  std::optional<Date> recovery;
  double depth = 0;  ///< negative
  /// Periods from the first loss to the recovery, both counted. One that still lasts counts as if it recovered in the
  /// period after the last, the earliest possible.
  std::size_t periods_total = 0;
  std::size_t periods_to_trough = 0;           ///< from the first loss to the trough, both counted
  std::size_t periods_recovery = 0;            ///< periods_total − periods_to_trough
  std::optional<std::int32_t> days_total;      ///< peak to recovery, or to the last date while it lasts
  std::optional<std::int32_t> days_to_trough;  ///< peak to trough
  std::int32_t days_recovery = 0;              ///< trough to recovery, or to the last date while it lasts
};

[[nodiscard]] DrawdownSums drawdown_sums(std::span<const double> returns);
[[nodiscard]] std::vector<DrawdownSpan> drawdown_spans(std::span<const double> returns);

/// growth/peak − 1 after each return: 0 at a peak, negative below it.
[[nodiscard]] std::vector<double> drawdown_series(std::span<const double> returns);

/// The drawdown table of returns dated at their periods' ends (ascending). `start`: the close at which the first
/// period begins, where known; it is the peak of a drawdown that begins with the first return.
/// Empty when the returns lose more than everything (growth below 0) or grow beyond the range of a double.
[[nodiscard]] std::vector<Drawdown> drawdowns_of_returns(std::span<const Date> dates, std::span<const double> returns,
                                                         std::optional<Date> start = {});

/// The same from growth factors since `start` (1.0 there), each at the close of its date: 1.0812 is +8.12 %.
[[nodiscard]] std::vector<Drawdown> drawdowns_of_growth(std::span<const Date> dates, std::span<const double> growth,
                                                        std::optional<Date> start = {});

/// growth/peak − 1 for each growth factor.
[[nodiscard]] std::vector<double> drawdown_series_of_growth(std::span<const double> growth);

/// The longest wait for a new high, in days: from the first date of a high to the first value above it, or to the last
/// date. 0 for fewer than two dates.
[[nodiscard]] std::int32_t longest_days_without_new_high(std::span<const Date> dates, std::span<const double> growth);

}  // namespace dietz
