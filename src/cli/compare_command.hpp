#pragma once

#include "cli/report_command.hpp"

namespace dietz {

/// Whether a report is asked for what differs: two policies, two moments of knowledge, or rows laid over the book.
[[nodiscard]] bool is_comparison(const ReportOptions& options);

/// What differs in the facts or the policy, which figures and amounts differ for it, and which single difference moves
/// each of them. Text, JSON or CSV.
[[nodiscard]] Outcome run_comparison(const ReportOptions& options, Context& context);

}  // namespace dietz
