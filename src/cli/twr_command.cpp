#include "cli/twr_command.hpp"

#include "calculations/return_figures.hpp"
#include "cli/options.hpp"
#include "cli/twr_input.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

struct Answer {
  ValuedInterval interval;
  std::vector<Figure> figures;
  ReturnSeries series;
};

ReturnMethod method_of(const TwrOptions& options) {
  ReturnMethod method;
  method.method = *parse_twr_method(options.method);
  if (const auto timing = parse_flow_timing(options.flow_timing)) method.flow_timing = *timing;
  if (options.flow_timing == "start") method.dietz_flows = DietzFlows::at_start_of_day;
  method.large_flow_percent = *Decimal::parse(options.large_flow_percent);
  method.annualize_under_one_year = options.annualize_under_one_year;
  return method;
}

Answer answer_for(std::span<const ValuedDay> days, const TwrOptions& options) {
  const ReturnMethod method = method_of(options);
  Answer answer;
  answer.interval =
      interval_of(days, optional_date(options.from), optional_date(options.to), Policy().stale_after_days);
  const std::string name = figure_name_of(method.method);
  answer.figures.push_back(interval_return(answer.interval, method, name).figure);
  answer.figures.push_back(annualized_return(answer.figures.front(), "twr_annualized", answer.interval.invested_days(),
                                             method.annualize_under_one_year));
  answer.series =
      return_series(answer.interval, method, parse_frequency(options.frequency).value_or(ReturnFrequency::day));
  return answer;
}

void write_points(JsonWriter& json, std::string_view name, const std::vector<ReturnPoint>& points) {
  json.key(name).begin_array();
  for (const ReturnPoint& point : points) {
    json.begin_object().key("date").string(point.date.to_string()).key("value");
    point.rate ? json.number(point.rate.value()) : json.null();
    if (!point.rate) json.key("reason").string(name_of(point.rate.reason()));
    json.end_object();
  }
  json.end_array();
}

std::string as_json(const Answer& answer) {
  JsonWriter json;
  json.begin_object();
  if (answer.interval.usable()) {
    json.key("from").string(answer.interval.range.from.to_string());
    json.key("to").string(answer.interval.range.to.to_string());
  }
  write_figures(json, answer.figures);
  write_points(json, "returns", answer.series.returns);
  write_points(json, "cumulative", answer.series.cumulative);
  json.end_object();
  return json.take();
}

std::string rate_text(const Rate& rate) { return rate ? shortest_text(rate.value()) : std::string(); }

std::string series_as_csv(const ReturnSeries& series) {
  std::string out = "date,return,cumulative,reason\n";
  for (std::size_t i = 0; i < series.returns.size(); ++i) {
    const Rate& rate = series.returns[i].rate;
    out += series.returns[i].date.to_string() + "," + rate_text(rate) + "," + rate_text(series.cumulative[i].rate) +
           "," + (rate ? std::string() : std::string(name_of(rate.reason()))) + "\n";
  }
  return out;
}

std::string series_as_text(const ReturnSeries& series) {
  std::string out = "\n  date            return   cumulative\n";
  const auto column = [](const Rate& rate, std::size_t width) {
    const std::string text = readable(rate);
    return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
  };
  for (std::size_t i = 0; i < series.returns.size(); ++i) {
    out += "  " + series.returns[i].date.to_string() + column(series.returns[i].rate, 12) +
           column(series.cumulative[i].rate, 13) + "\n";
  }
  return out;
}

std::string as_text(const Answer& answer, bool with_series) {
  std::string out;
  if (answer.interval.usable()) {
    out = "From the close of " + answer.interval.range.from.to_string() + " to the close of " +
          answer.interval.range.to.to_string() + "\n\n";
  }
  out += figures_as_text(answer.figures);
  if (with_series) out += series_as_text(answer.series);
  return out;
}

}  // namespace

Outcome run_twr(const TwrOptions& options, Context& context) try {
  if (const auto problem = interval_problem(options.from, options.to); !problem.empty()) return usage_error(problem);
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  const auto days = read_valued_days((*text)->view(), options.file, method_of(options).flow_timing, context.today);
  if (!days) return outcome_of(days.error());
  const Answer answer = answer_for(*days, options);
  const bool with_series = !options.frequency.empty();
  switch (options.format) {
    case Format::json:
      return {Exit::done, as_json(answer), {}};
    case Format::csv:
      return {Exit::done, with_series ? series_as_csv(answer.series) : figures_as_csv(answer.figures), {}};
    default:
      return {Exit::done, as_text(answer, with_series), {}};
  }
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.file, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
