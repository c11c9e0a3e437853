#pragma once

#include "base/time_zones.hpp"
#include "importer/book_cells.hpp"
#include "model/book.hpp"
#include "model/instant.hpp"

#include <string>
#include <vector>

namespace dietz {

/// Where portfolios keep their calendars.
struct PortfolioZones {
  const TimeZones* rules = nullptr;  ///< null: no zone but UTC is known
  std::vector<std::string> names;    ///< by portfolio, IANA names; "" and what is missing at the end: UTC

  /// What to add to UTC in a zone at a moment, in seconds. Errors: invalid, for a zone that nothing is known of; fatal.
  [[nodiscard]] Result<std::int32_t> offset_of(const std::string& zone, Instant moment) const;
  /// Calendar and clock of a portfolio. Errors: as above.
  [[nodiscard]] Result<LocalTime> local_time_of(PortfolioIndex portfolio, Instant moment) const;
};

/// When something happened: a day, and the time of day where the cell says it.
struct EventTime {
  Date day;
  std::uint32_t time = Transaction::no_time;  ///< milliseconds of the day
};

/// Cells of a column that hold a date, or an RFC 3339 instant: its day is that of the portfolio's calendar. No day is
/// after `last`.
class EventTimeCells {
 public:
  EventTimeCells(Date last, const PortfolioZones& zones) : last_(last), zones_(zones), dates_(last) {}
  [[nodiscard]] std::optional<EventTime> needed(CsvReader& csv, CsvColumn column, PortfolioIndex portfolio);

 private:
  [[nodiscard]] std::optional<EventTime> of_instant(CsvReader& csv, CsvColumn column, PortfolioIndex portfolio) const;

  Date last_;
  const PortfolioZones& zones_;
  PastDateCells dates_;
};

}  // namespace dietz
