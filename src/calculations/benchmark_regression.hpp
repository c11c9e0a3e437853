#pragma once

#include "calculations/statistics.hpp"
#include "model/figure.hpp"

#include <span>

namespace dietz {

/// A series and the magnitude of the numbers it was computed from, which tells rounding from variation.
struct Variable {
  std::span<const double> values;
  double magnitude = 0;
};

/// Least squares y = intercept + slope x. `insufficient_data` for fewer than two pairs, `undefined_ratio` where x
/// doesn't vary.
struct Line {
  Rate slope = Reason::insufficient_data;
  Rate intercept = Reason::insufficient_data;
  CrossSums sums;
};
[[nodiscard]] Line fitted_line(const Variable& y, const Variable& x);

/// Least squares y = alpha + beta x + gamma z; gamma as the slope of y on what x leaves unexplained of z (Frisch,
/// Waugh, 1933). `insufficient_data` for fewer than three periods, `undefined_ratio` where 1, x and z are linearly
/// dependent.
struct Plane {
  Rate alpha = Reason::insufficient_data;
  Rate beta = Reason::insufficient_data;
  Rate gamma = Reason::insufficient_data;
};
[[nodiscard]] Plane fitted_plane(const Line& line, const Variable& y, const Variable& x, const Variable& z);

}  // namespace dietz
