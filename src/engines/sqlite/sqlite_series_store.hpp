#pragma once

#include "engines/sqlite/database.hpp"
#include "series/series_store.hpp"

namespace dietz {

/// SeriesStore in a SqliteDatabase: a row a chunk.
class SqliteSeriesStore : public SeriesStore {
 public:
  explicit SqliteSeriesStore(SqliteDatabase& database) : database_(database) {}

  [[nodiscard]] Status write(const SeriesKey& key, const Series& series) override;
  [[nodiscard]] Status replace_from(const SeriesKey& key, const Series& series) override;
  [[nodiscard]] Result<Series> read(const SeriesKey& key, std::int32_t first, std::int32_t last,
                                    const std::vector<std::string>& columns) override;
  [[nodiscard]] Result<std::vector<SeriesKey>> list(const SeriesOwner& owner) override;
  [[nodiscard]] Status remove(const SeriesKey& key) override;
  [[nodiscard]] Status remove_tenant(const std::string& tenant) override;

 private:
  Status store(const SeriesKey& key, const Series& series, bool replaces);

  SqliteDatabase& database_;
};

}  // namespace dietz
