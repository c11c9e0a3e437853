#include "codec/problem_list.hpp"

#include <algorithm>

namespace dietz {

Error ProblemList::error() const {
  Error error{ErrorKind::invalid, problems_};
  std::stable_sort(error.problems.begin(), error.problems.end(),
                   [](const Problem& a, const Problem& b) { return a.origin.line < b.origin.line; });
  if (count_ > problems_.size()) {
    error.problems.back().message +=
        " (and " + std::to_string(count_ - problems_.size()) + " more problems in this file)";
  }
  return error;
}

}  // namespace dietz
