#include "calculations/statistics.hpp"

#include "calculations/pair_sums.hpp"

#include <cmath>
#include <limits>

namespace dietz {
namespace {

using pairs::Pair;

Pair absolute(Pair x) { return pairs::larger(x, -x); }

bool varies(std::span<const double> values, double mean, double magnitude) {
  const double allowed = rounding_of(magnitude);
  return std::any_of(values.begin(), values.end(), [&](double x) { return std::abs(x - mean) > allowed; });
}

}  // namespace

double ordered_sum(std::span<const double> values) {
  return ordered_sums<1>(values.size(), [&](std::size_t i) { return std::array{values[i]}; })[0];
}

double largest_magnitude(std::span<const double> values) {
  const double* x = values.data();
  Pair largest{};
  Pair other{};
  std::size_t i = 0;
  for (; i + 4 <= values.size(); i += 4) {
    largest = pairs::larger(absolute(pairs::load(x + i)), largest);
    other = pairs::larger(absolute(pairs::load(x + i + 2)), other);
  }
  largest = pairs::larger(other, largest);
  double result = std::max(largest[0], largest[1]);
  for (; i < values.size(); ++i) result = std::max(result, std::abs(x[i]));
  return result;
}

double mean_of(std::span<const double> values) {
  if (values.empty()) return 0;
  const double first = values.front();
  const double* x = values.data();
  const Pair first_pair{first, first};
  const auto shifted =
      ordered_pair_sums<1>(values.size(), [=](auto at) { return std::array<Pair, 1>{at(x) - first_pair}; })[0];
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
  const Pair middle{mean, mean};
  const auto [squares, cubes, fourths, sizes, lower] = ordered_pair_sums<5>(values.size(), [=](auto at) {
    const Pair d = at(x) - middle;
    const Pair square = d * d;
    const Pair below = pairs::smaller(d, Pair{});
    return std::array<Pair, 5>{square, square * d, square * square, absolute(d), below * below};
  });
  sums.squares = squares;
  sums.cubes = cubes;
  sums.fourths = fourths;
  sums.absolute = sizes;
  sums.lower_squares = lower;
  return sums;
}

CentralSums spread_sums(std::span<const double> values, double magnitude) {
  CentralSums sums;
  sums.n = values.size();
  sums.mean = mean_of(values);
  if (!varies(values, sums.mean, magnitude)) return sums;
  const double* x = values.data();
  const Pair middle{sums.mean, sums.mean};
  sums.squares = ordered_pair_sums<1>(values.size(), [=](auto at) {
    const Pair d = at(x) - middle;
    return std::array<Pair, 1>{d * d};
  })[0];
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
  // A series that doesn't vary counts as its mean throughout, so that every product is exactly 0.
  const Pair x_mean{sums.mean_x, sums.mean_x};
  const Pair y_mean{sums.mean_y, sums.mean_y};
  const double* own = x.data();
  const double* other = y.data();
  const auto [xx, yy, xy] = ordered_pair_sums<3>(x.size(), [=](auto at) {
    const Pair dx = x_varies ? at(own) - x_mean : Pair{};
    const Pair dy = y_varies ? at(other) - y_mean : Pair{};
    return std::array<Pair, 3>{dx * dx, dy * dy, dx * dy};
  });
  sums.xx = xx;
  sums.yy = yy;
  sums.xy = xy;
  return sums;
}

}  // namespace dietz
