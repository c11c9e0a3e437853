#include "calculations/benchmark_explanation.hpp"

#include "calculations/benchmark_blend.hpp"
#include "calculations/benchmark_definition.hpp"
#include "calculations/benchmark_return.hpp"

#include <algorithm>
#include <tuple>

namespace dietz {
namespace {

using Place = ExplanationBuilder::Place;

/// The days of benchmarks in nodes, each benchmark once for each day it is to begin.
class BenchmarkDays {
 public:
  using Days = std::map<Date, Place>;

  BenchmarkDays(ExplanationBuilder& builder, MarketExplanation& market, const Book& book, const MarketData& data,
                Date to)
      : builder_(builder), market_(market), book_(book), data_(data), to_(to) {}

  /// The growth of a benchmark or a security on each day after `from` on which something changed.
  Days days_of(const std::string& id, Date from) {
    const BenchmarkIndex benchmark = book_.find_benchmark(id);
    if (benchmark.is_none()) return security_days(id, from);
    Days days = blend_days(benchmark, from);
    days.erase(days.begin(), days.upper_bound(from));
    return days;
  }

 private:
  /// What a blend held at the last close that was looked at.
  struct Held {
    struct Part {
      double weight = 0.0;
      Place weight_node = 0;
      Place growth = 0;
    };
    std::map<std::size_t, Part> parts;  ///< by component
    Place growth = 0;
  };
  /// A blend as its rows define it, and the days that it made of them.
  struct Blend {
    const Benchmark& rows;
    BlendDefinition definition;
    BenchmarkGrowth growth;
    Held held;
  };

  [[nodiscard]] BenchmarkGrowth growth_of(const std::string& id, Date from) const {
    auto growth = benchmark_growth(book_, data_, id, market_.currency(), {from, to_}, book_.policy.benchmark_rebalance);
    return growth ? std::move(*growth) : BenchmarkGrowth{};
  }

  Days security_days(const std::string& id, Date from) {
    Days days;
    for (const BenchmarkDay& day : growth_of(id, from).days) {
      if (!day.growth) break;
      if (day.growth.value() != 1.0) days[day.date] = security_growth(id, day.date, day.growth.value());
    }
    return days;
  }

  /// From the last close at which the weights were set, so that every weight has something to follow from.
  const Days& blend_days(BenchmarkIndex index, Date from) {
    const Benchmark& rows = book_.benchmarks[index.at()];
    BlendDefinition definition = definition_of(rows);
    const Date start = path_start(definition.sets, rows.rebalance.value_or(book_.policy.benchmark_rebalance), from);
    const auto [known, added] = blends_.try_emplace(std::pair(index, start));
    Days& days = known->second;
    if (!added) return days;
    Blend blend{rows, std::move(definition), growth_of(rows.id, start), {}};
    for (const BenchmarkDay& day : blend.growth.days) {
      if (!day.growth) break;
      if (changes(day)) days[day.date] = growth(blend, day, start);
    }
    return days;
  }

  static bool changes(const BenchmarkDay& day) {
    const auto moves = [](const BenchmarkComponentDay& one) { return one.growth && one.growth.value() != 1.0; };
    return day.growth.value() != 1.0 || std::any_of(day.components.begin(), day.components.end(), moves);
  }

  Place growth(Blend& blend, const BenchmarkDay& day, Date start) {
    Held now;
    std::vector<Place> parts;
    for (const BenchmarkComponentDay& one : day.components) {
      if (!one.growth) continue;
      Held::Part& part = now.parts[one.component];
      part.weight = one.weight;
      part.weight_node = weight(blend, day, one);
      part.growth = component_growth(blend.definition.components[one.component], day.date, one.growth.value(), start);
      parts.insert(parts.end(), {part.weight_node, part.growth});
    }
    const bool single = day.components.size() == 1 && day.components.front().weight == 1.0;
    now.growth = single ? parts.back()
                        : builder_.computed(Operation::weighted_sum, blend.rows.id + " on " + day.date.to_string(),
                                            day.growth.value(), "factor", std::move(parts));
    blend.held = std::move(now);
    return blend.held.growth;
  }

  /// As set in the rows, as it was the day before, or drifted since.
  Place weight(const Blend& blend, const BenchmarkDay& day, const BenchmarkComponentDay& one) {
    if (const WeightSet* set = as_set(blend, day)) return weight_as_set(blend, *set, one.component);
    const std::string label =
        "weight of " + blend.definition.components[one.component] + " at the start of " + day.date.to_string();
    const auto before = blend.held.parts.find(one.component);
    if (before == blend.held.parts.end()) return builder_.number(label, one.weight, "ratio");
    if (before->second.weight == one.weight) return before->second.weight_node;
    return builder_.computed(Operation::drifted, label, one.weight, "ratio",
                             {before->second.weight_node, before->second.growth, blend.held.growth});
  }

  /// The weights in force, if all components have just them at the start of the day.
  static const WeightSet* as_set(const Blend& blend, const BenchmarkDay& day) {
    const auto later = [&](const WeightSet& set) { return set.from && *set.from >= day.date; };
    const auto after = std::find_if(blend.definition.sets.begin(), blend.definition.sets.end(), later);
    if (after == blend.definition.sets.begin()) return nullptr;
    const WeightSet& set = *std::prev(after);
    const auto same = [](const WeightSet::Member& member, const BenchmarkComponentDay& one) {
      return member.component == one.component && member.weight == one.weight;
    };
    const bool all =
        std::equal(set.members.begin(), set.members.end(), day.components.begin(), day.components.end(), same);
    return all ? &set : nullptr;
  }

  Place weight_as_set(const Blend& blend, const WeightSet& set, std::size_t component) {
    const std::string& id = blend.definition.components[component];
    const auto key = std::tuple(blend.rows.id, set.from, component);
    if (const auto known = weights_.find(key); known != weights_.end()) return known->second;
    std::vector<Place> rows;
    for (const BenchmarkComponent& row : blend.rows.components) {
      if (row.id != id || row.from != set.from) continue;
      rows.push_back(builder_.fact("weight of " + id, row.weight, "ratio", SourceRow{BookFile::benchmarks, row.line}));
    }
    const Place place = rows.size() == 1 ? rows.front() : builder_.sum("weight of " + id, "ratio", std::move(rows));
    return weights_[key] = place;
  }

  Place component_growth(const std::string& id, Date date, double factor, Date start) {
    const ComponentTarget target = target_of(book_, id);
    if (target.benchmark.is_none()) return security_growth(id, date, factor);
    const Days& days = blend_days(target.benchmark, start);
    const auto day = days.find(date);
    return day != days.end() ? day->second
                             : builder_.number("growth of " + id + ", which didn't change", factor, "factor");
  }

  Place security_growth(const std::string& id, Date date, double factor) {
    const SecurityIndex security = book_.find_security(id);
    const std::string label = "growth of " + id + " on " + date.to_string();
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
  Date to_;
  std::map<std::pair<BenchmarkIndex, Date>, Days> blends_;
  std::map<std::tuple<std::string, std::optional<Date>, std::size_t>, Place> weights_;
};

const Figure* find(const PortfolioReport& report, std::string_view name) {
  const auto found = std::find_if(report.figures.begin(), report.figures.end(),
                                  [name](const Figure& figure) { return figure.name == name; });
  return found == report.figures.end() || !found->rate ? nullptr : &*found;
}

}  // namespace

std::map<Date, Place> explain_benchmark_days(ExplanationBuilder& builder, MarketExplanation& market, const Book& book,
                                             const MarketData& data, const BenchmarkGrowth& benchmark) {
  return BenchmarkDays(builder, market, book, data, benchmark.range.to).days_of(benchmark.id, benchmark.range.from);
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
