#include "engines/sqlite/integrity.hpp"

#include "engines/sqlite/item_rows.hpp"
#include "series/chunks.hpp"

#include <sqlite3.h>
#include <string>

namespace dietz {
namespace {

void expect_ok(Connection& connection, const char* pragma) {
  const std::string answer = connection.text(pragma);
  if (answer != "ok") throw SqliteFailure(SQLITE_CORRUPT, "the file is damaged: " + answer);
}

void check_chunks(Connection& connection) {
  Statement select = connection.prepared("SELECT bytes FROM series_chunk");
  while (select.step()) {
    const Result<Series> chunk = decode_chunk(select.bytes(0));
    if (!chunk) throw SqliteFailure(SQLITE_CORRUPT, chunk.error().message());
  }
}

bool has_table(Connection& connection, const std::string& name) {
  return connection.integer("SELECT count(*) FROM sqlite_schema WHERE name = '" + name + "'") > 0;
}

}  // namespace

void check_structure(Connection& connection) { expect_ok(connection, "PRAGMA quick_check(5)"); }

void check_whole(Connection& connection) {
  expect_ok(connection, "PRAGMA integrity_check(5)");
  // A backup of an older version may lack a table.
  if (has_table(connection, "item")) check_items(connection);
  if (has_table(connection, "series_chunk")) check_chunks(connection);
}

}  // namespace dietz
