#pragma once

#include "calculations/book_report.hpp"
#include "cli/report_command.hpp"

#include <string>
#include <variant>

namespace dietz {

/// A book that has been read, with what of it was asked for.
struct SelectedBook {
  Book book;
  ReportRequest request;
  std::string input_hash;
  std::string known_at = {};  ///< as it was given, or ""
};

/// Reads the book and settles the selection: portfolios in the order of their ids, the policy, the benchmark, the
/// total's currency (the first portfolio's unless chosen). An Outcome is what to answer instead: bad input, or wrong
/// usage for an unknown portfolio, group or benchmark.
[[nodiscard]] std::variant<SelectedBook, Outcome> select_book(const BookSelection& selection, Context& context);

/// The same without the input hash, for those who compute it beside something else.
[[nodiscard]] std::variant<SelectedBook, Outcome> select_unhashed_book(const BookSelection& selection,
                                                                       Context& context);

}  // namespace dietz
