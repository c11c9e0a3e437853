#include "durability/sqlite_parts.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <thread>
#include <vector>

namespace dietz::test {
namespace {

void write_pairs(SqliteParts& parts, unsigned writer, int from, int to) {
  for (int i = from; i < to; ++i) EXPECT_TRUE(parts.items.transact(pair_of(writer, i)).ok());
}

void expect_whole(const Traces& traces) {
  EXPECT_EQ(traces.left, traces.right);
  EXPECT_EQ(traces.left, traces.counted);
  EXPECT_EQ(traces.left, traces.messages);
}

std::string content_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

Series some_series() { return {{1, 2}, {2, 3}, {{"return", RateColumn{{0.5, 0.25}, {}}}}}; }
SeriesKey series_key() { return {{"t1", SeriesSubject::portfolio, "p"}, "v1", SeriesFrequency::daily}; }

TEST(Backup, taken_while_others_write_holds_only_whole_transactions) {
  const TemporaryFolder folder;
  SqliteParts parts(folder.file("live.db"));
  std::atomic<bool> done{false};
  std::vector<std::thread> writers;
  for (unsigned t = 0; t < 2; ++t) {
    writers.emplace_back([&, t] {
      for (int i = 0; !done; ++i) EXPECT_TRUE(parts.items.transact(pair_of(t, i)).ok());
    });
  }
  Traces before;
  for (int i = 0; i < 5; ++i) {
    const std::string path = folder.file("backup" + std::to_string(i) + ".db");
    const std::size_t acknowledged = traces_of(parts).counted;
    ASSERT_TRUE(parts.database->backup(path));
    EXPECT_FALSE(std::filesystem::exists(path + "-wal"));
    SqliteParts copy(path, SqliteOptions::Check::always);
    const Traces traces = traces_of(copy);
    expect_whole(traces);
    EXPECT_GE(traces.counted, acknowledged) << "what was acknowledged before the backup is in it";
    EXPECT_GE(traces.counted, before.counted);
    before = traces;
  }
  done = true;
  for (std::thread& writer : writers) writer.join();
  EXPECT_GT(before.counted, 0U);
}

TEST(Backup, restored_brings_back_that_moment_for_readers_and_writers) {
  const TemporaryFolder folder;
  SqliteParts parts(folder.file("live.db"));
  write_pairs(parts, 0, 0, 40);
  ASSERT_TRUE(parts.series.write(series_key(), some_series()));
  ASSERT_TRUE(parts.database->backup(folder.file("backup.db")));
  write_pairs(parts, 0, 40, 60);
  ASSERT_TRUE(parts.series.remove(series_key()));
  std::atomic<bool> done{false};
  std::thread reader([&] {
    while (!done) {
      const std::size_t count = items_in(parts.items, "t1|left");
      EXPECT_TRUE(count == 60 || count == 40) << count;
    }
  });
  ASSERT_TRUE(parts.database->restore(folder.file("backup.db")));
  done = true;
  reader.join();
  EXPECT_EQ((Traces{40, 40, 40, 40}), traces_of(parts));
  EXPECT_TRUE(same_bits(some_series(), parts.series.read(series_key(), 0, 10, {}).value()));
  EXPECT_TRUE(parts.items.transact(pair_of(0, 39)).ok()) << "its token is remembered";
  EXPECT_EQ(40U, traces_of(parts).counted);
  write_pairs(parts, 0, 40, 45);
  expect_whole(traces_of(parts));
  EXPECT_TRUE(parts.database->check_integrity());
}

TEST(Backup, of_something_else_is_refused_and_changes_nothing) {
  const TemporaryFolder folder;
  SqliteParts parts(folder.file("live.db"));
  write_pairs(parts, 0, 0, 10);
  std::ofstream(folder.file("text"))
      << "no database at all, just text that is long enough to have a header of one hundred bytes or so.";
  ASSERT_TRUE(parts.database->backup(folder.file("damaged")));
  std::string bytes = content_of(folder.file("damaged"));
  bytes[bytes.find("xxxxxxxxxx")] = 'y';
  std::ofstream(folder.file("damaged"), std::ios::binary) << bytes;
  for (const char* name : {"text", "damaged", "not there"}) {
    const Status restored = parts.database->restore(folder.file(name));
    ASSERT_FALSE(restored.ok()) << name;
    EXPECT_EQ(ErrorKind::invalid, restored.error().kind) << name;
  }
  EXPECT_FALSE(std::filesystem::exists(folder.file("not there")));
  EXPECT_EQ((Traces{10, 10, 10, 10}), traces_of(parts));
  write_pairs(parts, 0, 10, 12);
}

TEST(Backup, into_a_place_that_is_not_there_is_an_error) {
  const TemporaryFolder folder;
  SqliteParts parts(folder.file("live.db"));
  EXPECT_EQ(ErrorKind::invalid, parts.database->backup(folder.file("no/such/folder/b.db")).error().kind);
}

TEST(DamagedFile, is_reported_and_never_served) {
  const TemporaryFolder folder;
  constexpr int pairs = 60;
  {
    SqliteParts parts(folder.file("sound.db"));
    write_pairs(parts, 0, 0, pairs);
  }
  const std::string sound = content_of(folder.file("sound.db"));
  int reported_at_open = 0, reported_at_read = 0, missed_by_both = 0;
  for (std::size_t at = 50; at < sound.size(); at += 997) {
    std::string bytes = sound;
    bytes[at] = static_cast<char>(bytes[at] ^ 0x10);
    const std::string path = folder.file("damaged.db");
    for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(path + suffix);
    std::ofstream(path, std::ios::binary) << bytes;
    SqliteOptions options;
    options.path = path;
    options.check = SqliteOptions::Check::always;
    const auto checked = SqliteDatabase::open(options);
    if (!checked) {
      EXPECT_EQ(ErrorKind::fatal, checked.error().kind);
      ++reported_at_open;
    }
    options.check = SqliteOptions::Check::never;
    auto opened = SqliteDatabase::open(options);
    if (!opened) continue;
    SystemClock clock;
    SqliteItemStore items(**opened, clock, {});
    bool failed = false;
    for (int i = 0; i < pairs; ++i) {
      const auto found = items.get({"t1|right", "0-" + std::to_string(i)});
      if (!found) {
        EXPECT_EQ(ErrorKind::fatal, found.error().kind);
        failed = true;
      } else if (*found) {
        EXPECT_EQ(AttributeValue(i), (*found)->attributes.at("n")) << "byte " << at;
        EXPECT_EQ(AttributeValue(std::string(200, 'x')), (*found)->attributes.at("text")) << "byte " << at;
      } else {
        failed = true;
        EXPECT_FALSE(checked.ok()) << "an item is gone without a word; byte " << at;
      }
    }
    if (failed) ++reported_at_read;
    if (!failed && checked) ++missed_by_both;
  }
  std::cout << reported_at_open << " reported at opening, " << reported_at_read << " at reading, " << missed_by_both
            << " in bytes that hold nothing of those items\n";
  EXPECT_GT(reported_at_read, 5);
}

}  // namespace
}  // namespace dietz::test
