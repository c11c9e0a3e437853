#include "importer/event_time_cells.hpp"

namespace dietz {
namespace {

constexpr std::int64_t second = 1'000'000;

/// An instant has a clock behind the ten characters of its date.
bool looks_like_an_instant(std::string_view text) { return text.size() > 10 && (text[10] == 'T' || text[10] == 't'); }

}  // namespace

Result<std::int32_t> PortfolioZones::offset_of(const std::string& zone, Instant moment) const {
  if (zone.empty() || zone == "UTC") return std::int32_t{0};
  if (rules == nullptr) return Error::invalid("only UTC is known here");
  const std::int64_t seconds = moment.microseconds / second - (moment.microseconds % second < 0 ? 1 : 0);
  return rules->utc_offset_seconds(zone, seconds);
}

Result<LocalTime> PortfolioZones::local_time_of(PortfolioIndex portfolio, Instant moment) const {
  const bool named = !portfolio.is_none() && portfolio.at() < names.size();
  const auto offset = offset_of(named ? names[portfolio.at()] : std::string(), moment);
  if (!offset.ok()) return offset.error();
  return local_time(moment, *offset);
}

std::optional<EventTime> EventTimeCells::needed(CsvReader& csv, CsvColumn column, PortfolioIndex portfolio) {
  if (looks_like_an_instant(csv.cell(column))) return of_instant(csv, column, portfolio);
  const auto day = dates_.needed(csv, column);
  return day ? std::optional(EventTime{*day}) : std::nullopt;
}

std::optional<EventTime> EventTimeCells::of_instant(CsvReader& csv, CsvColumn column, PortfolioIndex portfolio) const {
  const std::string_view text = csv.cell(column);
  const auto instant = Instant::parse(text);
  if (!instant) {
    csv.refuse(column, shown(text) + " is neither a date nor an instant such as 2026-01-31T17:00:00Z");
    return {};
  }
  const auto local = zones_.local_time_of(portfolio, *instant);
  if (!local.ok()) {
    csv.refuse(column, local.error().message());
    return {};
  }
  if (local->date < Date::min() || local->date > last_) {
    csv.refuse(column, shown(text) + (local->date > last_ ? " lies in the future" : " lies before the year 1"));
    return {};
  }
  return EventTime{local->date, static_cast<std::uint32_t>(local->microsecond_of_day / 1000)};
}

}  // namespace dietz
