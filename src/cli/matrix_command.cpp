#include "cli/matrix_command.hpp"

#include "cli/options.hpp"
#include "cli/return_table_input.hpp"
#include "codec/csv_cells.hpp"
#include "codec/shown_text.hpp"
#include "presentation/matrix_output.hpp"

#include <algorithm>

namespace dietz {
namespace {

/// The places and weights of `A=0.6,B=0.4`.
struct Weights {
  std::vector<std::size_t> places;
  std::vector<double> values;
};

Error wrong_weight(std::string_view part, const std::string& why) {
  return Error::not_found("--weights: " + shown(part) + " " + why);
}

Result<Weights> parse_weights(std::string_view text, const ReturnTable& table) {
  Weights weights;
  const std::vector<std::string_view> names(table.names.begin(), table.names.end());
  while (!text.empty()) {
    const std::string_view part = text.substr(0, text.find(','));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const std::size_t equals = part.rfind('=');
    const auto value = equals == std::string_view::npos ? std::nullopt : parse_double(part.substr(equals + 1));
    if (!value) return wrong_weight(part, "is not a weight like fund=0.6");
    const std::string_view name = part.substr(0, equals);
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) return wrong_weight(name, "is no series of the file" + did_you_mean(name, names));
    const auto place = static_cast<std::size_t>(found - names.begin());
    if (std::find(weights.places.begin(), weights.places.end(), place) != weights.places.end()) {
      return wrong_weight(name, "has two weights");
    }
    weights.places.push_back(place);
    weights.values.push_back(*value);
  }
  return weights;
}

ContributionTable contributions_of(const ReturnTable& table, const Weights& weights, double confidence) {
  ContributionTable result;
  std::vector<std::vector<double>> complete(weights.places.size());
  for (std::size_t t = 0; t < table.dates.size(); ++t) {
    const bool has_all = std::all_of(weights.places.begin(), weights.places.end(),
                                     [&](std::size_t place) { return table.columns[place][t].has_value(); });
    if (!has_all) continue;
    ++result.periods;
    for (std::size_t i = 0; i < complete.size(); ++i) complete[i].push_back(*table.columns[weights.places[i]][t]);
  }
  for (const std::size_t place : weights.places) result.names.push_back(table.names[place]);
  result.weights = weights.values;
  result.confidence = confidence;
  result.risks = risk_contributions(complete, weights.values, confidence);
  return result;
}

}  // namespace

Outcome run_matrix(const RiskOptions& options, Context& context) {
  if (const auto problem = interval_problem(options.from, options.to, OneDay::is_an_interval); !problem.empty()) {
    return usage_error(problem);
  }
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  const auto table =
      read_return_table((*text)->view(), options.file, optional_date(options.from), optional_date(options.to));
  if (!table) return outcome_of(table.error());
  const ReturnMatrix matrix(table->columns);
  MatrixDocument document{table->names, table->dates, matrix, {}};
  if (!options.weights.empty()) {
    const auto weights = parse_weights(options.weights, *table);
    if (!weights) return usage_error(weights.error().message());
    document.contributions = contributions_of(*table, *weights, *parse_double(options.confidence));
  }
  switch (options.format) {
    case Format::json:
      return {Exit::done, matrix_as_json(document), {}};
    case Format::csv:
      return {Exit::done, matrix_as_csv(document), {}};
    default:
      return {Exit::done, matrix_as_text(document), {}};
  }
}

}  // namespace dietz
