#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;
struct sqlite3_stmt;

namespace dietz {

/// What SQLite answered when it should have worked. Stays within this engine.
class SqliteFailure : public std::runtime_error {
 public:
  SqliteFailure(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  /// SQLite's extended result code.
  [[nodiscard]] int code() const { return code_; }

 private:
  int code_;
};

/// What a failure outside of a commit means for the caller, who finds that nothing was done.
[[nodiscard]] Error error_of(const SqliteFailure& failure);

/// One use of a prepared statement: bind by position from 1, step through the rows, read columns from 0. Bound bytes
/// must outlive the use; a column's bytes live until the next step.
class Statement {
 public:
  explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement();

  Statement& bind_bytes(int position, std::string_view bytes);
  Statement& bind_text(int position, std::string_view text);
  Statement& bind_integer(int position, std::int64_t value);
  Statement& bind_null(int position);
  /// True: there is a row. Throws SqliteFailure.
  bool step();
  /// Steps to the end.
  void run();
  [[nodiscard]] std::string_view bytes(int column) const;
  [[nodiscard]] std::int64_t integer(int column) const;

 private:
  void check(int code) const;
  sqlite3_stmt* statement_;
};

/// One connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  enum class Mode { write, read };
  /// Throws SqliteFailure.
  Connection(const std::string& path, Mode mode);
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  ~Connection();

  /// @param sql a constant; it is prepared once and found again by its address
  Statement prepared(const char* sql);
  /// Statements without parameters and results.
  void execute(const std::string& sql);
  /// The first column of the first row.
  std::int64_t integer(const std::string& sql);
  std::string text(const std::string& sql);
  /// Rows that the last statement changed.
  [[nodiscard]] std::int64_t changes() const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }
  [[noreturn]] void fail(int code) const;

 private:
  sqlite3* handle_ = nullptr;
  std::unordered_map<const char*, sqlite3_stmt*> statements_;
};

}  // namespace dietz
