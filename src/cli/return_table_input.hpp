#pragma once

#include "base/result.hpp"
#include "model/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Every series of a file of returns, by date; a gap has no value.
struct ReturnTable {
  std::vector<std::string> names;
  std::vector<Date> dates;
  std::vector<std::vector<std::optional<double>>> columns;  ///< one a name, one place a date
};

/// Reads `date,NAME,…` as read_return_rows does, all columns of it, from `from` to `to`, both included.
/// Errors: `invalid` for what the CSV reader refuses, bad cells, and dates that stand there twice.
[[nodiscard]] Result<ReturnTable> read_return_table(std::string_view text, const std::string& file,
                                                    std::optional<Date> from, std::optional<Date> to);

}  // namespace dietz
