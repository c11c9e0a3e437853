#include "engines/sqlite/database.hpp"
#include "engines/sqlite/integrity.hpp"
#include "engines/sqlite/schema.hpp"

#include <chrono>
#include <fcntl.h>
#include <filesystem>
#include <sqlite3.h>
#include <thread>
#include <unistd.h>

namespace dietz {
namespace {

/// Copies all pages from one database to the other as one transaction of the target.
void copy_pages(Connection& from, Connection& to) {
  sqlite3_backup* const backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (!backup) to.fail(sqlite3_errcode(to.handle()));
  int code = SQLITE_OK;
  // Another process may hold the lock for a moment.
  for (int attempts = 0; attempts < 200; ++attempts) {
    code = sqlite3_backup_step(backup, -1);
    if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(25));
  }
  const int finished = sqlite3_backup_finish(backup);
  if (code != SQLITE_DONE) throw SqliteFailure(code, sqlite3_errstr(code));
  if (finished != SQLITE_OK) throw SqliteFailure(finished, sqlite3_errstr(finished));
}

void sync_folder_of(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  const int fd = ::open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) return;
  ::fsync(fd);
  ::close(fd);
}

void remove_with_companions(const std::string& path) {
  for (const char* suffix : {"", "-journal", "-wal", "-shm"}) ::unlink((path + suffix).c_str());
}

}  // namespace

Status SqliteDatabase::backup(const std::string& path) {
  const std::string unfinished = path + ".unfinished";
  remove_with_companions(unfinished);
  const int fd = ::open(unfinished.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0) return Error{ErrorKind::invalid, {{{path, 0, {}}, "the backup can't be written there"}}};
  ::close(fd);
  Status copied = read([&](Connection& source) {
    Connection target(unfinished, Connection::Mode::write);
    target.execute("PRAGMA synchronous = FULL");
    copy_pages(source, target);
    // A single file without a log beside it.
    target.text("PRAGMA journal_mode = DELETE");
    check_whole(target);
  });
  if (copied && ::rename(unfinished.c_str(), path.c_str()) != 0) {
    copied = Error{ErrorKind::invalid, {{{path, 0, {}}, "the backup can't be given its name"}}};
  }
  if (copied) {
    sync_folder_of(path);
  } else {
    remove_with_companions(unfinished);
  }
  return copied;
}

Status SqliteDatabase::restore(const std::string& path) {
  // Opening a file that isn't there would make one.
  if (!std::filesystem::is_regular_file(path)) {
    return Error{ErrorKind::invalid, {{{path, 0, {}}, "there is no backup"}}};
  }
  Status sound = Done{};
  const Status restored = writer_->run_alone([&](Connection& target) {
    try {
      Connection source(path, Connection::Mode::read);
      check_origin(source, migrations());
      check_whole(source);
      copy_pages(source, target);
    } catch (const SqliteFailure& failure) {
      sound = Error{ErrorKind::invalid, {{{path, 0, {}}, std::string("can't be restored: ") + failure.what()}}};
      return;
    }
    migrate(target, migrations());
  });
  return sound ? restored : sound;
}

}  // namespace dietz
