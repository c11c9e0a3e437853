// What is left when the power goes: a layer below SQLite remembers which bytes of each file were synced. A loss keeps
// those and any part of what was written since. kill -9 can't show this, because the operating system survives it.
#include "engines/sqlite/database.hpp"
#include "engines/sqlite/sqlite_item_store.hpp"
#include "support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <random>
#include <sqlite3.h>
#include <string>
#include <vector>

namespace dietz {
namespace {

class StandingClock : public Clock {
 public:
  [[nodiscard]] std::int64_t now_microseconds() const override { return 1; }
};

/// The bytes of a file that survive, and what may or may not.
struct DurableFile {
  struct Change {
    std::size_t at = 0;
    std::string bytes;
    bool truncates = false;
  };
  std::string synced;
  std::vector<Change> unsynced;

  static void apply(std::string& image, const Change& change) {
    if (change.truncates) {
      image.resize(change.at);
      return;
    }
    if (image.size() < change.at + change.bytes.size()) image.resize(change.at + change.bytes.size());
    image.replace(change.at, change.bytes.size(), change.bytes);
  }
  void sync() {
    for (const Change& change : unsynced) apply(synced, change);
    unsynced.clear();
  }
  /// The file after a loss: each sector of what wasn't synced is there or not.
  [[nodiscard]] std::string after_loss(std::mt19937& random) const {
    std::string image = synced;
    for (const Change& change : unsynced) {
      if (change.truncates) {
        if (random() % 2 == 0) apply(image, change);
        continue;
      }
      for (std::size_t i = 0; i < change.bytes.size(); i += 512) {
        if (random() % 2 == 0) apply(image, {change.at + i, change.bytes.substr(i, 512), false});
      }
    }
    return image;
  }
};

/// All files below the layer, by path, and whom to tell before each write and sync.
struct Disk {
  std::mutex mutex;
  std::map<std::string, DurableFile> files;
  std::function<void()> before_change;

  static Disk& instance() {
    static Disk disk;
    return disk;
  }
};

struct WatchedFile {
  sqlite3_file base;
  std::string* path;
  sqlite3_file* real() { return reinterpret_cast<sqlite3_file*>(this + 1); }
};

WatchedFile& watched(sqlite3_file* file) { return *reinterpret_cast<WatchedFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return watched(file).real(); }

DurableFile* durable(sqlite3_file* file) {
  Disk& disk = Disk::instance();
  if (disk.before_change) disk.before_change();
  const auto found = disk.files.find(*watched(file).path);
  return found == disk.files.end() ? nullptr : &found->second;
}

int close_file(sqlite3_file* file) {
  const int code = real(file)->pMethods->xClose(real(file));
  delete watched(file).path;
  return code;
}
int write_file(sqlite3_file* file, const void* bytes, int count, sqlite3_int64 at) {
  const std::lock_guard lock(Disk::instance().mutex);
  if (DurableFile* d = durable(file)) {
    d->unsynced.push_back({static_cast<std::size_t>(at),
                           std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(count)), false});
  }
  return real(file)->pMethods->xWrite(real(file), bytes, count, at);
}
int truncate_file(sqlite3_file* file, sqlite3_int64 size) {
  const std::lock_guard lock(Disk::instance().mutex);
  if (DurableFile* d = durable(file)) d->unsynced.push_back({static_cast<std::size_t>(size), {}, true});
  return real(file)->pMethods->xTruncate(real(file), size);
}
int sync_file(sqlite3_file* file, int flags) {
  const int code = real(file)->pMethods->xSync(real(file), flags);
  const std::lock_guard lock(Disk::instance().mutex);
  if (DurableFile* d = durable(file)) d->sync();
  return code;
}
int read_file(sqlite3_file* f, void* b, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), b, n, at); }
int size_of(sqlite3_file* f, sqlite3_int64* size) { return real(f)->pMethods->xFileSize(real(f), size); }
int lock_file(sqlite3_file* f, int level) { return real(f)->pMethods->xLock(real(f), level); }
int unlock_file(sqlite3_file* f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
int check_lock(sqlite3_file* f, int* out) { return real(f)->pMethods->xCheckReservedLock(real(f), out); }
int control_file(sqlite3_file* f, int op, void* arg) { return real(f)->pMethods->xFileControl(real(f), op, arg); }
int sector_size(sqlite3_file* f) { return real(f)->pMethods->xSectorSize(real(f)); }
// Promises nothing about torn writes.
int characteristics(sqlite3_file*) { return 0; }
int shm_map(sqlite3_file* f, int page, int size, int extend, void volatile** out) {
  return real(f)->pMethods->xShmMap(real(f), page, size, extend, out);
}
int shm_lock(sqlite3_file* f, int offset, int n, int flags) {
  return real(f)->pMethods->xShmLock(real(f), offset, n, flags);
}
void shm_barrier(sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); }
int shm_unmap(sqlite3_file* f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

const sqlite3_io_methods& methods() {
  static const sqlite3_io_methods m = {
      2,         close_file,  read_file,  write_file,   truncate_file, sync_file,       size_of,
      lock_file, unlock_file, check_lock, control_file, sector_size,   characteristics, shm_map,
      shm_lock,  shm_barrier, shm_unmap,  nullptr,      nullptr};
  return m;
}

sqlite3_vfs* system_files() { return sqlite3_vfs_find("unix"); }

int open_file(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out_flags) {
  WatchedFile& w = watched(file);
  w.base.pMethods = nullptr;
  const int code = system_files()->xOpen(system_files(), name, w.real(), flags, out_flags);
  if (code != SQLITE_OK) return code;
  w.path = new std::string(name ? name : "");
  w.base.pMethods = &methods();
  const std::lock_guard lock(Disk::instance().mutex);
  if (name && (flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0) {
    Disk::instance().files.try_emplace(name);
  }
  return code;
}
int delete_file(sqlite3_vfs*, const char* name, int sync) {
  const int code = system_files()->xDelete(system_files(), name, sync);
  const std::lock_guard lock(Disk::instance().mutex);
  Disk::instance().files.erase(name);
  return code;
}

/// Puts the layer below all files that are opened while it lives.
class WatchedDisk {
 public:
  WatchedDisk() : vfs_(*system_files()) {
    vfs_.zName = "watched";
    vfs_.szOsFile = static_cast<int>(sizeof(WatchedFile)) + system_files()->szOsFile;
    vfs_.xOpen = open_file;
    vfs_.xDelete = delete_file;
    vfs_.pNext = nullptr;
    sqlite3_vfs_register(&vfs_, 1);
  }
  WatchedDisk(const WatchedDisk&) = delete;
  WatchedDisk& operator=(const WatchedDisk&) = delete;
  ~WatchedDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(system_files(), 1);
    Disk::instance().before_change = nullptr;
    Disk::instance().files.clear();
  }

 private:
  sqlite3_vfs vfs_;
};

/// What survives a loss at one moment, and how many writes had been acknowledged by then.
struct Remains {
  std::map<std::string, std::string> files;
  int acknowledged = 0;
};

Remains remains_now(const std::string& path, int acknowledged, std::mt19937& random) {
  Remains remains;
  remains.acknowledged = acknowledged;
  for (const char* suffix : {"", "-wal", "-journal"}) {
    const auto found = Disk::instance().files.find(path + suffix);
    if (found != Disk::instance().files.end()) remains.files[suffix] = found->second.after_loss(random);
  }
  return remains;
}

/// Opens what is left; how many of the acknowledged writes are lost.
int lost_in(const Remains& remains, const test::TemporaryFolder& folder) {
  const std::string path = folder.file("remains.db");
  for (const char* suffix : {"", "-wal", "-journal", "-shm"}) std::filesystem::remove(path + suffix);
  for (const auto& [suffix, bytes] : remains.files) std::ofstream(path + suffix, std::ios::binary) << bytes;
  SqliteOptions options;
  options.path = path;
  options.check = SqliteOptions::Check::always;
  const auto database = SqliteDatabase::open(options);
  EXPECT_TRUE(database.ok()) << database.error().message();
  if (!database) return remains.acknowledged;
  EXPECT_TRUE((*database)->check_integrity());
  StandingClock clock;
  SqliteItemStore items(**database, clock, {});
  int lost = 0;
  for (int i = 0; i < remains.acknowledged; ++i) {
    if (!items.get({"p", std::to_string(i)}).value()) ++lost;
  }
  return lost;
}

struct Loss {
  int moments = 0;
  int lost = 0;
};

/// Writes items and lets the power go before every write and sync of a file, and after every acknowledgement.
Loss losses(const char* pragma) {
  const test::TemporaryFolder folder;
  const std::string path = folder.file("live.db");
  std::vector<Remains> moments;
  constexpr unsigned seed = 11;
  std::mt19937 random(seed);
  {
    WatchedDisk disk;
    SqliteOptions options;
    options.path = path;
    const auto database = SqliteDatabase::open(options).value();
    if (pragma) {
      EXPECT_TRUE(database->write_alone([&](Connection& c) { c.execute(pragma); }));
    }
    StandingClock clock;
    SqliteItemStore items(*database, clock, {});
    int acknowledged = 0;
    Disk::instance().before_change = [&] { moments.push_back(remains_now(path, acknowledged, random)); };
    for (int i = 0; i < 25; ++i) {
      EXPECT_TRUE(items.put({{{"p", std::to_string(i)}, {{"text", std::string(500, 'x')}}}, {}}));
      ++acknowledged;
      const std::lock_guard lock(Disk::instance().mutex);
      moments.push_back(remains_now(path, acknowledged, random));
    }
    Disk::instance().before_change = nullptr;
  }
  Loss loss;
  for (const Remains& remains : moments) {
    ++loss.moments;
    loss.lost += lost_in(remains, folder);
  }
  return loss;
}

TEST(PowerLoss, takes_nothing_that_was_acknowledged) {
  const Loss loss = losses(nullptr);
  EXPECT_GT(loss.moments, 80);
  EXPECT_EQ(0, loss.lost);
}

TEST(PowerLoss, would_take_something_with_fewer_syncs) {
  EXPECT_GT(losses("PRAGMA synchronous = NORMAL").lost, 0) << "or this test can't find a loss";
}

}  // namespace
}  // namespace dietz
