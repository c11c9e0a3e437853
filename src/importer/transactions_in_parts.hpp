#pragma once

#include "importer/book_draft.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// Reads transactions.csv in parts on several threads, into booking order. Only for what needs no word: false, and
/// nothing in the draft, if the file is small, has versions or doubled ids, or if anything in it is wrong; it must then
/// be read row by row.
[[nodiscard]] bool read_transactions_in_parts(BookDraft& draft, std::string_view text, const std::string& file);

}  // namespace dietz
