#pragma once

#include "calculations/double_pair.hpp"
#include "calculations/statistics.hpp"

#include <array>
#include <cstddef>
#include <utility>

namespace dietz {
namespace detail {

/// Reads the two places from i on of a series.
struct TwoAt {
  std::size_t i;
  pairs::Pair operator()(const double* series) const { return pairs::load(series + i); }
};
/// Reads place i of a series, in both halves.
struct OneAt {
  std::size_t i;
  pairs::Pair operator()(const double* series) const { return pairs::Pair{series[i], series[i]}; }
};

/// block_sums, two lanes in one register.
template <std::size_t K, class Terms>
[[nodiscard]] inline std::array<double, K> pair_block_sums(std::size_t begin, std::size_t end, const Terms& terms) {
  using pairs::Pair;
  std::array<Pair, K> low{};
  std::array<Pair, K> high{};
  const auto each = []<std::size_t... k>(const auto& f, std::index_sequence<k...>) { (f(k), ...); };
  constexpr auto all = std::make_index_sequence<K>();
  std::size_t i = begin;
  for (; i + sum_lanes <= end; i += sum_lanes) {
    const std::array<Pair, K> a = terms(TwoAt{i});
    each([&](std::size_t k) { low[k] += a[k]; }, all);
    const std::array<Pair, K> b = terms(TwoAt{i + 2});
    each([&](std::size_t k) { high[k] += b[k]; }, all);
  }
  for (std::size_t lane = 0; i < end; ++i, ++lane) {
    const std::array<Pair, K> term = terms(OneAt{i});
    const auto add = [&](std::size_t k) {
      (lane < 2 ? low : high)[k] += lane % 2 == 0 ? Pair{term[k][0], 0} : Pair{0, term[k][0]};
    };
    each(add, all);
  }
  std::array<double, K> sums;
  each([&](std::size_t k) { sums[k] = (low[k][0] + low[k][1]) + (high[k][0] + high[k][1]); }, all);
  return sums;
}

template <std::size_t K, class Terms>
[[nodiscard]] std::array<double, K> pairwise_pair_sums(std::size_t begin, std::size_t end, const Terms& terms) {
  if (end - begin <= sum_block) return pair_block_sums<K>(begin, end, terms);
  const std::size_t blocks = (end - begin + sum_block - 1) / sum_block;
  const std::size_t middle = begin + (blocks + 1) / 2 * sum_block;
  return added(pairwise_pair_sums<K>(begin, middle, terms), pairwise_pair_sums<K>(middle, end, terms));
}

}  // namespace detail

/// ordered_sums with the same bits, computed two places at a time: `terms(at)` gives the K terms as pairs, reading
/// series by `at(series)`, which is a pair.
template <std::size_t K, class Terms>
[[nodiscard]] std::array<double, K> ordered_pair_sums(std::size_t n, const Terms& terms) {
  return detail::pairwise_pair_sums<K>(0, n, terms);
}

}  // namespace dietz
