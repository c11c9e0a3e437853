#pragma once

#include "importer/book_draft.hpp"

#include <string>

namespace dietz {

/// Tells of two rows for the same day: an error, or a finding where they say the same.
class DoubledFacts {
 public:
  DoubledFacts(BookDraft& draft, CsvReader& csv, BookFile file) : draft_(draft), csv_(csv), file_(file) {}

  void tell(const std::string& what, Date date, std::uint32_t first, std::uint32_t second, bool same) {
    const std::string message =
        "a second " + what + " on " + date.to_string() + "; the first stands on line " + std::to_string(first);
    if (same) {
      draft_.note("duplicate_row", message + " and is the same", {file_, second}, true);
    } else {
      csv_.problems().add(second, {}, message);
    }
  }

 private:
  BookDraft& draft_;
  CsvReader& csv_;
  BookFile file_;
};

}  // namespace dietz
