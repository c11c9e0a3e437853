#pragma once

#include <string>
#include <string_view>

namespace dietz {

/// A cell of text for RFC 4180: quoted when it holds a comma, a quote, or a line break. A cell that a spreadsheet would
/// run as a formula (it begins with = + - @, a tab or a carriage return) gets an apostrophe in front, and so does one
/// that begins with apostrophes before such a character, so that `without_guard` gives the text back. Not for numbers.
[[nodiscard]] std::string csv_cell(std::string_view text);

/// The text that csv_cell guarded: one apostrophe less where it stands before what a spreadsheet would run.
[[nodiscard]] std::string_view without_guard(std::string_view cell);

}  // namespace dietz
