#include "calculations/ranks.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace dietz {
namespace {

/// An integer in the order of the doubles: negative ones have their bits turned round. −0 is 0.
std::uint64_t key_of(double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value + 0.0);
  constexpr std::uint64_t sign = std::uint64_t{1} << 63U;
  return (bits & sign) != 0 ? ~bits : bits | sign;
}

/// The upper half of a value's key, and where the value stands.
struct Item {
  std::uint32_t key;
  std::uint32_t place;
};

constexpr unsigned digit_bits = 11;
constexpr std::size_t digit_values = std::size_t{1} << digit_bits;
constexpr unsigned digits = 3;

void sort_by_key(std::vector<Item>& items) {
  std::vector<Item> other(items.size());
  const auto digit_of = [](const Item& item, unsigned digit) {
    return (item.key >> (digit * digit_bits)) & (digit_values - 1);
  };
  std::array<std::array<std::uint32_t, digit_values>, digits> next{};
  for (const Item& item : items) {
    for (unsigned digit = 0; digit < digits; ++digit) ++next[digit][digit_of(item, digit)];
  }
  for (unsigned digit = 0; digit < digits; ++digit) {
    std::uint32_t start = 0;
    for (std::uint32_t& count : next[digit]) start += std::exchange(count, start);
    for (const Item& item : items) other[next[digit][digit_of(item, digit)]++] = item;
    items.swap(other);
  }
}

}  // namespace

std::vector<double> ranks_of(std::span<const double> values) {
  std::vector<double> ranks(values.size());
  if (values.empty()) return ranks;
  std::vector<Item> items;
  items.reserve(values.size());
  for (const double value : values) {
    items.push_back({static_cast<std::uint32_t>(key_of(value) >> 32U), static_cast<std::uint32_t>(items.size())});
  }
  sort_by_key(items);
  const auto by_value = [values](const Item& a, const Item& b) { return values[a.place] < values[b.place]; };
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin + 1;
    while (end < items.size() && items[end].key == items[begin].key) ++end;
    const auto from = items.begin() + static_cast<std::ptrdiff_t>(begin);
    const auto to = items.begin() + static_cast<std::ptrdiff_t>(end);
    if (end - begin > 1 && !std::is_sorted(from, to, by_value)) std::sort(from, to, by_value);
    begin = end;
  }
  for (std::size_t begin = 0; begin < items.size();) {
    std::size_t end = begin + 1;
    while (end < items.size() && values[items[end].place] == values[items[begin].place]) ++end;
    const double shared = (static_cast<double>(begin + 1) + static_cast<double>(end)) / 2;
    for (std::size_t i = begin; i < end; ++i) ranks[items[i].place] = shared;
    begin = end;
  }
  return ranks;
}

}  // namespace dietz
