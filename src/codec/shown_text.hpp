#pragma once

#include <span>
#include <string>
#include <string_view>

namespace dietz {

/// Foreign text as a message shows it: in single quotes, on one line, control characters and broken UTF-8 as \xNN, cut
/// after 40 bytes with the full length named.
[[nodiscard]] std::string shown(std::string_view text);

/// A message from elsewhere on one line: control characters and broken UTF-8 as \xNN.
[[nodiscard]] std::string one_line(std::string_view message);

/// The name that `text` most likely means: at most a third of its letters away (insert, drop, change, swap), ties to
/// the first; "" when nothing is near.
[[nodiscard]] std::string_view nearest_name(std::string_view text, std::span<const std::string_view> names);

/// "; did you mean 'price'?" or "".
[[nodiscard]] std::string did_you_mean(std::string_view text, std::span<const std::string_view> names);

/// `a, b or c`.
[[nodiscard]] std::string one_of(std::span<const std::string_view> names);

}  // namespace dietz
