#include "cli/outcome.hpp"

namespace dietz {

Outcome outcome_of(const Error& error) {
  Outcome outcome;
  outcome.exit = error.kind == ErrorKind::fatal   ? Exit::bug
                 : error.kind == ErrorKind::retry ? Exit::unreachable
                                                  : Exit::bad_input;
  for (const Problem& problem : error.problems) {
    std::string& notes = outcome.notes;
    if (!problem.origin.file.empty()) {
      notes += problem.origin.file + ":";
      if (problem.origin.line != 0) notes += std::to_string(problem.origin.line) + ":";
      notes += " ";
    }
    if (!problem.origin.column.empty()) notes += problem.origin.column + ": ";
    notes += problem.message + "\n";
  }
  return outcome;
}

Outcome outcome_in(const std::string& folder, Error error) {
  for (Problem& problem : error.problems) {
    if (problem.origin.file.empty() || problem.origin.file.starts_with(folder)) continue;
    problem.origin.file = folder + (folder.ends_with('/') ? "" : "/") + problem.origin.file;
  }
  return outcome_of(error);
}

Outcome usage_error(const std::string& message) { return {Exit::usage, {}, "dietz: " + message + "\n"}; }

}  // namespace dietz
