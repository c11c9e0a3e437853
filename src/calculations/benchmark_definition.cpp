#include "calculations/benchmark_definition.hpp"

#include <algorithm>
#include <map>

namespace dietz {
namespace {

Error error_at(std::uint32_t line, const char* column, std::string message) {
  return {ErrorKind::invalid, {{{std::string(file_name_of(BookFile::benchmarks)), line, column}, std::move(message)}}};
}

class BenchmarkCheck {
 public:
  explicit BenchmarkCheck(const Book& book) : book_(book), states_(book.benchmarks.size(), State::unseen) {}

  [[nodiscard]] Status check(BenchmarkIndex index, int depth) {
    State& state = states_[index.at()];
    if (state == State::done) return Done{};
    state = State::open;
    const Benchmark& benchmark = book_.benchmarks[index.at()];
    if (Status weights = check_weights(benchmark); !weights) return weights;
    for (const BenchmarkComponent& component : benchmark.components) {
      if (Status sound = check_component(benchmark, component, depth); !sound) return sound;
    }
    state = State::done;
    return Done{};
  }

 private:
  enum class State : std::uint8_t { unseen, open, done };

  Status check_component(const Benchmark& benchmark, const BenchmarkComponent& component, int depth) {
    const ComponentTarget target = target_of(book_, component.id);
    const std::string name = "component '" + component.id + "' of " + benchmark.id;
    if (!target.found()) return error_at(component.line, "component", name + " is neither a security nor a benchmark");
    if (target.benchmark.is_none()) return Done{};
    if (states_[target.benchmark.at()] == State::open) {
      return error_at(component.line, "component", name + " contains " + benchmark.id + " itself");
    }
    if (depth == max_benchmark_depth) {
      return error_at(component.line, "component",
                      name + " is more than " + std::to_string(max_benchmark_depth) + " levels deep");
    }
    return check(target.benchmark, depth + 1);
  }

  static Status check_weights(const Benchmark& benchmark) {
    struct Sum {
      Decimal weight;
      std::uint32_t line = 0;
    };
    std::map<std::optional<Date>, Sum> sums;
    for (const BenchmarkComponent& component : benchmark.components) {
      Sum& sum = sums[component.from];
      sum.weight += component.weight;
      sum.line = component.line;
    }
    for (const auto& [from, sum] : sums) {
      if (sum.weight == Decimal(1)) continue;
      const std::string since = from ? " from " + from->to_string() : "";
      return error_at(sum.line, "weight",
                      "the weights of " + benchmark.id + since + " add up to " + sum.weight.to_string() + ", not 1");
    }
    return Done{};
  }

  const Book& book_;
  std::vector<State> states_;
};

std::size_t position_of(std::vector<std::string>& components, const std::string& id) {
  const auto found = std::find(components.begin(), components.end(), id);
  const auto position = static_cast<std::size_t>(found - components.begin());
  if (found == components.end()) components.push_back(id);
  return position;
}

}  // namespace

ComponentTarget target_of(const Book& book, const std::string& component) {
  const SecurityIndex security = book.find_security(component);
  if (!security.is_none()) return {security, {}};
  return {{}, book.find_benchmark(component)};
}

BlendDefinition definition_of(const Benchmark& benchmark) {
  BlendDefinition definition;
  std::map<std::optional<Date>, std::vector<std::pair<std::size_t, Decimal>>> weights;
  for (const BenchmarkComponent& component : benchmark.components) {
    const std::size_t position = position_of(definition.components, component.id);
    auto& members = weights[component.from];
    const auto same = std::find_if(members.begin(), members.end(),
                                   [position](const auto& member) { return member.first == position; });
    if (same != members.end()) {
      same->second += component.weight;
    } else {
      members.emplace_back(position, component.weight);
    }
  }
  for (const auto& [from, members] : weights) {
    WeightSet& set = definition.sets.emplace_back(WeightSet{from, {}});
    for (const auto& [position, weight] : members) {
      if (!weight.is_zero()) set.members.push_back({position, weight.to_double()});
    }
  }
  return definition;
}

Status check_benchmark(const Book& book, BenchmarkIndex benchmark) { return BenchmarkCheck(book).check(benchmark, 1); }

}  // namespace dietz
