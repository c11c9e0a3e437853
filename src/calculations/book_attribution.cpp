#include "calculations/book_attribution.hpp"

#include "calculations/attribution_table.hpp"
#include "calculations/benchmark_contribution.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// A weight below this is rounding, or too little for a return of its own to mean anything.
constexpr double least_weight = 1e-9;

std::vector<DateRange> within(std::span<const DateRange> spans, Date from, Date to) {
  std::vector<DateRange> inside;
  for (const DateRange& span : spans) {
    if (span.from >= from && span.to <= to) inside.push_back(span);
  }
  return inside;
}

using Rows = std::map<std::pair<std::string, std::string>, SegmentRow>;

void add_portfolio(const PeriodContributions& period, Rows& rows) {
  for (const Contribution& c : period.contributions) {
    SegmentRow& row = rows[{c.group, c.segment}];
    if (std::abs(c.weight) < least_weight) {
      row.unweighted_gain = c.contribution;
      continue;
    }
    row.portfolio_weight = c.weight;
    row.portfolio_return = c.contribution / c.weight;
  }
}

void add_benchmark(const BenchmarkSegments& segments, Rows& rows) {
  for (const auto& [name, segment] : segments) {
    SegmentRow& row = rows[name];
    row.benchmark_weight = segment.weight;
    if (segment.weight != 0.0) row.benchmark_return = segment.contribution / segment.weight;
  }
}

class BookAttributor {
 public:
  BookAttributor(const Book& book, const BookFacts& facts, std::size_t index, const BookAttributionRequest& request)
      : book_(book),
        facts_(facts),
        index_(index),
        request_(request),
        own_(index == facts.facts.size() ? facts.total : facts.facts[index]) {
    classes_.by = request.by;
    classes_.group = request.group;
    classes_.frequency = request.frequency;
  }

  Result<BookAttribution> run() {
    answer_.id = own_.id;
    answer_.name = own_.name;
    answer_.currency = own_.currency;
    answer_.benchmark = own_.benchmark_id;
    answer_.range = facts_.range;
    if (!own_.benchmark) return without(Reason::insufficient_data, "it has no benchmark to be compared with");
    auto contributions = contributions_of(book_, facts_, index_, classes_);
    if (!contributions) return std::move(contributions).error();
    answer_.range = {contributions->whole.from, contributions->whole.to};
    if (contributions->whole.reason != Reason::none)
      return without(contributions->whole.reason, contributions->whole.detail);
    return compare(*contributions);
  }

 private:
  Result<BookAttribution> compare(const PortfolioContributions& contributions) {
    const std::span<const PortfolioIndex> all(facts_.portfolios);
    const MarketData market(book_, book_.policy, index_ == all.size() ? all : all.subspan(index_, 1));
    BenchmarkClasses classes(book_, market, own_.currency, *own_.benchmark, classes_);
    for (const PeriodContributions& period : contributions.periods) {
      const auto spans = within(contributions.invested, period.from, period.to);
      // A period that began and ended without capital has nothing to be compared.
      if (spans.empty()) continue;
      const auto benchmark = classes.over(spans);
      if (!benchmark) return benchmark.error();
      if (!benchmark->rate) return without(benchmark->rate.reason(), benchmark->detail);
      Rows rows;
      add_portfolio(period, rows);
      add_benchmark(benchmark->segments, rows);
      for (const auto& [name, row] : rows)
        rows_.push_back({period.name, name.first, name.second, name.second, row, {}, 0});
    }
    auto table = classified_table(std::move(rows_), request_.group.has_value(), false);
    if (!table) return std::move(table).error();
    answer_.table = std::move(*table);
    answer_.attribution = attribute(answer_.table, request_.method);
    // A class that one side doesn't hold is nothing to warn of.
    std::erase_if(answer_.attribution.warnings,
                  [](const Warning& warning) { return warning.code == "segment_not_held"; });
    return std::move(answer_);
  }

  Result<BookAttribution> without(Reason reason, std::string detail) {
    answer_.reason = reason;
    answer_.detail = std::move(detail);
    return std::move(answer_);
  }

  const Book& book_;
  const BookFacts& facts_;
  std::size_t index_;
  BookAttributionRequest request_;
  const PortfolioFacts& own_;
  ContributionRequest classes_;
  BookAttribution answer_;
  std::vector<ClassifiedRow> rows_;
};

}  // namespace

Result<BookAttribution> book_attribution(const Book& book, const BookFacts& facts, std::size_t index,
                                         const BookAttributionRequest& request) try {
  return BookAttributor(book, facts, index, request).run();
} catch (const DecimalOverflow& overflow) {
  return Error::invalid(overflow.what());
}

}  // namespace dietz
