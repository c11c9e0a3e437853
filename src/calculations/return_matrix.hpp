#pragma once

#include "model/figure.hpp"

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

namespace dietz {

/// A return series with gaps; all columns have one length and the same dates.
using GappyReturns = std::vector<std::optional<double>>;

/// Covariances (denominator n − 1) and Pearson correlations of return series, over the periods in which both have a
/// value. Symmetric to the last bit. Without gaps it is a matrix of covariances proper (positive semidefinite up to
/// rounding); with gaps it may not be.
class ReturnMatrix {
 public:
  explicit ReturnMatrix(std::span<const GappyReturns> columns);

  [[nodiscard]] std::size_t size() const { return size_; }
  /// `insufficient_data` for fewer than two common periods; a correlation is `undefined_ratio` where one of the two
  /// series doesn't vary.
  [[nodiscard]] const Rate& covariance(std::size_t row, std::size_t column) const { return at(row, column).covariance; }
  [[nodiscard]] const Rate& correlation(std::size_t row, std::size_t column) const {
    return at(row, column).correlation;
  }
  /// The number of common periods.
  [[nodiscard]] std::size_t periods(std::size_t row, std::size_t column) const { return at(row, column).periods; }

 private:
  struct Entry {
    Rate covariance = Reason::insufficient_data;
    Rate correlation = Reason::insufficient_data;
    std::size_t periods = 0;
  };
  [[nodiscard]] const Entry& at(std::size_t row, std::size_t column) const { return entries_[row * size_ + column]; }

  std::size_t size_;
  std::vector<Entry> entries_;
};

}  // namespace dietz
