#pragma once

#include "base/result.hpp"

#include <string>

namespace dietz {

/// Exit codes of every command.
enum class Exit : int { done = 0, found = 1, usage = 2, bad_input = 3, unreachable = 4, bug = 5 };

/// What a command has to say: the result for stdout (or --output), notes for stderr, and the exit code.
struct Outcome {
  Exit exit = Exit::done;
  std::string result;
  std::string notes;
};

/// `FILE:LINE: column: what is wrong`, a line a problem; exit code by the error's kind.
[[nodiscard]] Outcome outcome_of(const Error& error);
/// The same of a calculation over a book, whose errors name their file only: the folder makes it a place.
[[nodiscard]] Outcome outcome_in(const std::string& folder, Error error);
[[nodiscard]] Outcome usage_error(const std::string& message);

}  // namespace dietz
