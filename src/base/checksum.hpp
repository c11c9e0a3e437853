#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// A 64-bit checksum that finds damage (not intent): each step is a bijection of the state, so a change within any one
/// aligned group of eight bytes always shows, and other changes with odds of one in 2⁶⁴. The same on every machine.
[[nodiscard]] std::uint64_t checksum64(std::string_view bytes);

/// Puts the checksum of `bytes` behind them: eight more bytes.
void append_checksum(std::string& bytes);

/// The bytes in front of a checksum that fits them, or nothing.
[[nodiscard]] std::optional<std::string_view> without_checksum(std::string_view bytes);

}  // namespace dietz
