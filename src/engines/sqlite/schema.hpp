#pragma once

#include "engines/sqlite/connection.hpp"

#include <span>

namespace dietz {

/// A step from one version of the tables to the next.
struct Migration {
  int version;
  const char* sql;
};

/// All steps, from the first version on. A step that was released never changes; a new one is added behind.
[[nodiscard]] std::span<const Migration> migrations();

/// Brings the tables to the version of the last step. Each step is one transaction with its version number, so an
/// interruption leaves a version that was, and the next call goes on from it. Throws SqliteFailure, also where the file
/// belongs to another program or a newer version.
void migrate(Connection& connection, std::span<const Migration> steps);

/// Whether a database file is one of dietz, made by this version or an older one. Throws SqliteFailure if not.
void check_origin(Connection& connection, std::span<const Migration> steps);

}  // namespace dietz
