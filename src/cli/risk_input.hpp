#pragma once

#include "base/result.hpp"
#include "model/date.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What to read of a file of return series: columns by name, or a number instead of one; "" = not asked for.
struct ReturnSources {
  std::string series;  ///< may be left out where the file has one series only
  std::string benchmark;
  std::string risk_free;  ///< a column, or an annual rate
  std::string mar;        ///< a column, or a return per period
  std::optional<Date> from;
  std::optional<Date> to;
};

/// The rows of a file of return series that have a value in each column asked for, by date.
struct ReturnRows {
  std::string series;
  std::vector<Date> dates;
  std::vector<double> returns;
  std::vector<double> benchmark;  ///< empty, or of the same dates; likewise the next two
  std::vector<double> risk_free;
  std::vector<double> mar;
  double risk_free_annual = 0;
  double mar_per_period = 0;
  std::size_t left_out = 0;  ///< rows between `from` and `to` with a gap
};

/// Reads `date,NAME,…`: returns as fractions, an empty cell is a gap, rows in any order. Cells of columns that weren't
/// asked for aren't looked at.
/// Errors: `not_found` for a name that isn't a column, `invalid` for what the CSV reader refuses, bad cells, and dates
/// that stand there twice.
[[nodiscard]] Result<ReturnRows> read_return_rows(std::string_view text, const std::string& file,
                                                  const ReturnSources& sources);

}  // namespace dietz
