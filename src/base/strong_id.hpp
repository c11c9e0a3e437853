#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <limits>

namespace dietz {

/// A position in a table (portfolios, securities, …) that can't be mixed up with one in another table.
template <class Tag>
struct Index {
  static constexpr std::uint32_t none_value = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t value = none_value;

  [[nodiscard]] static constexpr Index none() { return {}; }
  [[nodiscard]] constexpr bool is_none() const { return value == none_value; }
  [[nodiscard]] constexpr std::size_t at() const { return value; }
  friend constexpr auto operator<=>(Index, Index) = default;
};

}  // namespace dietz
