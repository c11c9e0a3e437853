#include "cli/contribution_command.hpp"

#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "cli/options.hpp"
#include "presentation/contribution_output.hpp"

namespace dietz {
namespace {

Result<ContributionReport> report_of(const SelectedBook& selected, const ContributionOptions& options,
                                     Context& context) {
  const auto range = range_of(selected.book, selected.request);
  if (!range) return range.error();
  context.progress("valuing", 0.3);
  auto facts = facts_of(selected.book, selected.request, *range);
  if (!facts) return std::move(facts).error();
  ContributionRequest request;
  request.by = *parse_classification(options.by);
  request.frequency = parse_frequency(options.frequency);
  ContributionReport report{*range, request.by, selected.input_hash, engine_version, {}, {}};
  for (std::size_t i = 0; i < facts->facts.size(); ++i) {
    context.progress("telling contributions apart", 0.5);
    auto contributions = contributions_of(selected.book, *facts, i, request);
    if (!contributions) return std::move(contributions).error();
    report.portfolios.push_back(std::move(*contributions));
  }
  if (report.portfolios.empty()) return report;
  auto total = contributions_of(selected.book, *facts, facts->facts.size(), request);
  if (!total) return std::move(total).error();
  report.total = std::move(*total);
  return report;
}

}  // namespace

Outcome run_contribution(const ContributionOptions& options, Context& context) try {
  context.progress("reading", 0.1);
  auto selected = select_book(options.selection, context);
  if (auto* outcome = std::get_if<Outcome>(&selected)) return std::move(*outcome);
  if (!std::get<SelectedBook>(selected).request.members.empty()) {
    return usage_error("contribution: the members of this group come and go; name each --portfolio instead");
  }
  const auto report = report_of(std::get<SelectedBook>(selected), options, context);
  if (!report) return outcome_in(options.selection.book, report.error());
  switch (options.format) {
    case Format::json:
      return {Exit::done, contributions_as_json(*report), {}};
    case Format::csv:
      return {Exit::done, contributions_as_csv(*report), {}};
    default:
      return {Exit::done, contributions_as_text(*report), {}};
  }
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.selection.book, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
