#include "engines/sqlite/schema.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <sqlite3.h>
#include <string>

namespace dietz {
namespace {

constexpr const char* tables =
    "SELECT group_concat(type || name || coalesce(sql, ''), char(10)) FROM (SELECT * FROM sqlite_schema ORDER BY name)";
constexpr const char* some_item = "INSERT INTO item (pk, sk, body) VALUES (x'01', x'02', x'03')";

/// Interrupts the statement that makes the n-th call.
struct Interruption {
  int left;
  static int count(void* self) { return --static_cast<Interruption*>(self)->left == 0 ? 1 : 0; }
};

std::unique_ptr<Connection> opened(const std::string& path) {
  auto connection = std::make_unique<Connection>(path, Connection::Mode::write);
  // This is about interruptions, not about power: without syncs the many files of a sweep are quick.
  connection->execute("PRAGMA synchronous = OFF");
  return connection;
}

std::string tables_of_a_new_file(const test::TemporaryFolder& folder) {
  const auto connection = opened(folder.file("new.db"));
  migrate(*connection, migrations());
  return connection->text(tables);
}

TEST(Schema, every_step_can_be_interrupted_anywhere_and_taken_again) {
  const test::TemporaryFolder folder;
  const std::string expected = tables_of_a_new_file(folder);
  int interrupted = 0;
  bool finished = false;
  for (int at = 1; !finished; ++at) {
    SCOPED_TRACE("interrupted at call " + std::to_string(at));
    const std::string path = folder.file("step" + std::to_string(at) + ".db");
    {
      const auto connection = opened(path);
      migrate(*connection, migrations().first(1));
      connection->execute(some_item);
      Interruption interruption{at};
      sqlite3_progress_handler(connection->handle(), 2, Interruption::count, &interruption);
      try {
        migrate(*connection, migrations());
        finished = true;
      } catch (const SqliteFailure& failure) {
        ++interrupted;
        EXPECT_EQ(SQLITE_INTERRUPT, failure.code() & 0xff);
      }
    }
    const auto connection = opened(path);
    const std::int64_t version = connection->integer("PRAGMA user_version");
    EXPECT_EQ(version >= 2 ? 1 : 0, connection->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'message'"));
    EXPECT_EQ(version >= 3 ? 1 : 0,
              connection->integer("SELECT count(*) FROM sqlite_schema WHERE name = 'series_chunk'"));
    migrate(*connection, migrations());
    EXPECT_EQ(expected, connection->text(tables));
    EXPECT_EQ(1, connection->integer("SELECT count(*) FROM item"));
    EXPECT_EQ("ok", connection->text("PRAGMA integrity_check"));
    ASSERT_LT(at, 5000);
  }
  EXPECT_GT(interrupted, 20);
}

TEST(Schema, migrating_what_is_up_to_date_changes_nothing) {
  const test::TemporaryFolder folder;
  const auto connection = opened(folder.file("a.db"));
  migrate(*connection, migrations());
  const std::int64_t before = connection->integer("PRAGMA data_version");
  migrate(*connection, migrations());
  EXPECT_EQ(before, connection->integer("PRAGMA data_version"));
}

TEST(Schema, a_file_of_another_program_is_left_alone) {
  const test::TemporaryFolder folder;
  const auto connection = opened(folder.file("a.db"));
  connection->execute("CREATE TABLE theirs (x)");
  EXPECT_THROW(migrate(*connection, migrations()), SqliteFailure);
  EXPECT_EQ(1, connection->integer("SELECT count(*) FROM sqlite_schema"));
}

TEST(Schema, a_file_of_a_newer_version_is_left_alone) {
  const test::TemporaryFolder folder;
  const auto connection = opened(folder.file("a.db"));
  migrate(*connection, migrations());
  connection->execute("PRAGMA user_version = 99");
  EXPECT_THROW(migrate(*connection, migrations()), SqliteFailure);
  EXPECT_EQ(99, connection->integer("PRAGMA user_version"));
}

TEST(Schema, versions_count_up_from_one) {
  int expected = 1;
  for (const Migration& step : migrations()) EXPECT_EQ(expected++, step.version);
}

}  // namespace
}  // namespace dietz
