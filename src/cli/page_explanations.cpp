#include "cli/page_explanations.hpp"

#include <utility>

namespace dietz {

std::vector<Explanation> explanations_within(std::size_t count, std::size_t steps,
                                             const std::function<Explanation(std::size_t)>& explain) {
  std::vector<Explanation> explanations(count);
  const auto fits = [&](std::size_t i) {
    Explanation explanation = explain(i);
    if (explanation.nodes.size() > steps) return false;
    steps -= explanation.nodes.size();
    explanations[i] = std::move(explanation);
    return true;
  };
  if (count == 0) return explanations;
  fits(count - 1);
  for (std::size_t i = 0; i + 1 < count && fits(i); ++i) {
  }
  return explanations;
}

}  // namespace dietz
