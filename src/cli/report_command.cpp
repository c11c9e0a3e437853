#include "cli/report_command.hpp"

#include "calculations/book_explanation.hpp"
#include "calculations/booking.hpp"
#include "calculations/data_quality.hpp"
#include "calculations/holdings_report.hpp"
#include "cli/book_selection.hpp"
#include "cli/command_line.hpp"
#include "cli/compare_command.hpp"
#include "cli/computed_report.hpp"
#include "cli/page_explanations.hpp"
#include "codec/book_encoding.hpp"
#include "presentation/explanation_output.hpp"
#include "presentation/html_report.hpp"
#include "presentation/report_json.hpp"

#include <algorithm>
#include <future>
#include <unordered_set>

namespace dietz {
namespace {

/// A page with more would be too heavy; `dietz explain` has them all. A step takes about 75 bytes of the page.
constexpr std::size_t steps_explained_in_page = 400'000;
/// Beyond these it isn't worth trying.
constexpr std::size_t transactions_explained_in_page = 20'000;

constexpr int whole_tree = 100'000;

/// Findings go to the portfolios whose rows they name, those about shared data to all.
void add_warnings(BookReport& report, const Book& book, const BookFacts& facts, std::vector<Finding> findings) {
  for (std::size_t i = 0; i < report.portfolios.size() && !findings.empty(); ++i) {
    std::unordered_set<std::uint32_t> lines;
    if (report.portfolios.size() > 1) {
      for (const Transaction& t : transactions_of(book, facts.portfolios[i])) lines.insert(t.line);
    }
    for (const Finding& finding : findings) {
      const bool of_another = report.portfolios.size() > 1 && finding.row.file == BookFile::transactions &&
                              !lines.contains(finding.row.line);
      if (!of_another) report.portfolios[i].warnings.push_back(finding);
    }
  }
  if (report.total) report.total->warnings = std::move(findings);
}

}  // namespace

/// Lots, the input hash and what is wrong with the data need nothing of each other or of the figures: each has a
/// thread.
Result<Computed> compute_report(const SelectedBook& selected, Context& context) {
  const auto range = range_of(selected.book, selected.request);
  if (!range) return range.error();
  context.progress("valuing", 0.4);
  const Book& book = selected.book;
  auto lots = std::async(std::launch::async, [&] { return lots_of(book, selected.request, *range); });
  auto issues = std::async(std::launch::async, [&] { return find_data_issues(book, book.policy); });
  auto hash = std::async(std::launch::async, [&] { return input_hash_of(book, context.digests); });
  auto facts = facts_of(book, selected.request, *range);
  if (!facts) return std::move(facts).error();
  context.progress("computing figures", 0.6);
  BookReport report = report_of(book, *facts);
  context.progress("checking the data", 0.7);
  add_warnings(report, book, *facts, issues.get());
  const auto finished = lots.get();
  if (!finished) return finished.error();
  add_holdings(report, book, *facts, *finished);
  context.progress("writing", 0.9);
  return Computed{std::move(*facts), std::move(report), hash.get()};
}

namespace {

std::vector<Explanation> explanations_of(const SelectedBook& selected, const Computed& computed) {
  if (selected.book.transactions.size() > transactions_explained_in_page) return {};
  const std::size_t portfolios = computed.report.portfolios.size();
  return explanations_within(portfolios > 1 ? portfolios + 1 : portfolios, steps_explained_in_page, [&](std::size_t i) {
    if (i == portfolios && !computed.facts.members.empty()) return Explanation{};
    return i < portfolios ? explain_portfolio(selected.book, computed.facts, computed.report, i)
                          : explain_total(selected.book, computed.facts, computed.report);
  });
}

std::string document(const SelectedBook& selected, const Computed& computed, Format format) {
  const ReportOrigin origin{computed.input_hash, engine_version, selected.known_at};
  switch (format) {
    case Format::json:
      return report_as_json(computed.report, origin);
    case Format::csv:
      return report_as_csv(computed.report);
    case Format::html:
      return render_html_report(report_as_json(computed.report, origin, explanations_of(selected, computed)));
    case Format::text:
      break;
  }
  return report_as_text(computed.report, origin);
}

std::string known_names(const Explanation& explanation) {
  std::string list;
  for (const auto& [name, place] : explanation.roots) list += (list.empty() ? "" : ", ") + name;
  return list;
}

Outcome explained(const ExplainOptions& options, const SelectedBook& selected, const Computed& computed) {
  const bool single = computed.report.portfolios.size() == 1;
  if (!single && !computed.facts.members.empty()) {
    return usage_error("explain: the total of a group whose members come and go isn't explained; name a --portfolio");
  }
  const Explanation explanation = single ? explain_portfolio(selected.book, computed.facts, computed.report, 0)
                                         : explain_total(selected.book, computed.facts, computed.report);
  const auto root = explanation.roots.find(options.figure);
  if (root == explanation.roots.end()) {
    return usage_error("no figure '" + options.figure + "' to explain; there are " + known_names(explanation));
  }
  if (options.format == Format::text) {
    const auto depth = static_cast<std::size_t>(options.depth < 0 ? 3 : options.depth);
    return {Exit::done, explanation_as_text(explanation, root->second, depth), {}};
  }
  JsonWriter json;
  json.begin_object().key("figure").string(options.figure).key("portfolio");
  single ? json.string(computed.report.portfolios.front().id) : json.null();
  json.key("from").string(computed.facts.range.from.to_string()).key("to").string(computed.facts.range.to.to_string());
  json.key("input_hash").string(computed.input_hash).key("explanation");
  const auto depth = static_cast<std::size_t>(options.depth < 0 ? whole_tree : options.depth);
  write_explanation_tree(json, explanation, root->second, depth);
  json.end_object();
  return {Exit::done, json.take(), {}};
}

/// Reads and computes, then lets `answer` say it.
template <class Answer>
Outcome on_computed(const BookSelection& selection, Context& context, const Answer& answer) try {
  context.progress("reading", 0.1);
  auto selected = select_unhashed_book(selection, context);
  if (auto* outcome = std::get_if<Outcome>(&selected)) return std::move(*outcome);
  const auto& book = std::get<SelectedBook>(selected);
  const auto computed = compute_report(book, context);
  if (!computed) return outcome_in(selection.book, computed.error());
  return answer(book, *computed);
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{selection.book, 0, {}}, overflow.what()}}});
}

}  // namespace

Outcome run_report(const ReportOptions& options, Context& context) {
  if (is_comparison(options)) return run_comparison(options, context);
  BookSelection selection = options.selection;
  if (!options.policies.empty()) selection.policy_file = options.policies.front();
  if (!options.known_ats.empty()) selection.known_at = options.known_ats.front();
  return on_computed(selection, context, [&](const SelectedBook& selected, const Computed& computed) {
    return Outcome{Exit::done, document(selected, computed, options.format), {}};
  });
}

Outcome run_explain(const ExplainOptions& options, Context& context) {
  return on_computed(options.selection, context, [&](const SelectedBook& selected, const Computed& computed) {
    return explained(options, selected, computed);
  });
}

}  // namespace dietz
