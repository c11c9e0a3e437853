#pragma once

#include <cstddef>
#include <string_view>

namespace dietz {

/// The position of the first byte that isn't part of well-formed UTF-8, or npos. Well-formed by RFC 3629: shortest form
/// only, no surrogates, nothing above U+10FFFF.
[[nodiscard]] std::size_t find_invalid_utf8(std::string_view text);

/// The position of the first control character (below U+0020, or U+007F) other than tab, line feed and carriage return,
/// or npos.
[[nodiscard]] std::size_t find_control_character(std::string_view text);

/// The number of line feeds.
[[nodiscard]] std::size_t count_lines(std::string_view text);

/// The text behind a UTF-8 byte-order mark, or all of it where none stands at its start.
[[nodiscard]] std::string_view without_byte_order_mark(std::string_view text);

}  // namespace dietz
