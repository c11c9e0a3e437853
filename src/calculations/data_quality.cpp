#include "calculations/data_quality.hpp"

#include "calculations/data_quality_parts.hpp"

#include <algorithm>
#include <tuple>

namespace dietz {
namespace {

/// The last day of which the book says anything.
Date last_day_of(const Book& book) {
  Date last = Date::min();
  for (const Transaction& t : book.transactions) last = std::max(last, t.date);
  for (const Valuation& v : book.valuations) last = std::max(last, v.date);
  for (const PriceSeries& series : book.prices) {
    if (!series.closes.empty()) last = std::max(last, series.closes.back().date);
  }
  return last;
}

}  // namespace

std::vector<Finding> find_data_issues(const Book& book, const Policy& policy) {
  const MarketData market(book, policy);
  data_quality::Findings findings;
  data_quality::check_prices(book, market, findings);
  data_quality::check_splits(book, market, findings);
  data_quality::Needs needs = data_quality::check_bookings(book, last_day_of(book), findings);
  data_quality::check_amounts(book, findings);
  data_quality::check_doubles(book, findings);
  data_quality::check_valuations(book, findings);
  data_quality::check_coverage(book, policy, market, needs, findings);
  std::vector<Finding> all = findings.take();
  all.insert(all.end(), book.notes.begin(), book.notes.end());
  std::stable_sort(all.begin(), all.end(), [](const Finding& a, const Finding& b) {
    return std::tie(a.row.file, a.row.line, a.code, a.message) < std::tie(b.row.file, b.row.line, b.code, b.message);
  });
  return all;
}

}  // namespace dietz
