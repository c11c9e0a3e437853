#pragma once

#include "calculations/book_changes.hpp"
#include "calculations/report_changes.hpp"
#include "model/date_range.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Two reports of a book side by side: what differs in the book, and what in the figures.
struct Comparison {
  enum class Kind { policies, known_at, what_if };
  Kind kind = Kind::policies;
  std::vector<std::string> names;  ///< of the two sides: policy files or moments
  std::string what_if;             ///< the file or folder laid over the book
  DateRange range;
  std::vector<BookChange> book_changes;
  std::vector<ReportChange> changes;
  bool causes_were_tried = false;  ///< each difference in the book was tried alone
};

/// For a terminal of 80 columns.
[[nodiscard]] std::string comparison_as_text(const Comparison& comparison);
/// {"compared", "before", "after", "from", "to", "differences": [{"what", "file", "before", "after", "line_before",
/// "line_after"}], "causes_tried", "changes": [{"portfolio", "name", "unit", "before", "after", "reason_before"?,
/// "reason_after"?, "because": [places in differences]}], "report"?}. `report` is a JSON document or empty.
[[nodiscard]] std::string comparison_as_json(const Comparison& comparison, std::string_view report);
/// portfolio,name,unit,before,after,because
[[nodiscard]] std::string comparison_as_csv(const Comparison& comparison);

}  // namespace dietz
