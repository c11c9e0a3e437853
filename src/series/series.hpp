#pragma once

#include "base/result.hpp"

#include <compare>
#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace dietz {

enum class SeriesSubject : std::uint8_t { portfolio, benchmark };
enum class SeriesFrequency : std::uint8_t { daily, monthly, custom };

/// Whose series they are.
struct SeriesOwner {
  std::string tenant;
  SeriesSubject subject = SeriesSubject::portfolio;
  std::string id;
  friend auto operator<=>(const SeriesOwner&, const SeriesOwner&) = default;
};

/// The name of one series. Texts are 1 to 255 bytes of UTF-8.
struct SeriesKey {
  SeriesOwner owner;
  std::string version;  ///< of the calculation that made it
  SeriesFrequency frequency = SeriesFrequency::daily;
  friend auto operator<=>(const SeriesKey&, const SeriesKey&) = default;
};

/// Rates and other doubles. What isn't known has a code other than 0 in `reasons` (model's Reason) and counts as 0.0.
struct RateColumn {
  std::vector<double> values;
  std::vector<std::uint8_t> reasons;  ///< empty: all values are known
};

/// Exact facts as decimal text; an empty text is "not known".
using FactColumn = std::vector<std::string>;

struct SeriesColumn {
  std::string name;
  std::variant<RateColumn, FactColumn> values;
};

/// Points in ascending order of `last_days`, one a day; every column has one value a point. Days are days since
/// 1970-01-01.
struct Series {
  std::vector<std::int32_t> first_days;  ///< where a point's span begins
  std::vector<std::int32_t> last_days;   ///< where it ends: the day the point is found under
  std::vector<SeriesColumn> columns;
  [[nodiscard]] std::size_t size() const { return last_days.size(); }
};

[[nodiscard]] bool same_bits(const Series& a, const Series& b);

/// Errors: invalid, where lengths differ, days aren't ascending or lie outside years 1 to 9999, a column's name is
/// empty or there twice, a value is NaN or infinite, or there are no points or no columns.
[[nodiscard]] Status check_series(const SeriesKey& key, const Series& series);
[[nodiscard]] Status check_series_key(const SeriesKey& key);

}  // namespace dietz
