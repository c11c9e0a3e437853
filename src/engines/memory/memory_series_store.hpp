#pragma once

#include "series/series_store.hpp"

#include <map>
#include <mutex>
#include <string>

namespace dietz {

/// SeriesStore in memory. Keeps the same bytes of chunks as the engines that last.
class MemorySeriesStore : public SeriesStore {
 public:
  [[nodiscard]] Status write(const SeriesKey& key, const Series& series) override;
  [[nodiscard]] Status replace_from(const SeriesKey& key, const Series& series) override;
  [[nodiscard]] Result<Series> read(const SeriesKey& key, std::int32_t first, std::int32_t last,
                                    const std::vector<std::string>& columns) override;
  [[nodiscard]] Result<std::vector<SeriesKey>> list(const SeriesOwner& owner) override;
  [[nodiscard]] Status remove(const SeriesKey& key) override;
  [[nodiscard]] Status remove_tenant(const std::string& tenant) override;

 private:
  using Chunks = std::map<std::int32_t, std::string>;
  Status merge_into(Chunks& chunks, SeriesFrequency frequency, const Series& series);

  std::mutex mutex_;
  std::map<SeriesKey, Chunks> series_;
};

}  // namespace dietz
