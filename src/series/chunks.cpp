#include "series/chunks.hpp"

#include <algorithm>
#include <utility>

namespace dietz {
namespace {

constexpr std::int32_t daily_span = 512;
constexpr std::int32_t monthly_span = 8192;

std::int32_t floor_divide(std::int32_t a, std::int32_t b) { return a / b - (a % b < 0 ? 1 : 0); }

template <class T>
std::vector<T> slice_of(const std::vector<T>& values, std::size_t begin, std::size_t end) {
  if (values.empty()) return {};
  return {values.begin() + static_cast<std::ptrdiff_t>(begin), values.begin() + static_cast<std::ptrdiff_t>(end)};
}

Series points_of(const Series& series, std::size_t begin, std::size_t end) {
  Series part{slice_of(series.first_days, begin, end), slice_of(series.last_days, begin, end), {}};
  for (const SeriesColumn& column : series.columns) {
    if (const auto* rates = std::get_if<RateColumn>(&column.values)) {
      part.columns.push_back(
          {column.name, RateColumn{slice_of(rates->values, begin, end), slice_of(rates->reasons, begin, end)}});
    } else {
      part.columns.push_back({column.name, slice_of(std::get<FactColumn>(column.values), begin, end)});
    }
  }
  return part;
}

template <class T>
void append_to(std::vector<T>& values, std::vector<T>&& more) {
  values.insert(values.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void append_rates(RateColumn& rates, RateColumn&& more) {
  if (rates.reasons.empty() && !more.reasons.empty()) rates.reasons.assign(rates.values.size(), 0);
  if (more.reasons.empty() && !rates.reasons.empty()) more.reasons.assign(more.values.size(), 0);
  append_to(rates.values, std::move(more.values));
  append_to(rates.reasons, std::move(more.reasons));
}

using PointId = std::pair<std::int32_t, std::int32_t>;

PointId id_of(SeriesFrequency frequency, const Series& series, std::size_t i) {
  return {series.last_days[i], frequency == SeriesFrequency::custom ? series.first_days[i] : 0};
}

}  // namespace

std::int32_t chunk_of(SeriesFrequency frequency, std::int32_t last_day) {
  return floor_divide(last_day, frequency == SeriesFrequency::monthly ? monthly_span : daily_span);
}

std::map<std::int32_t, Series> cut_into_chunks(SeriesFrequency frequency, const Series& series) {
  std::map<std::int32_t, Series> chunks;
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= series.size(); ++i) {
    const std::int32_t chunk = chunk_of(frequency, series.last_days[begin]);
    if (i < series.size() && chunk_of(frequency, series.last_days[i]) == chunk) continue;
    chunks.emplace(chunk, points_of(series, begin, i));
    begin = i;
  }
  return chunks;
}

Series merged(SeriesFrequency frequency, const Series& under, const Series& over) {
  if (under.size() == 0) return over;
  Series result;
  std::size_t u = 0, o = 0;
  while (u < under.size() || o < over.size()) {
    // The longest run of one side that comes before the next point of the other.
    const std::size_t u_begin = u, o_begin = o;
    while (u < under.size() && (o == over.size() || id_of(frequency, under, u) < id_of(frequency, over, o))) {
      ++u;
    }
    if (u > u_begin) append_points(result, points_of(under, u_begin, u));
    while (o < over.size() && (u == under.size() || id_of(frequency, over, o) <= id_of(frequency, under, u))) {
      if (u < under.size() && id_of(frequency, over, o) == id_of(frequency, under, u)) ++u;
      ++o;
    }
    if (o > o_begin) append_points(result, points_of(over, o_begin, o));
  }
  return result;
}

Series between(const Series& series, std::int32_t first, std::int32_t last) {
  const auto begin = std::lower_bound(series.last_days.begin(), series.last_days.end(), first);
  const auto end = std::upper_bound(begin, series.last_days.end(), last);
  return points_of(series, static_cast<std::size_t>(begin - series.last_days.begin()),
                   static_cast<std::size_t>(end - series.last_days.begin()));
}

void append_points(Series& series, Series more) {
  if (series.columns.empty()) {
    series = std::move(more);
    return;
  }
  append_to(series.first_days, std::move(more.first_days));
  append_to(series.last_days, std::move(more.last_days));
  for (std::size_t i = 0; i < series.columns.size(); ++i) {
    auto& values = series.columns[i].values;
    auto& added = more.columns[i].values;
    if (auto* rates = std::get_if<RateColumn>(&values)) {
      append_rates(*rates, std::move(std::get<RateColumn>(added)));
    } else {
      append_to(std::get<FactColumn>(values), std::move(std::get<FactColumn>(added)));
    }
  }
}

Result<Series> with_columns(Series series, const std::vector<std::string>& names) {
  if (names.empty() || series.columns.empty()) return series;
  std::vector<SeriesColumn> chosen;
  for (const std::string& name : names) {
    const auto found = std::find_if(series.columns.begin(), series.columns.end(),
                                    [&](const SeriesColumn& column) { return column.name == name; });
    if (found == series.columns.end()) return Error::invalid("the series has no column '" + name + "'");
    chosen.push_back(*found);
  }
  series.columns = std::move(chosen);
  return series;
}

bool same_columns(const Series& a, const Series& b) {
  return std::equal(a.columns.begin(), a.columns.end(), b.columns.begin(), b.columns.end(),
                    [](const SeriesColumn& x, const SeriesColumn& y) {
                      return x.name == y.name && x.values.index() == y.values.index();
                    });
}

}  // namespace dietz
