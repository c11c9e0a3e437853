#pragma once

#include "base/result.hpp"
#include "calculations/benchmark_blend.hpp"
#include "model/book.hpp"

#include <string>
#include <vector>

namespace dietz {

/// What a component's id names: a security or, if there is none of that id, a benchmark.
struct ComponentTarget {
  SecurityIndex security;
  BenchmarkIndex benchmark;

  [[nodiscard]] bool found() const { return !security.is_none() || !benchmark.is_none(); }
};
[[nodiscard]] ComponentTarget target_of(const Book& book, const std::string& component);

/// A benchmark's rows as a calculation wants them: each component once, weights by date.
struct BlendDefinition {
  std::vector<std::string> components;
  std::vector<WeightSet> sets;  ///< in order of date, the undated one first; weights of 0 left out
};
[[nodiscard]] BlendDefinition definition_of(const Benchmark& benchmark);

/// How deep benchmarks may stand in each other.
constexpr int max_benchmark_depth = 32;

/// Whether a benchmark, and all that it contains, can be followed. Errors: an unknown component, a cycle, more than
/// max_benchmark_depth levels (column `component`), weights of one date that don't add up to 1 (column `weight`).
[[nodiscard]] Status check_benchmark(const Book& book, BenchmarkIndex benchmark);

}  // namespace dietz
