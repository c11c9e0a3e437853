#include "cli/irr_command.hpp"

#include "calculations/irr_figures.hpp"
#include "cli/irr_input.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

Result<std::vector<Figure>> figures_for(std::string_view text, const IrrOptions& options) {
  if (options.periodic) {
    const auto flows = read_periodic_amounts(text, options.file);
    if (!flows) return flows.error();
    return std::vector<Figure>{figure_of_irr(irr(*flows))};
  }
  const auto flows = read_dated_amounts(text, options.file);
  if (!flows) return flows.error();
  const DayCount day_count = *parse_day_count(options.day_count);
  return figures_of_xirr(xirr(*flows, day_count), day_count);
}

std::string as_json(std::span<const Figure> figures) {
  JsonWriter json;
  json.begin_object();
  write_figures(json, figures);
  json.end_object();
  return json.take();
}

}  // namespace

Outcome run_irr(const IrrOptions& options, Context& context) {
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  const auto figures = figures_for((*text)->view(), options);
  if (!figures) return outcome_of(figures.error());
  switch (options.format) {
    case Format::json:
      return {Exit::done, as_json(*figures), {}};
    case Format::csv:
      return {Exit::done, figures_as_csv(*figures), {}};
    default:
      return {Exit::done, figures_as_text(*figures), {}};
  }
}

}  // namespace dietz
