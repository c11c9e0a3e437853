#include "cli/lots_command.hpp"

#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "presentation/lots_output.hpp"

namespace dietz {

Outcome run_lots(const LotsOptions& options, Context& context) {
  context.progress("reading", 0.1);
  auto selected = select_book(options.selection, context);
  if (auto* outcome = std::get_if<Outcome>(&selected)) return std::move(*outcome);
  const auto& [book, request, input_hash, known_at] = std::get<SelectedBook>(selected);
  const auto range = range_of(book, request);
  if (!range.ok()) return outcome_in(options.selection.book, range.error());
  LotsReport report{*range, book.policy.lot_method, input_hash, engine_version, {}};
  for (const PortfolioIndex portfolio : request.portfolios) {
    context.progress("finding lots", 0.5);
    auto lots = lots_of_portfolio(book, portfolio, book.policy, *range);
    if (!lots.ok()) return outcome_in(options.selection.book, lots.error());
    report.portfolios.push_back(*std::move(lots));
  }
  switch (options.format) {
    case Format::json:
      return {Exit::done, lots_as_json(report), {}};
    case Format::csv:
      return {Exit::done, lots_as_csv(report), {}};
    default:
      return {Exit::done, lots_as_text(report), {}};
  }
}

}  // namespace dietz
