#pragma once

#include "model/date.hpp"
#include "model/instant.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// Everything that is told to other parts of the program after it happened. The one catalogue of all programs.
enum class EventType : std::uint8_t {
  tenant_created,
  tenant_updated,
  tenant_suspended,
  tenant_activated,
  tenant_deleted,
  client_created,
  client_updated,
  client_deleted,
  client_erased,
  portfolio_created,
  portfolio_updated,
  portfolio_closed,
  transaction_recorded,
  transaction_corrected,
  transaction_reversed,
  price_recorded,
  fx_rate_recorded,
  valuation_recorded,
  security_created,
  security_updated,
  security_deleted,
  benchmark_changed,
  policy_changed,
  import_completed,
  calculation_requested,
  calculation_completed,
  calculation_failed,
  calculation_cancelled,
};
/// `transaction.recorded`
[[nodiscard]] std::string_view name_of(EventType type);
[[nodiscard]] std::optional<EventType> parse_event_type(std::string_view name);

/// One event, as it travels in a queue: ids only, never a person's data or an amount.
struct Event {
  EventType type = EventType::transaction_recorded;
  std::string tenant;
  std::string entity;         ///< id of what it happened to
  std::string parent;         ///< a fact's portfolio, security or pair; may be empty
  std::optional<Date> since;  ///< the earliest day whose figures it may change
  Instant at{0};
  std::string traceparent;  ///< W3C; may be empty
  friend bool operator==(const Event&, const Event&) = default;
};

/// Names of the queues.
inline constexpr const char* calculations_queue = "calculations";
inline constexpr const char* events_queue = "events";

}  // namespace dietz
