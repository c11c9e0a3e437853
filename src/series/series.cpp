#include "series/series.hpp"

#include "base/utf8.hpp"

#include <bit>
#include <cmath>
#include <set>
#include <string_view>

namespace dietz {
namespace {

constexpr std::int32_t first_epoch_day = -719162;
constexpr std::int32_t last_epoch_day = 2932896;

Status check_text(std::string_view what, std::string_view text) {
  if (text.empty() || text.size() > 255 || find_invalid_utf8(text) != std::string_view::npos) {
    return Error::invalid("the " + std::string(what) + " of a series must be UTF-8 of 1 to 255 bytes");
  }
  return Done{};
}

bool in_calendar(std::int32_t day) { return day >= first_epoch_day && day <= last_epoch_day; }

Status check_days(SeriesFrequency frequency, const Series& series) {
  if (series.first_days.size() != series.size()) return Error::invalid("a series has as many first as last days");
  for (std::size_t i = 0; i < series.size(); ++i) {
    const std::int32_t first = series.first_days[i], last = series.last_days[i];
    if (!in_calendar(first) || !in_calendar(last) || first > last) {
      return Error::invalid("a point's span must begin before it ends, in years 1 to 9999");
    }
    if (i == 0) continue;
    const bool same_end = last == series.last_days[i - 1];
    const bool may_share = frequency == SeriesFrequency::custom && first > series.first_days[i - 1];
    if (last < series.last_days[i - 1] || (same_end && !may_share)) {
      return Error::invalid("the points of a series must be in ascending order, each once");
    }
  }
  return Done{};
}

Status check_rates(const std::string& name, const RateColumn& rates, std::size_t points) {
  const bool fits = rates.values.size() == points && (rates.reasons.empty() || rates.reasons.size() == points);
  if (!fits) return Error::invalid("the column '" + name + "' must have one value a point");
  for (std::size_t i = 0; i < points; ++i) {
    if (!std::isfinite(rates.values[i])) return Error::invalid("the column '" + name + "' holds what is no number");
    const bool unknown = !rates.reasons.empty() && rates.reasons[i] != 0;
    if (unknown && std::bit_cast<std::uint64_t>(rates.values[i]) != 0) {
      return Error::invalid("the column '" + name + "' holds a value with a reason for having none");
    }
  }
  return Done{};
}

Status check_column(const SeriesColumn& column, std::size_t points) {
  if (Status s = check_text("column's name", column.name); !s) return s;
  if (const auto* rates = std::get_if<RateColumn>(&column.values)) return check_rates(column.name, *rates, points);
  const auto& facts = std::get<FactColumn>(column.values);
  if (facts.size() != points) return Error::invalid("the column '" + column.name + "' must have one value a point");
  for (const std::string& fact : facts) {
    if (fact.size() > 120) return Error::invalid("the column '" + column.name + "' holds a text too long for a number");
  }
  return Done{};
}

bool same_values(const RateColumn& a, const RateColumn& b) {
  if (a.values.size() != b.values.size()) return false;
  for (std::size_t i = 0; i < a.values.size(); ++i) {
    if (std::bit_cast<std::uint64_t>(a.values[i]) != std::bit_cast<std::uint64_t>(b.values[i])) return false;
    if ((a.reasons.empty() ? 0 : a.reasons[i]) != (b.reasons.empty() ? 0 : b.reasons[i])) return false;
  }
  return true;
}

bool same_column(const SeriesColumn& a, const SeriesColumn& b) {
  if (a.name != b.name || a.values.index() != b.values.index()) return false;
  if (const auto* rates = std::get_if<RateColumn>(&a.values))
    return same_values(*rates, std::get<RateColumn>(b.values));
  return std::get<FactColumn>(a.values) == std::get<FactColumn>(b.values);
}

}  // namespace

bool same_bits(const Series& a, const Series& b) {
  if (a.first_days != b.first_days || a.last_days != b.last_days || a.columns.size() != b.columns.size()) return false;
  for (std::size_t i = 0; i < a.columns.size(); ++i) {
    if (!same_column(a.columns[i], b.columns[i])) return false;
  }
  return true;
}

Status check_series_key(const SeriesKey& key) {
  if (Status s = check_text("tenant", key.owner.tenant); !s) return s;
  if (Status s = check_text("id", key.owner.id); !s) return s;
  return check_text("version", key.version);
}

Status check_series(const SeriesKey& key, const Series& series) {
  if (Status s = check_series_key(key); !s) return s;
  if (series.size() == 0 || series.columns.empty()) return Error::invalid("a series has points and columns");
  if (Status s = check_days(key.frequency, series); !s) return s;
  std::set<std::string_view> names;
  for (const SeriesColumn& column : series.columns) {
    if (!names.insert(column.name).second) return Error::invalid("the column '" + column.name + "' is there twice");
    if (Status s = check_column(column, series.size()); !s) return s;
  }
  return Done{};
}

}  // namespace dietz
