#include "engines/sqlite/schema.hpp"

#include <array>
#include <sqlite3.h>
#include <string>

namespace dietz {
namespace {

/// "dtz1", in the header of the file.
constexpr std::int64_t application_id = 0x64747a31;

constexpr std::array steps_in_order = {
    Migration{1, R"sql(
CREATE TABLE item (
  pk BLOB NOT NULL, sk BLOB NOT NULL,
  i1p BLOB, i1s BLOB, i2p BLOB, i2s BLOB,
  expires_at INTEGER,
  body BLOB NOT NULL,
  PRIMARY KEY (pk, sk)
) STRICT, WITHOUT ROWID;
CREATE INDEX item_index1 ON item (i1p, i1s, pk, sk) WHERE i1p IS NOT NULL;
CREATE INDEX item_index2 ON item (i2p, i2s, pk, sk) WHERE i2p IS NOT NULL;
CREATE INDEX item_expiry ON item (expires_at) WHERE expires_at IS NOT NULL;
CREATE TABLE token (token BLOB PRIMARY KEY, digest BLOB NOT NULL, used_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX token_age ON token (used_at);
)sql"},
    Migration{2, R"sql(
CREATE TABLE message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL, body TEXT NOT NULL,
  visible_at INTEGER NOT NULL, receives INTEGER NOT NULL, dead INTEGER NOT NULL
) STRICT;
CREATE INDEX message_visible ON message (queue, dead, visible_at);
)sql"},
    Migration{3, R"sql(
CREATE TABLE series_chunk (
  tenant BLOB NOT NULL, subject INTEGER NOT NULL, id BLOB NOT NULL, version BLOB NOT NULL,
  frequency INTEGER NOT NULL, chunk INTEGER NOT NULL,
  bytes BLOB NOT NULL,
  PRIMARY KEY (tenant, subject, id, version, frequency, chunk)
) STRICT;
)sql"},
};

std::int64_t version_of(Connection& connection) { return connection.integer("PRAGMA user_version"); }

void apply(Connection& connection, const Migration& step) {
  connection.execute("BEGIN IMMEDIATE");
  try {
    // Another process may have been quicker.
    if (version_of(connection) < step.version) {
      connection.execute(step.sql);
      connection.execute("PRAGMA application_id = " + std::to_string(application_id));
      connection.execute("PRAGMA user_version = " + std::to_string(step.version));
    }
    connection.execute("COMMIT");
  } catch (const SqliteFailure&) {
    if (sqlite3_get_autocommit(connection.handle()) == 0)
      sqlite3_exec(connection.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
    throw;
  }
}

}  // namespace

std::span<const Migration> migrations() { return steps_in_order; }

void check_origin(Connection& connection, std::span<const Migration> steps) {
  if (connection.integer("PRAGMA application_id") != application_id) {
    throw SqliteFailure(SQLITE_NOTADB, "the file is no database of dietz");
  }
  if (version_of(connection) > steps.back().version) {
    throw SqliteFailure(SQLITE_ERROR, "the file was written by a newer version of dietz");
  }
}

void migrate(Connection& connection, std::span<const Migration> steps) {
  const bool is_new = version_of(connection) == 0 && connection.integer("SELECT count(*) FROM sqlite_schema") == 0;
  if (!is_new) check_origin(connection, steps);
  for (const Migration& step : steps) {
    if (version_of(connection) < step.version) apply(connection, step);
  }
}

}  // namespace dietz
