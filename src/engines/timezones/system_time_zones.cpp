#include "engines/timezones/system_time_zones.hpp"

#include <chrono>
#include <date/tz.h>
#include <exception>
#include <stdexcept>
#include <string>

namespace dietz {

Result<std::int32_t> SystemTimeZones::utc_offset_seconds(std::string_view zone, std::int64_t utc_seconds) const {
  if (zone == "UTC") return std::int32_t{0};
  try {
    const date::sys_seconds moment{std::chrono::seconds(utc_seconds)};
    const date::time_zone* const found = date::locate_zone(zone);
    return static_cast<std::int32_t>(found->get_info(moment).offset.count());
  } catch (const std::runtime_error&) {
    // The library throws the same type for an unknown zone and for a missing database.
    try {
      if (date::get_tzdb().zones.empty()) return Error::fatal("the system has no time zone database (package tzdata)");
    } catch (const std::exception&) {
      return Error::fatal("the system has no time zone database (package tzdata)");
    }
    return Error::invalid("'" + std::string(zone) + "' is no time zone; zones have names like Europe/Zurich");
  }
}

}  // namespace dietz
