#pragma once

#include "model/day_count.hpp"
#include "model/decimal.hpp"

#include <CLI/CLI.hpp>

#include <string>

// What the text of an option must look like.
namespace dietz {

inline const CLI::Validator a_positive_decimal(
    [](std::string& text) {
      const auto value = Decimal::parse(text);
      return value && value->sign() > 0 ? std::string() : "'" + text + "' is not a number above 0";
    },
    "NUMBER");

inline const CLI::Validator a_day_count(
    [](std::string& text) {
      if (parse_day_count(text)) return std::string();
      std::string names;
      for (const DayCount convention : all_day_counts)
        names += (names.empty() ? "" : ", ") + std::string(name_of(convention));
      return "'" + text + "' is none of " + names;
    },
    "DAY_COUNT");

}  // namespace dietz
