#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// A currency of ISO 4217 (active, or withdrawn but still met in old books), by its three-letter code.
class Currency {
 public:
  constexpr Currency() = default;
  /// Nothing for a code that isn't a currency.
  [[nodiscard]] static std::optional<Currency> parse(std::string_view code);

  [[nodiscard]] bool is_none() const { return packed_ == 0; }
  [[nodiscard]] std::string code() const;
  /// Decimal places of the minor unit: 2 for EUR, 0 for JPY, 3 for BHD.
  [[nodiscard]] unsigned minor_digits() const;
  [[nodiscard]] std::uint32_t packed() const { return packed_; }

  friend constexpr auto operator<=>(Currency, Currency) = default;

 private:
  std::uint32_t packed_ = 0;
};

}  // namespace dietz
