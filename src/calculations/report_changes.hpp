#pragma once

#include "calculations/book_report.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace dietz {

/// One figure or amount that two reports don't share. Exactly one of rate and amount is used.
struct ReportChange {
  std::string portfolio;  ///< empty: the total
  std::string name;
  std::string unit;  ///< a currency for amounts
  bool is_amount = false;
  Rate rate_before = Reason::insufficient_data, rate_after = Reason::insufficient_data;
  std::optional<Decimal> amount_before, amount_after;
  std::vector<std::size_t> causes;  ///< places in a list of BookChange: each of them alone moves it
};

/// Figures and amounts of money of every portfolio and of the total that differ, in the order of the reports. A figure
/// differs when its bits do.
[[nodiscard]] std::vector<ReportChange> changes_between(const BookReport& before, const BookReport& after);

/// Adds `cause` to each change that the report with this cause alone moves as well.
void add_cause(std::vector<ReportChange>& changes, const BookReport& before, const BookReport& with_cause,
               std::size_t cause);

}  // namespace dietz
