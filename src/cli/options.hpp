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

enum class OneDay { is_no_interval, is_an_interval };
/// What is wrong with `--from` and `--to`, dates or "": nothing where the second is later.
[[nodiscard]] inline std::string interval_problem(const std::string& from, const std::string& to,
                                                  OneDay one_day = OneDay::is_no_interval) {
  const auto first = optional_date(from), last = optional_date(to);
  if (!first || !last || *first < *last) return {};
  if (*first == *last && one_day == OneDay::is_an_interval) return {};
  return "--to: " + to + (one_day == OneDay::is_an_interval ? " is before" : " must be later than") + " --from, " +
         from;
}

/// The frequency of an option that the command line has checked already; nothing for "".
[[nodiscard]] inline std::optional<ReturnFrequency> parse_frequency(const std::string& text) {
  if (text.empty()) return {};
  if (text == "month") return ReturnFrequency::month;
  if (text == "quarter") return ReturnFrequency::quarter;
  return text == "year" ? ReturnFrequency::year : ReturnFrequency::day;
}

}  // namespace dietz
