#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <span>

namespace dietz {

// Sums over returns, in one order that depends on nothing but the number of terms: blocks of 128 terms are added in
// four interleaved lanes, blocks are added pairwise. The error grows with log n instead of n, the lanes keep the
// processor busy, and every compiler gives the same bits.

namespace detail {

inline constexpr std::size_t sum_block = 128;
inline constexpr std::size_t sum_lanes = 4;

template <std::size_t K>
[[nodiscard]] inline std::array<double, K> added(const std::array<double, K>& a, const std::array<double, K>& b) {
  std::array<double, K> sum;
  for (std::size_t k = 0; k < K; ++k) sum[k] = a[k] + b[k];
  return sum;
}

template <std::size_t K, class Terms>
[[nodiscard]] inline std::array<double, K> block_sums(std::size_t begin, std::size_t end, const Terms& terms) {
  std::array<double, K> lanes[sum_lanes] = {};
  std::size_t i = begin;
  for (; i + sum_lanes <= end; i += sum_lanes) {
    for (std::size_t lane = 0; lane < sum_lanes; ++lane) lanes[lane] = added(lanes[lane], terms(i + lane));
  }
  for (std::size_t lane = 0; i < end; ++i, ++lane) lanes[lane] = added(lanes[lane], terms(i));
  return added(added(lanes[0], lanes[1]), added(lanes[2], lanes[3]));
}

template <std::size_t K, class Terms>
[[nodiscard]] std::array<double, K> pairwise_sums(std::size_t begin, std::size_t end, const Terms& terms) {
  if (end - begin <= sum_block) return block_sums<K>(begin, end, terms);
  const std::size_t blocks = (end - begin + sum_block - 1) / sum_block;
  const std::size_t middle = begin + (blocks + 1) / 2 * sum_block;
  return added(pairwise_sums<K>(begin, middle, terms), pairwise_sums<K>(middle, end, terms));
}

}  // namespace detail

/// K sums over i = 0 … n−1 in one pass; `terms(i)` gives the K terms of i as a std::array.
template <std::size_t K, class Terms>
[[nodiscard]] std::array<double, K> ordered_sums(std::size_t n, const Terms& terms) {
  return detail::pairwise_sums<K>(0, n, terms);
}

[[nodiscard]] double ordered_sum(std::span<const double> values);

/// Largest absolute value; 0 for an empty series.
[[nodiscard]] double largest_magnitude(std::span<const double> values);

/// Arithmetic mean, as x₀ + Σ(x − x₀)/n, so that the mean of a constant series is that constant to the last bit.
/// 0 for an empty series.
[[nodiscard]] double mean_of(std::span<const double> values);

/// Sums of powers of the deviations d = x − mean. Where no deviation exceeds the rounding of the inputs the series is
/// constant, and every sum is exactly 0.
struct CentralSums {
  std::size_t n = 0;
  double mean = 0;
  double squares = 0;        ///< Σd²
  double cubes = 0;          ///< Σd³
  double fourths = 0;        ///< Σd⁴
  double absolute = 0;       ///< Σ|d|
  double lower_squares = 0;  ///< Σmin(d, 0)²

  [[nodiscard]] bool constant() const { return squares == 0; }
  /// √(Σd²/(n − ddof)); call only with n > ddof.
  [[nodiscard]] double deviation(std::size_t ddof) const;
};

/// `magnitude`: the largest absolute value among the numbers that `values` were computed from (differences of two
/// series carry the rounding of both); left out, that of the values themselves.
[[nodiscard]] CentralSums central_sums(std::span<const double> values);
[[nodiscard]] CentralSums central_sums(std::span<const double> values, double magnitude);

/// Only n, mean and squares of central_sums, the others 0.
[[nodiscard]] CentralSums spread_sums(std::span<const double> values, double magnitude);

/// Sums of squares and products of the deviations of two series of one length. A constant series gives exact zeros.
struct CrossSums {
  std::size_t n = 0;
  double mean_x = 0;
  double mean_y = 0;
  double xx = 0;
  double yy = 0;
  double xy = 0;
};
[[nodiscard]] CrossSums cross_sums(std::span<const double> x, std::span<const double> y);
/// With the magnitudes of the numbers that x and y were computed from, as for central_sums.
[[nodiscard]] CrossSums cross_sums(std::span<const double> x, double magnitude_x, std::span<const double> y,
                                   double magnitude_y);

/// The largest difference between numbers of this magnitude that is rounding, not variation: four units in the last
/// place.
[[nodiscard]] double rounding_of(double magnitude);

}  // namespace dietz
