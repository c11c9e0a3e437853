#pragma once

#include "calculations/time_weighted_return.hpp"
#include "model/date.hpp"

#include <optional>
#include <string>

namespace dietz {

/// The date of an option that the command line has checked already; nothing for "".
[[nodiscard]] inline std::optional<Date> optional_date(const std::string& text) {
  return text.empty() ? std::nullopt : Date::parse(text);
}

/// The frequency of an option that the command line has checked already; nothing for "".
[[nodiscard]] inline std::optional<ReturnFrequency> parse_frequency(const std::string& text) {
  if (text.empty()) return {};
  if (text == "month") return ReturnFrequency::month;
  if (text == "quarter") return ReturnFrequency::quarter;
  return text == "year" ? ReturnFrequency::year : ReturnFrequency::day;
}

}  // namespace dietz
