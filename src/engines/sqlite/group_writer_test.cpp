#include "engines/sqlite/group_writer.hpp"

#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <new>
#include <sqlite3.h>
#include <string>
#include <thread>
#include <vector>

namespace dietz {
namespace {

struct Fixture {
  Fixture() {
    connection.text("PRAGMA journal_mode = WAL");
    connection.execute("CREATE TABLE t (x INTEGER PRIMARY KEY, y)");
  }
  std::int64_t rows() { return reader.integer("SELECT count(*) FROM t"); }

  test::TemporaryFolder folder;
  Connection connection{folder.file("t.db"), Connection::Mode::write};
  Connection reader{folder.file("t.db"), Connection::Mode::read};
  GroupWriter writer{connection};
};

GroupWriter::Job insert(int x) {
  return [x](Connection& c) { c.execute("INSERT INTO t VALUES (" + std::to_string(x) + ", 1)"); };
}

TEST(GroupWriter, what_returned_is_committed) {
  Fixture f;
  ASSERT_TRUE(f.writer.run(insert(1)));
  EXPECT_EQ(1, f.rows());
}

TEST(GroupWriter, a_job_that_fails_leaves_nothing_behind) {
  Fixture f;
  const Status status = f.writer.run([](Connection& c) {
    c.execute("INSERT INTO t VALUES (1, 1)");
    c.execute("INSERT INTO nowhere VALUES (1)");
  });
  ASSERT_FALSE(status.ok());
  EXPECT_EQ(ErrorKind::fatal, status.error().kind);
  EXPECT_EQ(0, f.rows());
  EXPECT_EQ(ErrorKind::retry, f.writer.run([](Connection&) { throw std::bad_alloc(); }).error().kind);
  EXPECT_TRUE(f.writer.run(insert(1)));
}

TEST(GroupWriter, one_job_that_fails_does_not_take_others_with_it) {
  Fixture f;
  std::atomic<int> failed{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 40; ++i) {
        const int x = t * 1000 + i;
        const bool fails = i % 10 == 3;
        const Status status = f.writer.run([&](Connection& c) {
          insert(x)(c);
          if (fails) throw SqliteFailure(SQLITE_ERROR, "on purpose");
        });
        EXPECT_EQ(!fails, status.ok());
        if (!status) ++failed;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(8 * 4, failed);
  EXPECT_EQ(8 * 36, f.rows());
}

TEST(GroupWriter, a_job_alone_meets_no_transaction) {
  Fixture f;
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        EXPECT_TRUE(f.writer.run(insert(t * 1000 + i)));
        EXPECT_TRUE(f.writer.run_alone([](Connection& c) { EXPECT_NE(0, sqlite3_get_autocommit(c.handle())); }));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(80, f.rows());
}

}  // namespace
}  // namespace dietz
