#pragma once

#include <span>
#include <vector>

namespace dietz {

/// The ranks 1 … n of finite values, equal values sharing the mean of their ranks. Sorted by the upper half
/// of their bits, digit by digit, and only what is alike in that by value: linear in their number.
[[nodiscard]] std::vector<double> ranks_of(std::span<const double> values);

}  // namespace dietz
