#include "calculations/return_matrix.hpp"

#include "calculations/statistics.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

Rate finite(double value) { return std::isfinite(value) ? Rate(value + 0.0) : Rate(Reason::unsupported); }

Rate correlation_of(const CrossSums& sums) {
  if (sums.xx == 0 || sums.yy == 0) return Reason::undefined_ratio;
  const Rate rate = finite(sums.xy / std::sqrt(sums.xx * sums.yy));
  return rate ? Rate(std::clamp(rate.value(), -1.0, 1.0)) : rate;
}

}  // namespace

ReturnMatrix::ReturnMatrix(std::span<const GappyReturns> columns)
    : size_(columns.size()), entries_(columns.size() * columns.size()) {
  std::vector<double> x;
  std::vector<double> y;
  for (std::size_t row = 0; row < size_; ++row) {
    for (std::size_t column = 0; column <= row; ++column) {
      x.clear();
      y.clear();
      for (std::size_t i = 0; i < columns[row].size(); ++i) {
        if (!columns[row][i] || !columns[column][i]) continue;
        x.push_back(*columns[row][i]);
        y.push_back(*columns[column][i]);
      }
      Entry entry;
      entry.periods = x.size();
      if (x.size() >= 2) {
        const CrossSums sums = cross_sums(x, y);
        entry.covariance = finite(sums.xy / static_cast<double>(x.size() - 1));
        entry.correlation = correlation_of(sums);
      }
      entries_[row * size_ + column] = entries_[column * size_ + row] = entry;
    }
  }
}

}  // namespace dietz
