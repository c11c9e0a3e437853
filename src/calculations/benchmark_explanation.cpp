#include "calculations/benchmark_explanation.hpp"

#include <algorithm>

namespace dietz {
namespace {

using Place = ExplanationBuilder::Place;

/// A benchmark's days in nodes.
class BenchmarkDays {
 public:
  BenchmarkDays(ExplanationBuilder& builder, MarketExplanation& market, const Book& book, const MarketData& data,
                const BenchmarkGrowth& benchmark)
      : builder_(builder), market_(market), book_(book), data_(data), benchmark_(benchmark) {}

  std::map<Date, Place> growths() {
    std::map<Date, Place> days;
    for (const BenchmarkDay& day : benchmark_.days) {
      if (!day.growth) break;
      if (day.growth.value() != 1.0) days[day.date] = growth(day);
    }
    return days;
  }

 private:
  Place growth(const BenchmarkDay& day) {
    const std::string label = benchmark_.id + " on " + day.date.to_string();
    std::vector<Place> parts;
    for (const BenchmarkComponentDay& one : day.components) {
      const std::string& id = benchmark_.components[one.component];
      const Place component = component_growth(id, day.date, one.growth.value());
      if (day.components.size() == 1 && one.weight == 1.0) return component;
      parts.push_back(builder_.number("weight of " + id + " at the start of the day", one.weight, "ratio",
                                      "as set, drifted since the last rebalancing"));
      parts.push_back(component);
    }
    return builder_.computed(Operation::weighted_sum, label, day.growth.value(), "factor", std::move(parts));
  }

  Place component_growth(const std::string& id, Date date, double factor) {
    const SecurityIndex security = book_.find_security(id);
    const std::string label = "growth of " + id + " on " + date.to_string();
    if (security.is_none() || !book_.find_benchmark(id).is_none()) {
      return builder_.number(label, factor, "factor", "a benchmark of its own");
    }
    const auto today = worth(security, date, true);
    const auto before = worth(security, date - 1, false);
    if (!today || !before) return builder_.number(label, factor, "factor");
    return builder_.growth(label, *today, *before);
  }

  /// One share in the reporting currency; with `split`, what a share of the day before has become.
  std::optional<Place> worth(SecurityIndex security, Date date, bool split) {
    const auto close = market_.price(security, date);
    if (!close) return {};
    const Currency currency = data_.price_currency(security);
    Place place = *close;
    for (const SplitEvent& event : data_.splits(security)) {
      if (!split || event.date != date) continue;
      const Place ratio =
          builder_.fact("new shares for one old", event.ratio, "", SourceRow{BookFile::transactions, event.line});
      place = market_.product("new shares for one", currency.code(), {place, ratio});
    }
    return market_.converted(place, currency, date, "one share of " + book_.securities[security.at()].id);
  }

  ExplanationBuilder& builder_;
  MarketExplanation& market_;
  const Book& book_;
  const MarketData& data_;
  const BenchmarkGrowth& benchmark_;
};

const Figure* find(const PortfolioReport& report, std::string_view name) {
  const auto found = std::find_if(report.figures.begin(), report.figures.end(),
                                  [name](const Figure& figure) { return figure.name == name; });
  return found == report.figures.end() || !found->rate ? nullptr : &*found;
}

}  // namespace

std::map<Date, Place> explain_benchmark_days(ExplanationBuilder& builder, MarketExplanation& market, const Book& book,
                                             const MarketData& data, const BenchmarkGrowth& benchmark) {
  return BenchmarkDays(builder, market, book, data, benchmark).growths();
}

void explain_benchmark(ExplanationBuilder& builder, const std::map<Date, Place>& days, const BenchmarkGrowth& benchmark,
                       const PortfolioReport& report) {
  const Figure* whole = find(report, "benchmark_return");
  if (whole == nullptr) return;
  std::vector<Place> months;
  for (auto day = days.begin(); day != days.end();) {
    const Date end = day->first.month_end();
    std::vector<Place> growths;
    for (; day != days.end() && day->first <= end; ++day) growths.push_back(day->second);
    months.push_back(builder.chain("growth in " + end.to_string().substr(0, 7), std::move(growths)));
  }
  const Place root =
      builder.computed(Operation::link, "return of " + benchmark.id, whole->rate.value(), "ratio", std::move(months));
  builder.root("benchmark_return", root);
  const Figure* annual = find(report, "benchmark_return_annualized");
  if (annual == nullptr) return;
  const Place length = builder.fact("days", Decimal(report.range.days()), "days", {});
  builder.root("benchmark_return_annualized",
               builder.computed(Operation::annualized, "return of " + benchmark.id + ", annualised",
                                annual->rate.value(), "ratio", {root, length}));
}

}  // namespace dietz
