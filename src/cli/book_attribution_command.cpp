#include "cli/book_attribution_command.hpp"

#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "cli/options.hpp"
#include "codec/book_encoding.hpp"
#include "codec/shown_text.hpp"
#include "presentation/book_attribution_output.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The classes of `--by`; an Outcome for a name that isn't one.
std::variant<std::vector<Classification>, Outcome> classes_of(const AttributionOptions& options) {
  std::vector<Classification> classes;
  for (const std::string& name : options.by) {
    const auto by = parse_classification(name);
    if (!by) return usage_error("--by: " + shown(name) + " is none of security, asset_class, sector, region, currency");
    classes.push_back(*by);
  }
  if (classes.empty()) classes.push_back(Classification::sector);
  return classes;
}

Result<BookAttributionReport> report_of(const SelectedBook& selected, const BookAttributionRequest& request,
                                        Context& context) {
  const auto range = range_of(selected.book, selected.request);
  if (!range) return range.error();
  context.progress("valuing", 0.3);
  auto facts = facts_of(selected.book, selected.request, *range);
  if (!facts) return std::move(facts).error();
  BookAttributionReport report{*range, {}, input_hash_of(selected.book, context.digests), engine_version, {}, {}};
  if (request.group) report.by.push_back(*request.group);
  report.by.push_back(request.by);
  for (std::size_t i = 0; i < facts->facts.size(); ++i) {
    context.progress("telling effects apart", 0.6);
    auto attribution = book_attribution(selected.book, *facts, i, request);
    if (!attribution) return std::move(attribution).error();
    report.portfolios.push_back(std::move(*attribution));
  }
  if (!facts->total.benchmark) return report;
  auto total = book_attribution(selected.book, *facts, facts->facts.size(), request);
  if (!total) return std::move(total).error();
  report.total = std::move(*total);
  return report;
}

}  // namespace

Outcome run_book_attribution(const AttributionOptions& options, const AttributionMethod& method, Context& context) try {
  auto classes = classes_of(options);
  if (auto* outcome = std::get_if<Outcome>(&classes)) return std::move(*outcome);
  const auto& by = std::get<std::vector<Classification>>(classes);
  if (!options.currency_model.empty() && options.currency_model != "none")
    return usage_error("--currency-model: a book has no forward premiums and deposit rates; use --by currency");
  context.progress("reading", 0.1);
  auto selected = select_book(options.selection, context);
  if (auto* outcome = std::get_if<Outcome>(&selected)) return std::move(*outcome);
  BookAttributionRequest request;
  request.by = by.back();
  if (by.size() > 1) request.group = by.front();
  request.frequency = parse_frequency(options.frequency).value_or(ReturnFrequency::month);
  request.method = method;
  const auto report = report_of(std::get<SelectedBook>(selected), request, context);
  if (!report) return outcome_in(options.selection.book, report.error());
  const auto has_none = [](const BookAttribution& portfolio) { return portfolio.benchmark.empty(); };
  if (!report->portfolios.empty() && std::all_of(report->portfolios.begin(), report->portfolios.end(), has_none))
    return usage_error("--benchmark is missing: no portfolio names one of its own");
  switch (options.format) {
    case Format::json:
      return {Exit::done, book_attribution_as_json(*report), {}};
    case Format::csv:
      return {Exit::done, book_attribution_as_csv(*report), {}};
    default:
      return {Exit::done, book_attribution_as_text(*report), {}};
  }
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.selection.book, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
