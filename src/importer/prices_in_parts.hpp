#pragma once

#include "importer/book_draft.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// Reads prices.csv in parts on several threads. Only for what needs no word: false, and nothing in the draft, if the
/// file is small, has versions or two prices for a day, or if anything in it is wrong; it must then be read row by row.
[[nodiscard]] bool read_prices_in_parts(BookDraft& draft, std::string_view text, const std::string& file);

/// Adds a security that only prices.csv knows, first on `line`; a note says so where the book has a security file.
SecurityIndex add_priced_security(BookDraft& draft, std::string_view id, std::uint32_t line);

}  // namespace dietz
