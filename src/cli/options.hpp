#pragma once

#include "model/date.hpp"

#include <optional>
#include <string>

namespace dietz {

/// The date of an option that the command line has checked already; nothing for "".
[[nodiscard]] inline std::optional<Date> optional_date(const std::string& text) {
  return text.empty() ? std::nullopt : Date::parse(text);
}

}  // namespace dietz
