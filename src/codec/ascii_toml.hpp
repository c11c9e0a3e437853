#pragma once

#include <string>
#include <string_view>

namespace dietz {

// toml++ 3.3 has undefined behaviour for letters beyond ASCII where none may stand (its test for Unicode blanks). It is
// shown ASCII only: a byte beyond ASCII, and the tilde itself, as ~ and two hex digits.

/// A TOML text as the parser is shown it.
[[nodiscard]] std::string toml_in_ascii(std::string_view text);
/// What a key, a string or a message of the parser says in the original text.
[[nodiscard]] std::string text_of_ascii_toml(std::string_view text);

}  // namespace dietz
