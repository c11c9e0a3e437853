#include "calculations/benchmark_contribution.hpp"

#include "calculations/attribution_linking.hpp"
#include "calculations/benchmark_definition.hpp"
#include "calculations/linked_growth.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

/// The sums of one segment over days.
struct Sum {
  double begin_weight = 0.0;
  double weights = 0.0;  ///< of all days
  double linked = 0.0;   ///< Σ excess × Carino's coefficient of the day
};

}  // namespace

BenchmarkClasses::Class BenchmarkClasses::class_name(SecurityIndex security) const {
  if (security.is_none()) return {request_.group ? "unclassified" : "", "unclassified"};
  const PositionKey key{security, {}};
  return {request_.group ? class_of(book_, key, *request_.group) : "", class_of(book_, key, request_.by)};
}

Status BenchmarkClasses::add_leaves(const BenchmarkGrowth& growth, std::size_t day, double scale,
                                    std::vector<Leaf>& leaves) {
  for (const BenchmarkComponentDay& component : growth.days[day].components) {
    const std::string& id = growth.components[component.component];
    const double weight = scale * component.weight;
    // What was and is worth nothing has a weight of 0.
    const double factor = component.growth ? component.growth.value() : 1.0;
    const ComponentTarget target = target_of(book_, id);
    if (!target.benchmark.is_none() && target.security.is_none()) {
      if (Status done = add_nested(id, day, weight, factor, leaves); !done) return done;
    } else {
      leaves.push_back({class_name(target.security), weight, weight * (factor - 1.0)});
    }
  }
  return Done{};
}

Status BenchmarkClasses::add_nested(const std::string& id, std::size_t day, double weight, double growth,
                                    std::vector<Leaf>& leaves) {
  auto known = nested_.find(id);
  if (known == nested_.end()) {
    auto inner = benchmark_growth(book_, market_, id, currency_, growth_.range, book_.policy.benchmark_rebalance);
    if (!inner) return std::move(inner).error();
    known = nested_.emplace(id, std::move(*inner)).first;
  }
  const BenchmarkDay& inner_day = known->second.days[day];
  if (!inner_day.growth) {
    leaves.push_back({class_name(SecurityIndex::none()), weight, weight * (growth - 1.0)});
    return Done{};
  }
  if (Status done = add_leaves(known->second, day, weight, leaves); !done) return done;
  // Undated weights bought at another close than the outer benchmark's have drifted elsewhere.
  const double difference = weight * (growth - inner_day.growth.value());
  if (difference != 0.0) leaves.push_back({class_name(SecurityIndex::none()), 0.0, difference});
  return Done{};
}

Result<SegmentedBenchmark> BenchmarkClasses::over(std::span<const DateRange> spans) {
  SegmentedBenchmark answer;
  std::map<Class, Sum> sums;
  LinkedGrowth product;
  std::size_t count = 0;
  for (const DateRange& span : spans) {
    for (Date date = span.from + 1; date <= span.to; ++date, ++count) {
      const auto at = static_cast<std::size_t>(date - growth_.range.from) - 1;
      const BenchmarkDay& day = growth_.days[at];
      if (!day.growth || !(day.growth.value() > 0.0)) {
        answer.rate = day.growth ? Rate(Reason::zero_base) : Rate(day.growth.reason());
        answer.detail = day.growth ? "benchmark " + growth_.id + " lost everything on " + date.to_string()
                                   : "benchmark " + growth_.id + " has no " + day.missing_what;
        return answer;
      }
      std::vector<Leaf> leaves;
      if (Status done = add_leaves(growth_, at, 1.0, leaves); !done) return done.error();
      product.add(date, day.growth.value());
      const double k = carino_coefficient(0.0, day.growth.value() - 1.0);
      for (const Leaf& leaf : leaves) {
        Sum& sum = sums[leaf.name];
        if (count == 0) sum.begin_weight += leaf.weight;
        sum.weights += leaf.weight;
        sum.linked += leaf.excess * k;
      }
    }
  }
  if (count == 0) {
    answer.detail = "benchmark " + growth_.id + " has no days here";
    return answer;
  }
  answer.rate = product.growth() - 1.0;
  const double whole = carino_coefficient(0.0, answer.rate.value());
  const bool came_later = std::any_of(sums.begin(), sums.end(), [](const auto& entry) {
    return entry.second.begin_weight == 0.0 && entry.second.linked != 0.0;
  });
  for (const auto& [name, sum] : sums) {
    const double mean = sum.weights / static_cast<double>(count);
    answer.segments[name] = {came_later ? mean : sum.begin_weight, sum.linked / whole};
  }
  return answer;
}

}  // namespace dietz
