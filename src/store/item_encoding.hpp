#pragma once

#include "base/result.hpp"
#include "store/item.hpp"
#include "store/transaction.hpp"

#include <string>
#include <string_view>

namespace dietz {

/// The attributes of an item as bytes, with a format version in front and a checksum over key and bytes behind: what an
/// engine without types of its own keeps. The same item gives the same bytes.
[[nodiscard]] std::string encode_item(const Item& item);

/// The attributes that stand under a key. Errors: fatal, where the bytes aren't what encode_item wrote for that key.
[[nodiscard]] Result<Attributes> decode_item(const ItemKey& key, std::string_view bytes);

/// Bytes that are equal for two transactions if and only if their operations and messages are: what an engine remembers
/// (or remembers a digest of) beside a token.
[[nodiscard]] std::string encode_content(const StoreTransaction& transaction);

}  // namespace dietz
