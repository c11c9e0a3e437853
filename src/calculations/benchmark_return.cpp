#include "calculations/benchmark_return.hpp"

#include "calculations/benchmark_blend.hpp"
#include "calculations/benchmark_definition.hpp"
#include "calculations/linked_growth.hpp"

#include <map>
#include <memory>
#include <span>

namespace dietz {
namespace {

/// Follows benchmarks of a book up to `to`, each once for each day it is to begin.
class BenchmarkPaths {
 public:
  BenchmarkPaths(const Book& book, const MarketData& market, Currency currency, Date to, Rebalance by_default)
      : book_(book), market_(market), currency_(currency), to_(to), by_default_(by_default) {}

  const BlendPath& path_of(BenchmarkIndex index, Date from) {
    const auto key = std::pair(index, from);
    if (const auto known = paths_.find(key); known != paths_.end()) return known->second;
    const Benchmark& benchmark = book_.benchmarks[index.at()];
    BlendDefinition definition = definition_of(benchmark);
    const Rebalance rule = benchmark.rebalance.value_or(by_default_);
    return paths_.emplace(key, follow(benchmark.id, definition, rule, from)).first->second;
  }

  BlendPath path_of(SecurityIndex index, Date from) {
    const std::string& id = book_.securities[index.at()].id;
    const BlendDefinition alone{{id}, {WeightSet{{}, {{0, 1.0}}}}};
    return follow(id, alone, Rebalance::daily, from);
  }

 private:
  BlendPath follow(const std::string& id, const BlendDefinition& definition, Rebalance rule, Date from) {
    const Date start = path_start(definition.sets, rule, from);
    std::vector<std::unique_ptr<ComponentPath>> components;
    for (const std::string& component : definition.components) components.push_back(component_path(component, start));
    return follow_blend({id, {from, to_}, definition.components, {}}, definition.sets, rule, components, start);
  }

  std::unique_ptr<ComponentPath> component_path(const std::string& id, Date start) {
    const ComponentTarget target = target_of(book_, id);
    if (target.benchmark.is_none()) {
      return std::make_unique<SecurityPath>(book_, market_, target.security, currency_);
    }
    return std::make_unique<NestedPath>(path_of(target.benchmark, start));
  }

  const Book& book_;
  const MarketData& market_;
  Currency currency_;
  Date to_;
  Rebalance by_default_;
  std::map<std::pair<BenchmarkIndex, Date>, BlendPath> paths_;
};

/// The days of (from, to]; nothing when that isn't inside the growth's range.
std::span<const BenchmarkDay> days_between(const BenchmarkGrowth& growth, Date from, Date to) {
  if (from < growth.range.from || to > growth.range.to || from >= to) return {};
  return std::span(growth.days)
      .subspan(static_cast<std::size_t>(from - growth.range.from), static_cast<std::size_t>(to - from));
}

}  // namespace

Result<BenchmarkGrowth> benchmark_growth(const Book& book, const MarketData& market, std::string_view id,
                                         Currency currency, DateRange range, Rebalance by_default) try {
  BenchmarkPaths paths(book, market, currency, range.to, by_default);
  if (const BenchmarkIndex benchmark = book.find_benchmark(id); !benchmark.is_none()) {
    if (const Status sound = check_benchmark(book, benchmark); !sound) return sound.error();
    return paths.path_of(benchmark, range.from).growth;
  }
  if (const SecurityIndex security = book.find_security(id); !security.is_none()) {
    return paths.path_of(security, range.from).growth;
  }
  return Error::not_found("there is no benchmark or security '" + std::string(id) + "'");
} catch (const DecimalOverflow& overflow) {
  return Error::invalid("benchmark " + std::string(id) + ": " + overflow.what());
}

BenchmarkReturn benchmark_return(const BenchmarkGrowth& growth, Date from, Date to) {
  BenchmarkReturn result;
  const auto days = days_between(growth, from, to);
  if (days.empty()) {
    result.detail = "benchmark " + growth.id + " isn't known from " + from.to_string() + " to " + to.to_string();
    return result;
  }
  LinkedGrowth product;
  for (const BenchmarkDay& day : days) {
    if (!day.growth) {
      return {day.growth.reason(), day.date, "benchmark " + growth.id + " has no " + day.missing_what};
    }
    product.add(day.date, day.growth.value());
  }
  result.rate = product.growth() - 1.0;
  return result;
}

std::vector<ReturnPoint> benchmark_cumulative(const BenchmarkGrowth& growth, Date from, Date to) {
  std::vector<ReturnPoint> points;
  LinkedGrowth product;
  Reason missing = Reason::none;
  for (const BenchmarkDay& day : days_between(growth, from, to)) {
    if (missing == Reason::none && !day.growth) missing = day.growth.reason();
    if (missing == Reason::none) product.add(day.date, day.growth.value());
    points.push_back({day.date, missing == Reason::none ? Rate(product.growth() - 1.0) : Rate(missing)});
  }
  return points;
}

}  // namespace dietz
