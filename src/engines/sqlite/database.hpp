#pragma once

#include "base/result.hpp"
#include "engines/sqlite/connection.hpp"
#include "engines/sqlite/group_writer.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace dietz {

struct SqliteOptions {
  enum class Check {
    never,
    after_unclean_stop,  ///< if the last process didn't close the file
    always,
  };
  std::string path;
  Check check = Check::after_unclean_stop;
  /// A larger file is checked beside the work instead of before it; see SqliteDatabase::health.
  std::uint64_t check_before_open_bytes = 64ULL << 20;
};

/// One database file: a writing connection with group commit, a pool of reading ones, backup and restore while both go
/// on. The file is in WAL mode with synchronous=FULL: what was committed survives a loss of power as far as the disk
/// keeps its word. Several processes may have it open. Thread-safe.
class SqliteDatabase {
 public:
  using Job = GroupWriter::Job;

  /// Opens or makes the file and brings its tables up to date. Errors: fatal, with what is wrong with the file.
  [[nodiscard]] static Result<std::unique_ptr<SqliteDatabase>> open(const SqliteOptions& options);
  SqliteDatabase(const SqliteDatabase&) = delete;
  SqliteDatabase& operator=(const SqliteDatabase&) = delete;
  ~SqliteDatabase();

  /// Runs a job in a transaction; see GroupWriter.
  [[nodiscard]] Status write(const Job& job) { return writer_->run(job); }
  /// Runs a job on the writing connection outside of a transaction, with no other write beside it.
  [[nodiscard]] Status write_alone(const Job& job) { return writer_->run_alone(job); }
  /// Runs queries on a connection of their own, beside writes and other reads.
  [[nodiscard]] Status read(const Job& job);

  /// Writes a consistent copy, checked and durable, while work goes on. `path` appears whole or not at all.
  [[nodiscard]] Status backup(const std::string& path);
  /// Takes over a backup's content in one transaction: readers see all of the old or all of the new. Caches of what was
  /// read before must be dropped by the caller. Errors: invalid, if the file isn't a sound backup; then nothing
  /// changed.
  [[nodiscard]] Status restore(const std::string& path);
  /// Reads the whole file and checks its structure and every item and chunk of a series. Errors: fatal, with the first
  /// things found.
  [[nodiscard]] Status check_integrity();
  /// Done, or what a check beside the work found.
  [[nodiscard]] Status health() const;
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit SqliteDatabase(std::string path) : path_(std::move(path)) {}
  void start(const SqliteOptions& options);
  void check_beside();
  std::unique_ptr<Connection> take_reader();
  void give_back(std::unique_ptr<Connection> reader);

  const std::string path_;
  std::unique_ptr<Connection> connection_;
  std::unique_ptr<GroupWriter> writer_;
  std::mutex readers_mutex_;
  std::vector<std::unique_ptr<Connection>> readers_;
  mutable std::mutex health_mutex_;
  Status health_ = Done{};
  std::unique_ptr<Connection> checker_;
  std::thread check_thread_;
};

}  // namespace dietz
