#include "engines/sqlite/database.hpp"

#include "engines/sqlite/integrity.hpp"
#include "engines/sqlite/schema.hpp"

#include <fcntl.h>
#include <filesystem>
#include <sqlite3.h>
#include <unistd.h>
#include <utility>

namespace dietz {
namespace {

constexpr std::size_t kept_readers = 16;

std::uint64_t size_of_file(const std::string& path) {
  std::error_code failure;
  const std::uintmax_t size = std::filesystem::file_size(path, failure);
  return failure ? 0 : size;
}

/// A last process that closed the file left no log behind.
bool stopped_uncleanly(const std::string& path) { return size_of_file(path + "-wal") > 0; }

/// The database holds what only its owner may read; SQLite gives its companions the same mode.
void make_private_file(const std::string& path) {
  const int fd = ::open(path.c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
}

}  // namespace

Result<std::unique_ptr<SqliteDatabase>> SqliteDatabase::open(const SqliteOptions& options) {
  std::unique_ptr<SqliteDatabase> database(new SqliteDatabase(options.path));
  try {
    database->start(options);
  } catch (const SqliteFailure& failure) {
    return Error{ErrorKind::fatal, {{{options.path, 0, {}}, failure.what()}}};
  }
  return database;
}

void SqliteDatabase::start(const SqliteOptions& options) {
  make_private_file(path_);
  const bool unclean = stopped_uncleanly(path_);
  const bool large = size_of_file(path_) > options.check_before_open_bytes;
  connection_ = std::make_unique<Connection>(path_, Connection::Mode::write);
  connection_->execute("PRAGMA page_size = 8192");
  if (connection_->text("PRAGMA journal_mode = WAL") != "wal") {
    throw SqliteFailure(SQLITE_ERROR, "the file can't be used with a write-ahead log");
  }
  connection_->execute(
      "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; "
      "PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864");
  using Check = SqliteOptions::Check;
  const bool wanted = options.check == Check::always || (options.check == Check::after_unclean_stop && unclean);
  if (wanted && !large) check_structure(*connection_);
  migrate(*connection_, migrations());
  writer_ = std::make_unique<GroupWriter>(*connection_);
  if (!wanted || !large) return;
  checker_ = std::make_unique<Connection>(path_, Connection::Mode::read);
  check_thread_ = std::thread([this] { check_beside(); });
}

SqliteDatabase::~SqliteDatabase() {
  if (!check_thread_.joinable()) return;
  sqlite3_interrupt(checker_->handle());
  check_thread_.join();
}

void SqliteDatabase::check_beside() {
  Status found = Done{};
  try {
    check_structure(*checker_);
  } catch (const SqliteFailure& failure) {
    if (failure.code() == SQLITE_INTERRUPT) return;
    found = error_of(failure);
  }
  const std::lock_guard lock(health_mutex_);
  health_ = std::move(found);
}

Status SqliteDatabase::health() const {
  const std::lock_guard lock(health_mutex_);
  return health_;
}

std::unique_ptr<Connection> SqliteDatabase::take_reader() {
  {
    const std::lock_guard lock(readers_mutex_);
    if (!readers_.empty()) {
      std::unique_ptr<Connection> reader = std::move(readers_.back());
      readers_.pop_back();
      return reader;
    }
  }
  return std::make_unique<Connection>(path_, Connection::Mode::read);
}

void SqliteDatabase::give_back(std::unique_ptr<Connection> reader) {
  const std::lock_guard lock(readers_mutex_);
  if (readers_.size() < kept_readers) readers_.push_back(std::move(reader));
}

Status SqliteDatabase::read(const Job& job) {
  try {
    std::unique_ptr<Connection> reader = take_reader();
    job(*reader);
    give_back(std::move(reader));
    return Done{};
  } catch (const SqliteFailure& failure) {
    return error_of(failure);
  }
}

Status SqliteDatabase::check_integrity() { return read(check_whole); }

}  // namespace dietz
