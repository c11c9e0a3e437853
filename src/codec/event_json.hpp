#pragma once

#include "base/result.hpp"
#include "model/event.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// An event as a message: `{"version":1,"type":"transaction.recorded","tenant":…,"entity":…,"parent":…?,"since":…?,
/// "at":…,"traceparent":…?}`, the moment in microseconds.
[[nodiscard]] std::string event_as_json(const Event& event);

/// Errors: invalid, for anything else: another version, an unknown type or member, a member missing or malformed.
[[nodiscard]] Result<Event> read_event(std::string_view json);

}  // namespace dietz
