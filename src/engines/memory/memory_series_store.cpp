#include "engines/memory/memory_series_store.hpp"

#include "series/chunks.hpp"

#include <utility>

namespace dietz {

Status MemorySeriesStore::merge_into(Chunks& chunks, SeriesFrequency frequency, const Series& series) {
  // A copy takes the changes, so that an error half way leaves nothing behind.
  Chunks changed = chunks;
  if (!changed.empty()) {
    const Result<Series> any = decode_chunk(changed.begin()->second);
    if (!any) return any.error();
    if (!same_columns(*any, series)) return Error::conflict("the series has other columns");
  }
  for (auto& [number, points] : cut_into_chunks(frequency, series)) {
    std::string& bytes = changed[number];
    if (bytes.empty()) {
      bytes = encode_chunk(points);
      continue;
    }
    const Result<Series> stored = decode_chunk(bytes);
    if (!stored) return stored.error();
    bytes = encode_chunk(merged(frequency, *stored, points));
  }
  chunks = std::move(changed);
  return Done{};
}

Status MemorySeriesStore::write(const SeriesKey& key, const Series& series) {
  if (Status s = check_series(key, series); !s) return s;
  const std::lock_guard lock(mutex_);
  return merge_into(series_[key], key.frequency, series);
}

Status MemorySeriesStore::replace_from(const SeriesKey& key, const Series& series) {
  if (Status s = check_series(key, series); !s) return s;
  const std::lock_guard lock(mutex_);
  const std::int32_t from = series.last_days.front();
  Chunks kept = series_[key];
  kept.erase(kept.upper_bound(chunk_of(key.frequency, from)), kept.end());
  if (const auto cut = kept.find(chunk_of(key.frequency, from)); cut != kept.end()) {
    const Result<Series> stored = decode_chunk(cut->second);
    if (!stored) return stored.error();
    const Series before = between(*stored, stored->last_days.front(), from - 1);
    if (before.size() > 0) {
      cut->second = encode_chunk(before);
    } else {
      kept.erase(cut);
    }
  }
  if (Status s = merge_into(kept, key.frequency, series); !s) return s;
  series_[key] = std::move(kept);
  return Done{};
}

Result<Series> MemorySeriesStore::read(const SeriesKey& key, std::int32_t first, std::int32_t last,
                                       const std::vector<std::string>& columns) {
  if (Status s = check_series_key(key); !s) return std::move(s).error();
  const std::lock_guard lock(mutex_);
  Series result;
  const auto found = series_.find(key);
  if (found == series_.end() || first > last) return result;
  const Chunks& chunks = found->second;
  const auto end = chunks.upper_bound(chunk_of(key.frequency, last));
  for (auto it = chunks.lower_bound(chunk_of(key.frequency, first)); it != end; ++it) {
    const Result<Series> chunk = decode_chunk(it->second);
    if (!chunk) return chunk.error();
    append_points(result, between(*chunk, first, last));
  }
  return with_columns(std::move(result), columns);
}

Result<std::vector<SeriesKey>> MemorySeriesStore::list(const SeriesOwner& owner) {
  const std::lock_guard lock(mutex_);
  std::vector<SeriesKey> keys;
  for (const auto& [key, chunks] : series_) {
    if (key.owner == owner && !chunks.empty()) keys.push_back(key);
  }
  return keys;
}

Status MemorySeriesStore::remove(const SeriesKey& key) {
  if (Status s = check_series_key(key); !s) return s;
  const std::lock_guard lock(mutex_);
  series_.erase(key);
  return Done{};
}

Status MemorySeriesStore::remove_tenant(const std::string& tenant) {
  const std::lock_guard lock(mutex_);
  std::erase_if(series_, [&](const auto& entry) { return entry.first.owner.tenant == tenant; });
  return Done{};
}

}  // namespace dietz
