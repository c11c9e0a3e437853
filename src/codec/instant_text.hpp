#pragma once

#include "model/instant.hpp"

#include <cstdint>
#include <string>

namespace dietz {

enum class InstantDigits : std::uint8_t { seconds, microseconds };

/// A moment as RFC 3339 in UTC: `2026-01-31T17:00:00.000000Z`, or to whole seconds, cut.
[[nodiscard]] std::string instant_text(Instant moment, InstantDigits digits = InstantDigits::microseconds);

}  // namespace dietz
