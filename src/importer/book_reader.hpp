#pragma once

#include "base/result.hpp"
#include "base/time_zones.hpp"
#include "blob/files.hpp"
#include "model/book.hpp"
#include "model/date.hpp"
#include "model/instant.hpp"

#include <string>

namespace dietz {

struct BookReading {
  /// Facts dated later than the day after it are refused: a day more, because somewhere it is tomorrow already.
  Date today;
  /// Rows with a later `recorded_at` don't count yet; of the versions of one fact the last recorded one does.
  Instant known_at = Instant::latest();
  /// The folder is laid over a book: it needs neither transactions nor valuations.
  bool is_part = false;
  /// Tells the days of instants for portfolios with a `time_zone`; without it no zone but UTC is known.
  const TimeZones* zones = nullptr;
};

/// Reads a book: a folder with transactions.csv or valuations.csv, and optionally portfolios.csv, securities.csv,
/// prices.csv, fx.csv, benchmarks.csv and policy.toml. A missing portfolio or security file is derived from the others,
/// with a note in the book. Nothing that is written in a file is passed over in silence.
///
/// Versions: transactions.csv, prices.csv, fx.csv and valuations.csv may have a column `recorded_at` (an RFC 3339
/// instant or a date). Rows with the same key (a transaction's id; security, pair or portfolio and date) are then
/// versions of one fact.
///
/// Dates: the `date` of a transaction or valuation may be an RFC 3339 instant; it counts on the day of the portfolio's
/// `time_zone` (portfolios.csv; UTC where it has none), and orders a transaction within the day.
///
/// Errors: not_found (no such folder), invalid with up to 20 problems a file, each with file, line and column.
[[nodiscard]] Result<Book> read_book(Files& files, const std::string& directory, const BookReading& reading);

}  // namespace dietz
