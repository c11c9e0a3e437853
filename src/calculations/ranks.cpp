#include "calculations/ranks.hpp"

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace dietz {
namespace {

struct Item {
  std::uint64_t key;
  std::uint32_t place;
};

/// An integer in the order of the doubles: negative ones have their bits turned round. −0 is 0.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
  return (bits & sign) != 0 ? ~bits : bits | sign;
}

constexpr unsigned digit_bits = 8;
constexpr std::size_t digit_values = std::size_t{1} << digit_bits;

void sort_by_key(std::vector<Item>& items) {
  std::vector<Item> other(items.size());
  for (unsigned shift = 0; shift < 64; shift += digit_bits) {
    const auto digit = [shift](const Item& item) { return (item.key >> shift) & (digit_values - 1); };
    std::array<std::size_t, digit_values> next{};
    for (const Item& item : items) ++next[digit(item)];
    if (next[digit(items.front())] == items.size()) continue;
    std::size_t start = 0;
    for (std::size_t& count : next) start += std::exchange(count, start);
    for (const Item& item : items) other[next[digit(item)]++] = item;
    items.swap(other);
  }
}

}  // namespace

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<double> ranks(values.size());
  if (values.empty()) return ranks;
  std::vector<Item> items;
  items.reserve(values.size());
  for (const double value : values) items.push_back({key_of(value), static_cast<std::uint32_t>(items.size())});
  sort_by_key(items);
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin + 1;
    while (end < items.size() && items[end].key == items[begin].key) ++end;
    const double shared = (static_cast<double>(begin + 1) + static_cast<double>(end)) / 2;
    for (std::size_t i = begin; i < end; ++i) ranks[items[i].place] = shared;
    begin = end;
  }
  return ranks;
}

}  // namespace dietz
