#include "performance_calculator/performance_calculator.hpp"

#include "calculations/book_explanation.hpp"
#include "performance_calculator/loaded_report.hpp"
#include "performance_calculator/report_series.hpp"
#include "presentation/explanation_output.hpp"
#include "presentation/figures.hpp"
#include "presentation/report_json.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The figures asked for, in the order of the report.
std::vector<Figure> chosen(const std::vector<Figure>& all, const std::vector<std::string>& names) {
  if (names.empty()) return all;
  std::vector<Figure> figures;
  for (const Figure& figure : all) {
    if (std::find(names.begin(), names.end(), figure.name) != names.end()) figures.push_back(figure);
  }
  return figures;
}

std::string all_messages(const Error& error) {
  std::string text;
  for (const Problem& problem : error.problems) {
    if (!text.empty()) text += "; ";
    if (problem.origin.line != 0) text += problem.origin.file + ":" + std::to_string(problem.origin.line) + ": ";
    text += problem.message;
  }
  return text;
}

/// RFC 3339, `2026-01-31T17:00:00Z`, with six digits of a second where there are any.
std::string utc_text(Instant moment) {
  constexpr std::int64_t second = 1'000'000;
  const LocalTime utc = local_time(moment, 0);
  const auto digits = [](std::int64_t number, std::size_t width) {
    std::string text = std::to_string(number);
    return text.insert(0, width - text.size(), '0');
  };
  const std::int64_t seconds = utc.microsecond_of_day / second, part = utc.microsecond_of_day % second;
  return utc.date.to_string() + "T" + digits(seconds / 3600, 2) + ":" + digits(seconds / 60 % 60, 2) + ":" +
         digits(seconds % 60, 2) + (part == 0 ? "" : "." + digits(part, 6)) + "Z";
}

std::string single_document(const LoadedReport& loaded, const Calculation& calculation,
                            const std::string& engine_version) {
  JsonWriter json;
  json.begin_object();
  json.key("portfolio").string(calculation.portfolios.front());
  json.key("from").string(loaded.report.range.from.to_string()).key("to").string(loaded.report.range.to.to_string());
  json.key("input_hash").string(loaded.input_hash).key("engine_version").string(engine_version);
  write_figures(json, chosen(loaded.report.portfolios.front().figures, calculation.figures));
  std::string report = report_as_json(
      loaded.report,
      {loaded.input_hash, engine_version, calculation.known_at ? utc_text(*calculation.known_at) : std::string()});
  while (!report.empty() && report.back() == '\n') report.pop_back();
  json.key("report").raw(report);
  json.end_object();
  return json.take();
}

void write_item(JsonWriter& json, const std::string& portfolio, const CalculationPeriod& period,
                const Result<LoadedReport>& loaded, const Calculation& calculation) {
  json.begin_object().key("portfolio").string(portfolio);
  if (loaded.ok()) {
    json.key("from")
        .string(loaded->report.range.from.to_string())
        .key("to")
        .string(loaded->report.range.to.to_string());
    json.key("input_hash").string(loaded->input_hash);
    write_figures(json, chosen(loaded->report.portfolios.front().figures, calculation.figures));
  } else {
    const auto date = [&json](const char* name, const std::optional<Date>& value) {
      json.key(name);
      value ? json.string(value->to_string()) : json.null();
    };
    date("from", period.from);
    date("to", period.to);
    json.key("error").string(all_messages(loaded.error()));
  }
  json.end_object();
}

/// What the facts of a request are to blame for stands in its result; the store's troubles end the work.
bool is_result(const Error& error) { return error.kind == ErrorKind::invalid || error.kind == ErrorKind::not_found; }

Error with_all_messages(const Error& error) { return {error.kind, {{{}, all_messages(error)}}}; }

}  // namespace

Result<CalculationResult> PerformanceCalculator::calculate(const TenantContext& context, const Calculation& calculation,
                                                           const Progress& progress) const {
  const Date today = today_();
  CalculationResult result;
  if (!calculation.is_batch) {
    if (!progress(10)) return Error::conflict("stopped");
    const auto loaded = load_report(repositories_, digests_, context, calculation, calculation.portfolios.front(),
                                    calculation.periods.front(), today);
    if (!loaded.ok()) return with_all_messages(loaded.error());
    result.document = single_document(*loaded, calculation, engine_version_);
    result.input_hash = loaded->input_hash;
    result.series = series_of(context, calculation, loaded->report.portfolios.front());
    return result;
  }
  const auto hashes = digests_.sha256();
  JsonWriter json;
  json.begin_object().key("engine_version").string(engine_version_).key("items").begin_array();
  const std::size_t all = calculation.portfolios.size() * calculation.periods.size();
  std::size_t done = 0;
  for (const std::string& portfolio : calculation.portfolios) {
    for (const CalculationPeriod& period : calculation.periods) {
      if (!progress(static_cast<std::uint32_t>(done++ * 99 / all))) return Error::conflict("stopped");
      const auto loaded = load_report(repositories_, digests_, context, calculation, portfolio, period, today);
      if (!loaded.ok() && !is_result(loaded.error())) return loaded.error();
      hashes->update(loaded.ok() ? loaded->input_hash : "none");
      write_item(json, portfolio, period, loaded, calculation);
    }
  }
  json.end_array().end_object();
  result.document = json.take();
  result.input_hash = "sha256:" + hashes->finish();
  return result;
}

Result<std::string> PerformanceCalculator::explain(const TenantContext& context, const Calculation& calculation,
                                                   const std::string& figure, std::size_t depth) const {
  if (calculation.is_batch) return Error::invalid("a batch has no explanations: ask for one portfolio and period");
  const auto loaded = load_report(repositories_, digests_, context, calculation, calculation.portfolios.front(),
                                  calculation.periods.front(), today_());
  if (!loaded.ok()) return with_all_messages(loaded.error());
  const Explanation explanation = explain_portfolio(loaded->book, loaded->facts, loaded->report, 0);
  const auto root = explanation.roots.find(figure);
  if (root == explanation.roots.end()) return Error::not_found("no figure '" + figure + "' to explain");
  JsonWriter json;
  json.begin_object().key("figure").string(figure).key("portfolio").string(calculation.portfolios.front());
  json.key("from").string(loaded->report.range.from.to_string()).key("to").string(loaded->report.range.to.to_string());
  json.key("input_hash").string(loaded->input_hash).key("explanation");
  write_explanation_tree(json, explanation, root->second, depth);
  json.end_object();
  return json.take();
}

}  // namespace dietz
