#include "calculations/attribution_table.hpp"

#include "calculations/attribution_rows.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <tuple>

namespace dietz {
namespace {

std::optional<std::uint64_t> whole_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return number;
}

/// The place of each period in time.
std::map<std::string, std::size_t> order_of_periods(std::span<const ClassifiedRow> rows) {
  std::vector<std::string> names;
  std::map<std::string, std::size_t> order;
  for (const ClassifiedRow& row : rows) {
    if (order.emplace(row.period, 0).second) names.push_back(row.period);
  }
  const auto is_number = [](const std::string& name) { return whole_number(name).has_value(); };
  const auto begins_with_digit = [](const std::string& name) {
    return !name.empty() && name.front() >= '0' && name.front() <= '9';
  };
  if (std::all_of(names.begin(), names.end(), is_number)) {
    std::sort(names.begin(), names.end(), [](const std::string& a, const std::string& b) {
      return std::make_pair(*whole_number(a), a) < std::make_pair(*whole_number(b), b);
    });
  } else if (std::all_of(names.begin(), names.end(), begins_with_digit)) {
    std::sort(names.begin(), names.end());
  }
  for (std::size_t i = 0; i < names.size(); ++i) order[names[i]] = i;
  return order;
}

bool same_currency(const CurrencyRow& a, const CurrencyRow& b) {
  return a.currency_return == b.currency_return && a.forward_premium == b.forward_premium &&
         a.deposit_rate == b.deposit_rate;
}

/// One side of a segment while its rows are added.
struct Side {
  double weight = 0.0;
  double gross_weight = 0.0;
  double contribution = 0.0;
  Reason missing = Reason::none;

  void add(double w, const Rate& rate) {
    weight += w;
    gross_weight += std::abs(w);
    if (rate) {
      contribution += w * rate.value();
    } else if (w != 0.0) {
      missing = rate.reason();
    }
  }
  [[nodiscard]] Rate rate() const {
    if (missing != Reason::none) return missing;
    if (gross_weight == 0.0) return Reason::insufficient_data;
    if (std::abs(weight) <= gross_weight * cancelled_share) return Reason::zero_base;
    return contribution / weight;
  }
};

SegmentRow merged(std::span<const ClassifiedRow> rows) {
  if (rows.size() == 1) return rows.front().row;
  Side portfolio;
  Side benchmark;
  double unweighted_gain = 0.0;
  for (const ClassifiedRow& row : rows) {
    portfolio.add(row.row.portfolio_weight, row.row.portfolio_return);
    benchmark.add(row.row.benchmark_weight, row.row.benchmark_return);
    unweighted_gain += row.row.unweighted_gain;
  }
  return {0, portfolio.weight, benchmark.weight, portfolio.rate(), benchmark.rate(), unweighted_gain};
}

CurrencyRow merged_currency(std::span<const ClassifiedRow> rows) {
  CurrencyRow merged = rows.front().currency;
  for (const ClassifiedRow& row : rows.subspan(1)) {
    merged.portfolio_forwards += row.currency.portfolio_forwards;
    merged.benchmark_forwards += row.currency.benchmark_forwards;
  }
  return merged;
}

void name_segments(std::span<const ClassifiedRow> rows, bool two_levels, AttributionTable& table,
                   std::map<std::pair<std::string, std::string>, std::uint32_t>& index) {
  for (const ClassifiedRow& row : rows) index.emplace(std::pair(row.group, row.segment), 0);
  for (auto& [names, at] : index) {
    at = static_cast<std::uint32_t>(table.segments.size());
    table.segments.push_back(names.second);
    if (!two_levels) continue;
    if (table.groups.empty() || table.groups.back() != names.first) table.groups.push_back(names.first);
    table.group_of.push_back(static_cast<std::uint32_t>(table.groups.size() - 1));
  }
}

/// The rows from `begin` that are one segment's in one period.
std::span<const ClassifiedRow> parts_from(std::span<const ClassifiedRow> rows, std::size_t begin) {
  std::size_t end = begin + 1;
  const auto is_same = [&](const ClassifiedRow& row) {
    return row.period == rows[begin].period && row.group == rows[begin].group && row.segment == rows[begin].segment;
  };
  while (end < rows.size() && is_same(rows[end])) ++end;
  return rows.subspan(begin, end - begin);
}

}  // namespace

Result<AttributionTable> classified_table(std::vector<ClassifiedRow> rows, bool two_levels, bool with_currency) {
  const auto order = order_of_periods(rows);
  std::stable_sort(rows.begin(), rows.end(), [&](const ClassifiedRow& a, const ClassifiedRow& b) {
    return std::tie(order.at(a.period), a.group, a.segment, a.position) <
           std::tie(order.at(b.period), b.group, b.segment, b.position);
  });
  AttributionTable table;
  std::map<std::pair<std::string, std::string>, std::uint32_t> index;
  name_segments(rows, two_levels, table, index);
  for (std::size_t at = 0; at < rows.size();) {
    const auto parts = parts_from(rows, at);
    if (table.periods.empty() || table.periods.back().name != parts.front().period)
      table.periods.push_back({parts.front().period, {}, {}});
    AttributionPeriod& period = table.periods.back();
    period.rows.push_back(merged(parts));
    period.rows.back().segment = index.at({parts.front().group, parts.front().segment});
    if (with_currency) {
      for (const ClassifiedRow& part : parts) {
        if (same_currency(part.currency, parts.front().currency)) continue;
        const Origin where{{}, part.source, {}};
        return Error{ErrorKind::invalid,
                     {{where, "segment " + part.segment + " has rows of different currencies in this period (line " +
                                  std::to_string(parts.front().source) + "): attribute by currency"}}};
      }
      period.currency.push_back(merged_currency(parts));
    }
    at += parts.size();
  }
  return table;
}

}  // namespace dietz
