#pragma once

#include "base/result.hpp"
#include "engines/sqlite/connection.hpp"
#include "store/item.hpp"
#include "store/query.hpp"

#include <optional>

namespace dietz {

/// Items as rows. Functions throw SqliteFailure; damaged bytes are SQLITE_CORRUPT.
[[nodiscard]] std::optional<Attributes> read_item(Connection& connection, const ItemKey& key);
void write_item(Connection& connection, const ItemKey& key, const Attributes& attributes);
void erase_item(Connection& connection, const ItemKey& key);

/// Reads every item, so that damage shows. Throws SqliteFailure at the first damaged one.
void check_items(Connection& connection);

/// A page of a checked query, from `after` if it is given.
[[nodiscard]] Page read_page(Connection& connection, const Query& query, const PagePosition* after,
                             std::int64_t now_seconds);

}  // namespace dietz
