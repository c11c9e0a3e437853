#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"

#include <string>
#include <vector>

namespace dietz {

/// What of a book a report or an explanation is about, as text that the command line has checked for form.
struct BookSelection {
  std::string book;
  std::vector<std::string> portfolios;
  std::string group;
  std::string from, to;
  std::string benchmark;
  std::string policy_file;
  std::string known_at;
  std::string currency;  ///< of the total
};

/// Options of `dietz report`.
struct ReportOptions {
  BookSelection selection;
  std::vector<std::string> policies;   ///< one replaces the book's, two are compared
  std::vector<std::string> known_ats;  ///< likewise
  std::string what_if;                 ///< a file or folder that is laid over the book
  Format format = Format::text;
};

/// Options of `dietz explain`.
struct ExplainOptions {
  BookSelection selection;
  std::string figure;
  int depth = -1;  ///< levels to show; −1: three as text, all as JSON
  Format format = Format::text;
};

/// A report, or with two policies, two moments or something to lay over the book what differs; see compare_command.hpp.
[[nodiscard]] Outcome run_report(const ReportOptions& options, Context& context);
/// The tree behind one figure, an amount of money, or what a report calls by that name.
[[nodiscard]] Outcome run_explain(const ExplainOptions& options, Context& context);

}  // namespace dietz
