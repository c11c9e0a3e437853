#include "cli/risk_command.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/return_series.hpp"
#include "calculations/risk.hpp"
#include "calculations/rolling_risk.hpp"
#include "calculations/series_frequency.hpp"
#include "cli/measure_selection.hpp"
#include "cli/options.hpp"
#include "cli/risk_input.hpp"
#include "codec/csv_cells.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"
#include "presentation/rolling_output.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::size_t drawdowns_shown = 10;

/// What windows show where nothing else is asked for.
constexpr const char* usual_windows = "annualized_return,volatility_annualized,sharpe_ratio,max_drawdown";
constexpr const char* usual_relative_windows =
    "annualized_return,volatility_annualized,sharpe_ratio,max_drawdown,tracking_error,information_ratio,beta,"
    "correlation";

struct Answer {
  ReturnRows rows;
  std::vector<Figure> figures;
  std::vector<Drawdown> drawdowns;
  std::vector<RollingMeasure> rolling;
  std::vector<CalendarReturn> calendar;
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

/// Names of measures as asked for, or what is usual.
std::string chosen_figures(const RiskOptions& options) {
  if (!options.figures.empty()) return options.figures;
  if (options.rolling > 0) return options.benchmark.empty() ? usual_windows : usual_relative_windows;
  return options.format == Format::text ? "common" : "all";
}

/// The first return has none before it that it could be smoothed with, and goes.
void unsmooth(ReturnRows& rows) {
  rows.returns = unsmoothed(rows.returns);
  rows.dates.erase(rows.dates.begin(), rows.dates.end() - static_cast<std::ptrdiff_t>(rows.returns.size()));
  for (std::vector<double>* column : {&rows.benchmark, &rows.risk_free, &rows.mar}) {
    if (!column->empty())
      column->erase(column->begin(), column->end() - static_cast<std::ptrdiff_t>(rows.dates.size()));
  }
}

CalendarPeriod calendar_period(const std::string& name) {
  return name == "week"      ? CalendarPeriod::week
         : name == "month"   ? CalendarPeriod::month
         : name == "quarter" ? CalendarPeriod::quarter
                             : CalendarPeriod::year;
}

Answer answer_for(ReturnRows rows, const RiskOptions& options, const MeasureSet& wanted) {
  Answer answer;
  if (options.unsmooth) unsmooth(rows);
  const RiskInput input = input_of(rows, options);
  answer.figures = risk_figures(input, wanted);
  answer.drawdowns = drawdowns_of_returns(rows.dates, rows.returns);
  if (options.rolling > 0) answer.rolling = rolling_risk(input, options.rolling, wanted);
  if (!options.calendar.empty()) {
    answer.calendar = calendar_returns(rows.dates, rows.returns, calendar_period(options.calendar));
  }
  answer.rows = std::move(rows);
  return answer;
}

RollingTable rolling_table(const Answer& answer, const RiskOptions& options) {
  return {options.rolling, answer.rows.dates, answer.rolling};
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

void write_calendar(JsonWriter& json, const std::vector<CalendarReturn>& periods) {
  json.key("calendar").begin_array();
  for (const CalendarReturn& period : periods) {
    json.begin_object().key("period").string(period.name).key("date").string(period.to.to_string());
    json.key("returns").integer(static_cast<std::int64_t>(period.count)).key("value");
    period.rate ? json.number(period.rate.value()) : json.null();
    json.end_object();
  }
  json.end_array();
}

std::string calendar_as_csv(const std::vector<CalendarReturn>& periods) {
  std::string out = "period,date,returns,value\n";
  for (const CalendarReturn& period : periods) {
    out += period.name + "," + period.to.to_string() + "," + std::to_string(period.count) + "," +
           (period.rate ? shortest_text(period.rate.value()) : "") + "\n";
  }
  return out;
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
  json.end_array();
  if (options.rolling > 0) write_rolling(json, rolling_table(answer, options));
  if (!options.calendar.empty()) write_calendar(json, answer.calendar);
  json.end_object();
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

std::string calendar_as_text(const std::vector<CalendarReturn>& periods) {
  std::string out = "\n  Period     to          return\n";
  for (const CalendarReturn& period : periods) {
    out += "  " + period.name + std::string(11 - std::min<std::size_t>(period.name.size(), 10), ' ') +
           period.to.to_string() + right(readable(period.rate), 10) + "\n";
  }
  return out;
}

std::string as_csv(const Answer& answer, const RiskOptions& options) {
  if (options.rolling > 0) return rolling_as_csv(rolling_table(answer, options));
  return options.calendar.empty() ? figures_as_csv(answer.figures) : calendar_as_csv(answer.calendar);
}

std::string as_text(const Answer& answer, const RiskOptions& options) {
  const ReturnRows& rows = answer.rows;
  std::string out = shown(rows.series) + ": " + std::to_string(rows.dates.size()) + " returns";
  if (!rows.dates.empty()) out += " from " + rows.dates.front().to_string() + " to " + rows.dates.back().to_string();
  if (!options.benchmark.empty()) out += ", against " + shown(options.benchmark);
  out += "\n\n";
  if (options.rolling > 0) return out + rolling_as_text(rolling_table(answer, options));
  out += figures_as_text(answer.figures);
  if (!answer.drawdowns.empty()) out += drawdowns_as_text(answer.drawdowns);
  if (!options.calendar.empty()) out += calendar_as_text(answer.calendar);
  return out;
}

}  // namespace

Outcome run_risk(const RiskOptions& options, Context& context) {
  if (const auto problem = interval_problem(options.from, options.to, OneDay::is_an_interval); !problem.empty()) {
    return usage_error(problem);
  }
  const auto wanted = parse_measures(chosen_figures(options));
  if (!wanted) return usage_error(wanted.error().message());
  const Measure* relative = first_relative(*wanted);
  const bool is_set = options.figures.empty() || options.figures == "all" || options.figures == "common";
  if (!is_set && options.benchmark.empty() && relative != nullptr) {
    return usage_error("--figures: '" + std::string(relative->name) + "' needs --benchmark");
  }
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  auto rows = read_return_rows((*text)->view(), options.file,
                               {options.series, options.benchmark, options.risk_free, options.mar,
                                optional_date(options.from), optional_date(options.to)});
  if (!rows) {
    return rows.error().kind == ErrorKind::not_found ? usage_error(rows.error().message()) : outcome_of(rows.error());
  }
  const Answer answer = answer_for(std::move(*rows), options, *wanted);
  std::string note;
  if (answer.rows.left_out > 0) {
    note = std::to_string(answer.rows.left_out) + " rows with a gap in a column used are left out\n";
  }
  switch (options.format) {
    case Format::json:
      return {Exit::done, as_json(answer, options), note};
    case Format::csv:
      return {Exit::done, as_csv(answer, options), note};
    default:
      return {Exit::done, as_text(answer, options), note};
  }
}

}  // namespace dietz
