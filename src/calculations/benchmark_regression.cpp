#include "calculations/benchmark_regression.hpp"

#include <vector>

namespace dietz {

Line fitted_line(const Variable& y, const Variable& x) {
  Line line;
  if (x.values.size() < 2) return line;
  line.sums = cross_sums(y.values, y.magnitude, x.values, x.magnitude);
  line.slope = line.intercept = Reason::undefined_ratio;
  if (line.sums.yy == 0) return line;
  const double slope = line.sums.xy / line.sums.yy;
  line.slope = slope;
  line.intercept = line.sums.mean_x - slope * line.sums.mean_y;
  return line;
}

Plane fitted_plane(const Line& line, const Variable& y, const Variable& x, const Variable& z) {
  if (x.values.size() < 3) return {};
  const Line explained = fitted_line(z, x);
  if (!explained.slope) return {explained.slope, explained.slope, explained.slope};
  // A part of 1e-14 of the variation is what rounding leaves of a linear dependence.
  constexpr double dependent = 1e-14;
  const double total = explained.sums.xx;
  const double slope = explained.slope.value();
  const double mean_y = line.sums.mean_x;
  const auto [square, product] = ordered_sums<2>(x.values.size(), [&](std::size_t i) {
    const double left = (z.values[i] - explained.sums.mean_x) - slope * (x.values[i] - explained.sums.mean_y);
    return std::array{left * left, left * (y.values[i] - mean_y)};
  });
  if (square <= dependent * total) return {Reason::undefined_ratio, Reason::undefined_ratio, Reason::undefined_ratio};
  const double gamma = product / square;
  const double beta = line.slope.value() - gamma * slope;
  return {mean_y - beta * line.sums.mean_y - gamma * explained.sums.mean_x, beta, gamma};
}

}  // namespace dietz
