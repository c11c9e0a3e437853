#pragma once

#include "base/result.hpp"
#include "series/series.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Which chunk holds the points that end on a day: about a year and a half of daily points, 22 years of monthly ones.
[[nodiscard]] std::int32_t chunk_of(SeriesFrequency frequency, std::int32_t last_day);

/// Points cut into chunks, each a series with the same columns.
[[nodiscard]] std::map<std::int32_t, Series> cut_into_chunks(SeriesFrequency frequency, const Series& series);

/// A chunk as bytes, with a format version in front and a checksum behind; far below 400 KB for a dozen columns.
[[nodiscard]] std::string encode_chunk(const Series& chunk);
/// Errors: fatal, where the bytes aren't what encode_chunk wrote.
[[nodiscard]] Result<Series> decode_chunk(std::string_view bytes);

/// The points of both; where they are the same point (same last day, and for `custom` same first day), `over` wins.
[[nodiscard]] Series merged(SeriesFrequency frequency, const Series& under, const Series& over);
/// The points whose last day is from `first` to `last`, both included.
[[nodiscard]] Series between(const Series& series, std::int32_t first, std::int32_t last);
/// Puts the points of `more`, which end later and have the same columns, behind those of `series`. A series without
/// columns takes those of `more`.
void append_points(Series& series, Series more);
/// Some columns, in the order asked for; none means all. Errors: invalid, where one isn't there.
[[nodiscard]] Result<Series> with_columns(Series series, const std::vector<std::string>& names);
/// Whether names, order and kinds of the columns agree.
[[nodiscard]] bool same_columns(const Series& a, const Series& b);

}  // namespace dietz
