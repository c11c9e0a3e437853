#include "cli/compare_command.hpp"

#include "calculations/book_changes.hpp"
#include "calculations/report_changes.hpp"
#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "cli/computed_report.hpp"
#include "importer/book_overlay.hpp"
#include "presentation/report_comparison.hpp"
#include "presentation/report_json.hpp"

namespace dietz {
namespace {

/// With more differences, or in a larger book, trying each one alone would take too long.
constexpr std::size_t most_causes_tried = 50;
constexpr std::size_t most_bookings_tried = 50'000;

BookSelection one_of(const ReportOptions& options, bool second) {
  BookSelection selection = options.selection;
  const auto choose = [second](const std::vector<std::string>& list) {
    return list.empty() ? std::string() : second ? list.back() : list.front();
  };
  selection.policy_file = choose(options.policies);
  selection.known_at = choose(options.known_ats);
  return selection;
}

std::string usage_problem(const ReportOptions& options) {
  const int asked = (options.policies.size() > 1 ? 1 : 0) + (options.known_ats.size() > 1 ? 1 : 0) +
                    (options.what_if.empty() ? 0 : 1);
  if (options.policies.size() > 2) return "--policy: at most two are compared";
  if (options.known_ats.size() > 2) return "--known-at: at most two are compared";
  if (asked > 1) return "one comparison at a time: two --policy, two --known-at, or --what-if";
  if (options.format == Format::html) return "--format: a comparison is written as text, json or csv";
  return {};
}

/// The second side of the comparison: the same book with rows over it, or another reading of it.
std::variant<SelectedBook, Outcome> second_side(const ReportOptions& options, const SelectedBook& first,
                                                Context& context) {
  if (options.what_if.empty()) return select_unhashed_book(one_of(options, true), context);
  BookReading reading{context.today};
  reading.zones = context.zones;
  auto overlay = read_overlay(context.files, options.what_if, options.selection.book, reading);
  if (!overlay.ok()) return outcome_of(overlay.error());
  SelectedBook second{with_overlay(first.book, *overlay), first.request, {}, first.known_at};
  const std::string own_policy =
      (options.what_if.ends_with('/') ? options.what_if : options.what_if + "/") + "policy.toml";
  if (context.files.exists(own_policy) || options.what_if.ends_with(".toml")) second.book.policy = overlay->policy;
  if (options.selection.portfolios.empty() && options.selection.group.empty()) {
    for (std::size_t i = first.book.portfolios.size(); i < second.book.portfolios.size(); ++i) {
      second.request.portfolios.push_back({static_cast<std::uint32_t>(i)});
    }
  }
  return second;
}

Comparison::Kind kind_of(const ReportOptions& options) {
  if (!options.what_if.empty()) return Comparison::Kind::what_if;
  return options.policies.size() > 1 ? Comparison::Kind::policies : Comparison::Kind::known_at;
}

/// What a comparison looks at: no holdings, findings or hash.
Result<BookReport> figures_of(const SelectedBook& selected) {
  const auto range = range_of(selected.book, selected.request);
  if (!range.ok()) return range.error();
  const auto facts = facts_of(selected.book, selected.request, *range);
  if (!facts.ok()) return facts.error();
  return report_of(selected.book, *facts);
}

void find_causes(Comparison& comparison, const SelectedBook& first, const SelectedBook& second,
                 const BookReport& before) {
  comparison.causes_were_tried = comparison.book_changes.size() <= most_causes_tried &&
                                 first.book.transactions.size() <= most_bookings_tried &&
                                 same_tables(first.book, second.book);
  if (!comparison.causes_were_tried) return;
  for (std::size_t i = 0; i < comparison.book_changes.size(); ++i) {
    const SelectedBook alone{with_change(first.book, second.book, comparison.book_changes[i]), first.request, {}};
    const auto report = figures_of(alone);
    if (report.ok()) add_cause(comparison.changes, before, *report, i);
  }
}

std::string document(const Comparison& comparison, const Computed& after, const std::string& known_at, Format format) {
  if (format == Format::csv) return comparison_as_csv(comparison);
  if (format == Format::text) return comparison_as_text(comparison);
  const bool whole = comparison.kind == Comparison::Kind::what_if;
  return comparison_as_json(comparison,
                            whole ? report_as_json(after.report, {after.input_hash, engine_version, known_at}) : "");
}

/// Both sides cover the same days: those of the first, unless both ends were given.
void settle_range(SelectedBook& first, SelectedBook& second) {
  const auto a = range_of(first.book, first.request);
  const auto b = range_of(second.book, second.request);
  if (!a.ok() || !b.ok()) return;
  const DateRange both{std::min(a->from, b->from), std::max(a->to, b->to)};
  for (SelectedBook* side : {&first, &second}) {
    side->request.from = both.from;
    side->request.to = both.to;
  }
}

}  // namespace

bool is_comparison(const ReportOptions& options) {
  return options.policies.size() > 1 || options.known_ats.size() > 1 || !options.what_if.empty();
}

Outcome run_comparison(const ReportOptions& options, Context& context) try {
  if (const std::string problem = usage_problem(options); !problem.empty()) return usage_error(problem);
  auto chosen = select_unhashed_book(one_of(options, false), context);
  if (auto* outcome = std::get_if<Outcome>(&chosen)) return std::move(*outcome);
  auto& first = std::get<SelectedBook>(chosen);
  auto other = second_side(options, first, context);
  if (auto* outcome = std::get_if<Outcome>(&other)) return std::move(*outcome);
  auto& second = std::get<SelectedBook>(other);
  settle_range(first, second);
  const auto before = compute_report(first, context);
  if (!before.ok()) return outcome_in(options.selection.book, before.error());
  const auto after = compute_report(second, context);
  if (!after.ok()) return outcome_in(options.selection.book, after.error());
  Comparison comparison;
  comparison.kind = kind_of(options);
  comparison.what_if = options.what_if;
  comparison.names = comparison.kind == Comparison::Kind::policies ? options.policies : options.known_ats;
  comparison.range = before->facts.range;
  comparison.book_changes = changes_between(first.book, second.book);
  comparison.changes = changes_between(before->report, after->report);
  find_causes(comparison, first, second, before->report);
  return {Exit::done, document(comparison, *after, second.known_at, options.format), {}};
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.selection.book, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
