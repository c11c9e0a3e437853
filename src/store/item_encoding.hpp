#pragma once

#include "base/result.hpp"
#include "store/item.hpp"
#include "store/transaction.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// Attributes as bytes, with a format version in front and a checksum behind: what an engine without types of its own
/// keeps. The same attributes give the same bytes.
[[nodiscard]] std::string encode_attributes(const Attributes& attributes);

/// Errors: fatal, where the bytes aren't what encode_attributes wrote.
[[nodiscard]] Result<Attributes> decode_attributes(std::string_view bytes);

/// Bytes that are equal for two transactions if and only if their operations and messages are: what an engine remembers
/// (or remembers a digest of) beside a token.
[[nodiscard]] std::string encode_content(const StoreTransaction& transaction);

}  // namespace dietz
