#include "cli/composite_command.hpp"

#include "calculations/composite_report.hpp"
#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "presentation/composite_output.hpp"

#include <algorithm>

namespace dietz {
namespace {

std::string document(const CompositeReport& report, const SelectedBook& selected, Format format) {
  switch (format) {
    case Format::json:
      return composite_as_json(report, selected.book.policy, {selected.input_hash, engine_version});
    case Format::csv:
      return composite_as_csv(report);
    default:
      return composite_as_text(report);
  }
}

}  // namespace

Outcome run_composite(const CompositeOptions& options, Context& context) try {
  const BookSelection& selection = options.selection;
  context.progress("reading", 0.1);
  auto selected = select_book(selection, context);
  if (auto* outcome = std::get_if<Outcome>(&selected)) return std::move(*outcome);
  const auto& book = std::get<SelectedBook>(selected);
  context.progress("computing", 0.4);
  CompositeRequest request{selection.group, book.request.from, book.request.to, selection.benchmark, {}};
  if (!selection.currency.empty()) request.currency = book.request.total_currency;
  const auto report = composite_report(book.book, request);
  if (!report) return outcome_in(selection.book, report.error());
  const bool broken = std::any_of(report->findings.begin(), report->findings.end(),
                                  [](const RuleFinding& finding) { return finding.breach; });
  return {options.check && broken ? Exit::found : Exit::done, document(*report, book, options.format), {}};
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.selection.book, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
