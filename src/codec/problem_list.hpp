#pragma once

#include "base/result.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz {

/// The problems of one input file, gathered so that all of them are told in one go. The first 20 are kept; how many
/// more there were is said with the last one.
class ProblemList {
 public:
  static constexpr std::size_t limit = 20;

  explicit ProblemList(std::string file) : file_(std::move(file)) {}

  void add(std::size_t line, std::string_view column, std::string message) {
    ++count_;
    if (problems_.size() < limit) problems_.push_back({{file_, line, std::string(column)}, std::move(message)});
  }
  [[nodiscard]] bool empty() const { return count_ == 0; }
  /// Further problems are only counted: no need to word them well.
  [[nodiscard]] bool full() const { return count_ >= limit; }
  [[nodiscard]] std::size_t count() const { return count_; }
  [[nodiscard]] const std::string& file() const { return file_; }
  [[nodiscard]] const std::vector<Problem>& problems() const { return problems_; }

  /// The problems in order of line, as an Error of kind invalid. Only for a list that isn't empty.
  [[nodiscard]] Error error() const;

 private:
  std::string file_;
  std::size_t count_ = 0;
  std::vector<Problem> problems_;
};

}  // namespace dietz
