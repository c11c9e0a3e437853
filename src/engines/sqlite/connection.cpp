#include "engines/sqlite/connection.hpp"

#include <memory>
#include <sqlite3.h>

namespace dietz {
namespace {

constexpr int busy_timeout_ms = 5000;

sqlite3_stmt* prepare(const Connection& connection, std::string_view sql, unsigned flags) {
  sqlite3_stmt* statement = nullptr;
  const int code =
      sqlite3_prepare_v3(connection.handle(), sql.data(), static_cast<int>(sql.size()), flags, &statement, nullptr);
  if (code != SQLITE_OK) connection.fail(code);
  return statement;
}

/// A statement that is used once: reset first, then finalised.
struct OneUse {
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  OneUse(const Connection& connection, std::string_view sql) : owned(prepare(connection, sql, 0)), use(owned.get()) {}

  std::unique_ptr<sqlite3_stmt, Finalize> owned;
  Statement use;
};

}  // namespace

Error error_of(const SqliteFailure& failure) {
  const std::string message = std::string("the database: ") + failure.what();
  switch (failure.code() & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_INTERRUPT:
    case SQLITE_NOMEM:
    case SQLITE_FULL:
      return Error::of(ErrorKind::retry, message);
    default:
      return Error::fatal(message);
  }
}

Statement::~Statement() {
  sqlite3_reset(statement_);
  sqlite3_clear_bindings(statement_);
}

void Statement::check(int code) const {
  if (code == SQLITE_OK) return;
  sqlite3* handle = sqlite3_db_handle(statement_);
  throw SqliteFailure(sqlite3_extended_errcode(handle), sqlite3_errmsg(handle));
}

Statement& Statement::bind_bytes(int position, std::string_view bytes) {
  // No pointer would mean NULL, not no bytes.
  const char* const data = bytes.data() ? bytes.data() : "";
  check(sqlite3_bind_blob64(statement_, position, data, bytes.size(), SQLITE_STATIC));
  return *this;
}

Statement& Statement::bind_text(int position, std::string_view text) {
  const char* const data = text.data() ? text.data() : "";
  check(sqlite3_bind_text64(statement_, position, data, text.size(), SQLITE_STATIC, SQLITE_UTF8));
  return *this;
}

Statement& Statement::bind_integer(int position, std::int64_t value) {
  check(sqlite3_bind_int64(statement_, position, value));
  return *this;
}

Statement& Statement::bind_null(int position) {
  check(sqlite3_bind_null(statement_, position));
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) check(code);
  return false;
}

void Statement::run() {
  while (step()) {
  }
}

std::string_view Statement::bytes(int column) const {
  const void* const data = sqlite3_column_blob(statement_, column);
  const int size = sqlite3_column_bytes(statement_, column);
  if (!data) return {};
  return {static_cast<const char*>(data), static_cast<std::size_t>(size)};
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(statement_, column); }

Connection::Connection(const std::string& path, Mode mode) {
  const int flags = mode == Mode::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READWRITE;
  const int code = sqlite3_open_v2(path.c_str(), &handle_, flags | SQLITE_OPEN_NOMUTEX, nullptr);
  try {
    if (code != SQLITE_OK) fail(code);
    sqlite3_extended_result_codes(handle_, 1);
    sqlite3_busy_timeout(handle_, busy_timeout_ms);
    execute("PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8000");
    if (mode == Mode::read) execute("PRAGMA query_only = ON");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
  sqlite3_close_v2(handle_);
}

void Connection::fail(int code) const {
  const char* const message = handle_ ? sqlite3_errmsg(handle_) : sqlite3_errstr(code);
  throw SqliteFailure(handle_ ? sqlite3_extended_errcode(handle_) : code, message);
}

Statement Connection::prepared(const char* sql) {
  sqlite3_stmt*& statement = statements_[sql];
  if (!statement) statement = prepare(*this, sql, SQLITE_PREPARE_PERSISTENT);
  return Statement(statement);
}

void Connection::execute(const std::string& sql) {
  const int code = sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(code);
}

std::int64_t Connection::integer(const std::string& sql) {
  OneUse one(*this, sql);
  return one.use.step() ? one.use.integer(0) : 0;
}

std::string Connection::text(const std::string& sql) {
  OneUse one(*this, sql);
  return one.use.step() ? std::string(one.use.bytes(0)) : std::string();
}

std::int64_t Connection::changes() const { return sqlite3_changes64(handle_); }

}  // namespace dietz
