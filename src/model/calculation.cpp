#include "model/calculation.hpp"

#include <array>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 5> names = {"pending", "running", "done", "failed", "cancelled"};

}  // namespace

std::string_view name_of(CalculationStatus status) { return names[static_cast<std::size_t>(status)]; }

std::optional<CalculationStatus> parse_calculation_status(std::string_view text) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == text) return static_cast<CalculationStatus>(i);
  }
  return std::nullopt;
}

}  // namespace dietz
