#include "engines/sqlite/sqlite_series_store.hpp"

#include "series/chunks.hpp"

#include <limits>
#include <optional>
#include <sqlite3.h>
#include <utility>

namespace dietz {
namespace {

/// Binds the series' name to parameters 1 to 5.
Statement& bind_key(Statement& statement, const SeriesKey& key) {
  statement.bind_bytes(1, key.owner.tenant).bind_integer(2, static_cast<std::int64_t>(key.owner.subject));
  statement.bind_bytes(3, key.owner.id).bind_bytes(4, key.version);
  return statement.bind_integer(5, static_cast<std::int64_t>(key.frequency));
}

Series decoded(std::string_view bytes) {
  Result<Series> chunk = decode_chunk(bytes);
  if (!chunk) throw SqliteFailure(SQLITE_CORRUPT, chunk.error().message());
  return *std::move(chunk);
}

/// The first chunk from a number on, up to another.
std::optional<Series> read_chunk(Connection& connection, const SeriesKey& key, std::int64_t from, std::int64_t to) {
  Statement select = connection.prepared(
      "SELECT bytes FROM series_chunk WHERE tenant = ?1 AND subject = ?2 AND id = ?3 AND version = ?4 AND frequency = "
      "?5 "
      "AND chunk BETWEEN ?6 AND ?7 ORDER BY chunk LIMIT 1");
  if (!bind_key(select, key).bind_integer(6, from).bind_integer(7, to).step()) return std::nullopt;
  return decoded(select.bytes(0));
}

void write_chunk(Connection& connection, const SeriesKey& key, std::int64_t number, const Series& chunk) {
  const std::string bytes = encode_chunk(chunk);
  Statement upsert = connection.prepared(
      "INSERT INTO series_chunk (tenant, subject, id, version, frequency, chunk, bytes) "
      "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT DO UPDATE SET bytes = excluded.bytes");
  bind_key(upsert, key).bind_integer(6, number).bind_bytes(7, bytes).run();
}

void erase_chunks_from(Connection& connection, const SeriesKey& key, std::int64_t number) {
  Statement remove = connection.prepared(
      "DELETE FROM series_chunk WHERE tenant = ?1 AND subject = ?2 AND id = ?3 AND version = ?4 AND frequency = ?5 "
      "AND chunk >= ?6");
  bind_key(remove, key).bind_integer(6, number).run();
}

void forget_from(Connection& connection, const SeriesKey& key, std::int32_t day) {
  const std::int32_t number = chunk_of(key.frequency, day);
  const std::optional<Series> cut = read_chunk(connection, key, number, number);
  erase_chunks_from(connection, key, number);
  if (!cut) return;
  const Series kept = between(*cut, cut->last_days.front(), day - 1);
  if (kept.size() > 0) write_chunk(connection, key, number, kept);
}

}  // namespace

Status SqliteSeriesStore::store(const SeriesKey& key, const Series& series, bool replaces) {
  if (Status s = check_series(key, series); !s) return s;
  constexpr auto first_chunk = std::numeric_limits<std::int64_t>::min();
  constexpr auto last_chunk = std::numeric_limits<std::int64_t>::max();
  const std::map<std::int32_t, Series> chunks = cut_into_chunks(key.frequency, series);
  Status outcome = Done{};
  Status written = database_.write([&](Connection& connection) {
    outcome = Done{};
    // Decided before anything is changed: what comes before the first new day keeps its columns.
    const std::int32_t from = chunk_of(key.frequency, series.last_days.front());
    const std::optional<Series> any = read_chunk(connection, key, first_chunk, last_chunk);
    const bool is_kept = any && (!replaces || any->last_days.front() < series.last_days.front());
    if (is_kept && !same_columns(*any, series)) {
      outcome = Error::conflict("the series has other columns");
      return;
    }
    if (replaces) forget_from(connection, key, series.last_days.front());
    for (const auto& [number, points] : chunks) {
      const bool may_exist = !replaces || number == from;
      const std::optional<Series> stored = may_exist ? read_chunk(connection, key, number, number) : std::nullopt;
      write_chunk(connection, key, number, stored ? merged(key.frequency, *stored, points) : points);
    }
  });
  return outcome ? written : outcome;
}

Status SqliteSeriesStore::write(const SeriesKey& key, const Series& series) { return store(key, series, false); }

Status SqliteSeriesStore::replace_from(const SeriesKey& key, const Series& series) { return store(key, series, true); }

Result<Series> SqliteSeriesStore::read(const SeriesKey& key, std::int32_t first, std::int32_t last,
                                       const std::vector<std::string>& columns) {
  if (Status s = check_series_key(key); !s) return std::move(s).error();
  Series result;
  Status read = database_.read([&](Connection& connection) {
    Statement select = connection.prepared(
        "SELECT bytes FROM series_chunk WHERE tenant = ?1 AND subject = ?2 AND id = ?3 AND version = ?4 "
        "AND frequency = ?5 AND chunk BETWEEN ?6 AND ?7 ORDER BY chunk");
    bind_key(select, key).bind_integer(6, chunk_of(key.frequency, first));
    select.bind_integer(7, chunk_of(key.frequency, last));
    while (select.step()) append_points(result, between(decoded(select.bytes(0)), first, last));
  });
  if (!read) return std::move(read).error();
  return with_columns(std::move(result), columns);
}

Result<std::vector<SeriesKey>> SqliteSeriesStore::list(const SeriesOwner& owner) {
  std::vector<SeriesKey> keys;
  Status read = database_.read([&](Connection& connection) {
    Statement select = connection.prepared(
        "SELECT DISTINCT version, frequency FROM series_chunk WHERE tenant = ?1 AND subject = ?2 AND id = ?3 "
        "ORDER BY version, frequency");
    select.bind_bytes(1, owner.tenant).bind_integer(2, static_cast<std::int64_t>(owner.subject));
    select.bind_bytes(3, owner.id);
    while (select.step()) {
      keys.push_back({owner, std::string(select.bytes(0)), static_cast<SeriesFrequency>(select.integer(1))});
    }
  });
  if (!read) return std::move(read).error();
  return keys;
}

Status SqliteSeriesStore::remove(const SeriesKey& key) {
  if (Status s = check_series_key(key); !s) return s;
  return database_.write(
      [&](Connection& connection) { erase_chunks_from(connection, key, std::numeric_limits<std::int64_t>::min()); });
}

Status SqliteSeriesStore::remove_tenant(const std::string& tenant) {
  return database_.write([&](Connection& connection) {
    connection.prepared("DELETE FROM series_chunk WHERE tenant = ?1").bind_bytes(1, tenant).run();
  });
}

}  // namespace dietz
