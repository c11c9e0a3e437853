#include "model/event.hpp"

#include <array>

namespace dietz {
namespace {

constexpr std::array<std::string_view, 28> names = {
    "tenant.created",        "tenant.updated",        "tenant.suspended",     "tenant.activated",
    "tenant.deleted",        "client.created",        "client.updated",       "client.deleted",
    "client.erased",         "portfolio.created",     "portfolio.updated",    "portfolio.closed",
    "transaction.recorded",  "transaction.corrected", "transaction.reversed", "price.recorded",
    "fx_rate.recorded",      "valuation.recorded",    "security.created",     "security.updated",
    "security.deleted",      "benchmark.changed",     "policy.changed",       "import.completed",
    "calculation.requested", "calculation.completed", "calculation.failed",   "calculation.cancelled"};
static_assert(names.size() == static_cast<std::size_t>(EventType::calculation_cancelled) + 1);

}  // namespace

std::string_view name_of(EventType type) { return names[static_cast<std::size_t>(type)]; }

std::optional<EventType> parse_event_type(std::string_view name) {
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (names[i] == name) return static_cast<EventType>(i);
  }
  return std::nullopt;
}

}  // namespace dietz
