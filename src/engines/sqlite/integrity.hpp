#pragma once

#include "engines/sqlite/connection.hpp"

namespace dietz {

/// Checks the structure of a file, which is quick. Throws SqliteFailure with what is damaged.
void check_structure(Connection& connection);

/// Checks structure, indexes, and the bytes of every item and chunk. Throws SqliteFailure with what is damaged.
void check_whole(Connection& connection);

}  // namespace dietz
