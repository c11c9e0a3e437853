#include "cli/risk_command.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/risk.hpp"
#include "calculations/series_frequency.hpp"
#include "cli/options.hpp"
#include "cli/risk_input.hpp"
#include "codec/csv_cells.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::size_t drawdowns_shown = 10;

struct Answer {
  ReturnRows rows;
  std::vector<Figure> figures;
  std::vector<Drawdown> drawdowns;
};

RiskInput input_of(const ReturnRows& rows, const RiskOptions& options) {
  RiskInput input;
  input.dates = rows.dates;
  input.returns = rows.returns;
  input.benchmark = rows.benchmark;
  input.risk_free = rows.risk_free;
  input.risk_free_annual = rows.risk_free_annual;
  input.mar = rows.mar_per_period;
  input.mar_series = rows.mar;
  input.confidence = *parse_double(options.confidence);
  input.reference_sharpe = parse_double(options.reference_sharpe).value_or(0);
  // Who says how many periods a year has asks for figures by year, also of less than one.
  input.annualize_under_one_year = !options.periods_per_year.empty();
  input.periods_per_year = parse_double(options.periods_per_year).value_or(periods_per_year_of(rows.dates));
  return input;
}

Answer answer_for(ReturnRows rows, const RiskOptions& options) {
  Answer answer;
  answer.figures = risk_figures(input_of(rows, options));
  answer.drawdowns = drawdowns_of_returns(rows.dates, rows.returns);
  answer.rows = std::move(rows);
  return answer;
}

void write_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
  json.key(name);
  date ? json.string(date->to_string()) : json.null();
}

void write_days(JsonWriter& json, std::string_view name, const std::optional<std::int32_t>& days) {
  json.key(name);
  days ? json.integer(*days) : json.null();
}

void write_drawdown(JsonWriter& json, const Drawdown& drawdown) {
  const auto count = [&json](std::string_view name, std::size_t value) {
    json.key(name).integer(static_cast<std::int64_t>(value));
  };
  json.begin_object();
  count("rank", drawdown.rank);
  write_date(json, "peak", drawdown.peak);
  write_date(json, "first_loss", drawdown.first_loss);
  write_date(json, "trough", drawdown.trough);
  write_date(json, "recovery", drawdown.recovery);
  json.key("depth").number(drawdown.depth);
  count("periods_total", drawdown.periods_total);
  count("periods_to_trough", drawdown.periods_to_trough);
  count("periods_recovery", drawdown.periods_recovery);
  write_days(json, "days_total", drawdown.days_total);
  write_days(json, "days_to_trough", drawdown.days_to_trough);
  write_days(json, "days_recovery", drawdown.days_recovery);
  json.end_object();
}

std::string as_json(const Answer& answer, const RiskOptions& options) {
  const ReturnRows& rows = answer.rows;
  JsonWriter json;
  json.begin_object().key("series").string(rows.series);
  if (!options.benchmark.empty()) json.key("benchmark").string(options.benchmark);
  if (!rows.dates.empty()) {
    write_date(json, "from", rows.dates.front());
    write_date(json, "to", rows.dates.back());
  }
  json.key("rows_used").integer(static_cast<std::int64_t>(rows.dates.size()));
  json.key("rows_left_out").integer(static_cast<std::int64_t>(rows.left_out));
  write_figures(json, answer.figures);
  json.key("drawdowns").begin_array();
  for (const Drawdown& drawdown : answer.drawdowns) write_drawdown(json, drawdown);
  json.end_array().end_object();
  return json.take();
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
}

std::string drawdowns_as_text(const std::vector<Drawdown>& drawdowns) {
  std::string out = "\n  Drawdowns   depth  peak        first loss  trough      recovery    periods\n";
  for (std::size_t i = 0; i < std::min(drawdowns.size(), drawdowns_shown); ++i) {
    const Drawdown& d = drawdowns[i];
    out += right(std::to_string(d.rank), 6) + right(readable(Rate(d.depth)), 13) + "  " +
           (d.peak ? d.peak->to_string() : "start     ") + "  " + d.first_loss.to_string() + "  " +
           d.trough.to_string() + "  " + (d.recovery ? d.recovery->to_string() : "lasts     ") +
           right(std::to_string(d.periods_total), 9) + "\n";
  }
  if (drawdowns.size() > drawdowns_shown) {
    out += "  and " + std::to_string(drawdowns.size() - drawdowns_shown) + " smaller ones\n";
  }
  return out;
}

std::string as_text(const Answer& answer, const RiskOptions& options) {
  const ReturnRows& rows = answer.rows;
  std::string out = shown(rows.series) + ": " + std::to_string(rows.dates.size()) + " returns";
  if (!rows.dates.empty()) out += " from " + rows.dates.front().to_string() + " to " + rows.dates.back().to_string();
  if (!options.benchmark.empty()) out += ", against " + shown(options.benchmark);
  out += "\n\n" + figures_as_text(answer.figures);
  if (!answer.drawdowns.empty()) out += drawdowns_as_text(answer.drawdowns);
  return out;
}

}  // namespace

Outcome run_risk(const RiskOptions& options, Context& context) {
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  auto rows = read_return_rows((*text)->view(), options.file,
                               {options.series, options.benchmark, options.risk_free, options.mar,
                                optional_date(options.from), optional_date(options.to)});
  if (!rows) {
    return rows.error().kind == ErrorKind::not_found ? usage_error(rows.error().message()) : outcome_of(rows.error());
  }
  const Answer answer = answer_for(std::move(*rows), options);
  std::string note;
  if (answer.rows.left_out > 0) {
    note = std::to_string(answer.rows.left_out) + " rows with a gap in a column used are left out\n";
  }
  switch (options.format) {
    case Format::json:
      return {Exit::done, as_json(answer, options), note};
    case Format::csv:
      return {Exit::done, figures_as_csv(answer.figures), note};
    default:
      return {Exit::done, as_text(answer, options), note};
  }
}

}  // namespace dietz
