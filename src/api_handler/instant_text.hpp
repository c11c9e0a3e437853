#pragma once

#include "model/instant.hpp"

#include <string>

namespace dietz {

/// A moment as RFC 3339 in UTC with microseconds: `2026-01-31T17:00:00.000001Z`.
[[nodiscard]] std::string instant_text(Instant moment);

}  // namespace dietz
