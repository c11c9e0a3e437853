#include "calculations/statistics.hpp"

#include <cmath>
#include <limits>

namespace dietz {
namespace {

bool varies(std::span<const double> values, double mean, double magnitude) {
  const double allowed = rounding_of(magnitude);
  return std::any_of(values.begin(), values.end(), [&](double x) { return std::abs(x - mean) > allowed; });
}

}  // namespace

double ordered_sum(std::span<const double> values) {
  return ordered_sums<1>(values.size(), [&](std::size_t i) { return std::array{values[i]}; })[0];
}

double largest_magnitude(std::span<const double> values) {
  double largest = 0;
  for (const double x : values) largest = std::max(largest, std::abs(x));
  return largest;
}

double mean_of(std::span<const double> values) {
  if (values.empty()) return 0;
  const double first = values.front();
  const double* x = values.data();
  const auto shifted = ordered_sums<1>(values.size(), [=](std::size_t i) { return std::array{x[i] - first}; })[0];
  return first + shifted / static_cast<double>(values.size());
}

double rounding_of(double magnitude) { return 4 * std::numeric_limits<double>::epsilon() * magnitude; }

double CentralSums::deviation(std::size_t ddof) const { return std::sqrt(squares / static_cast<double>(n - ddof)); }

CentralSums central_sums(std::span<const double> values) { return central_sums(values, largest_magnitude(values)); }

CentralSums central_sums(std::span<const double> values, double magnitude) {
  CentralSums sums;
  sums.n = values.size();
  sums.mean = mean_of(values);
  if (!varies(values, sums.mean, magnitude)) return sums;
  const double* x = values.data();
  const double mean = sums.mean;
  const auto [squares, cubes, fourths, absolute, lower] = ordered_sums<5>(values.size(), [=](std::size_t i) {
    const double d = x[i] - mean;
    const double square = d * d;
    return std::array{square, square * d, square * square, std::abs(d), d < 0 ? square : 0.0};
  });
  sums.squares = squares;
  sums.cubes = cubes;
  sums.fourths = fourths;
  sums.absolute = absolute;
  sums.lower_squares = lower;
  return sums;
}

CrossSums cross_sums(std::span<const double> x, std::span<const double> y) {
  return cross_sums(x, largest_magnitude(x), y, largest_magnitude(y));
}

CrossSums cross_sums(std::span<const double> x, double magnitude_x, std::span<const double> y, double magnitude_y) {
  CrossSums sums;
  sums.n = x.size();
  sums.mean_x = mean_of(x);
  sums.mean_y = mean_of(y);
  const bool x_varies = varies(x, sums.mean_x, magnitude_x);
  const bool y_varies = varies(y, sums.mean_y, magnitude_y);
  const auto [xx, yy, xy] = ordered_sums<3>(x.size(), [&](std::size_t i) {
    const double dx = x_varies ? x[i] - sums.mean_x : 0.0;
    const double dy = y_varies ? y[i] - sums.mean_y : 0.0;
    return std::array{dx * dx, dy * dy, dx * dy};
  });
  sums.xx = xx;
  sums.yy = yy;
  sums.xy = xy;
  return sums;
}

}  // namespace dietz
