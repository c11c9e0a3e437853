#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace dietz {

/// The bytes as base64url without padding (RFC 4648, section 5; RFC 7515, appendix C).
[[nodiscard]] std::string to_base64url(std::string_view bytes);

/// The bytes of such a text, strictly: no padding, no blanks, and unused bits are 0, so that each value has one
/// spelling. Nothing where the text is no such text.
[[nodiscard]] std::optional<std::string> from_base64url(std::string_view text);

}  // namespace dietz
