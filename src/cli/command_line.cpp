#include "cli/command_line.hpp"

#include "cli/attribution_arguments.hpp"
#include "cli/check_command.hpp"
#include "cli/composite_command_line.hpp"
#include "cli/invocation.hpp"
#include "cli/irr_command.hpp"
#include "cli/matrix_command.hpp"
#include "cli/measures_command.hpp"
#include "cli/option_checks.hpp"
#include "cli/options.hpp"
#include "cli/report_command.hpp"
#include "cli/risk_command.hpp"
#include "cli/selection_arguments.hpp"
#include "cli/service_command_line.hpp"
#include "cli/twr_command.hpp"
#include "codec/csv_cells.hpp"
#include "codec/shown_text.hpp"
#include "model/decimal.hpp"
#include "model/instant.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace dietz {
namespace {

void add_version(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      add_command(app, invocation, "version", "Print the version", "  dietz version\n", {"text", "json"});
  command->callback([&invocation] {
    invocation.run = [&invocation](Context&) {
      const std::string version = engine_version;
      return Outcome{Exit::done,
                     invocation.chosen_format() == Format::json ? "{\"version\":\"" + version + "\"}\n"
                                                                : "dietz " + version + "\n",
                     {}};
    };
  });
}

void add_twr(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "twr", "Time-weighted return of values and flows in a CSV file",
                                  twr_examples, {"text", "json", "csv"});
  const auto options = std::make_shared<TwrOptions>();
  command->add_option("FILE", options->file, "CSV file, or - for stdin")->required();
  command->add_option("--method", options->method, "How the return is computed")
      ->check(CLI::IsMember({"daily", "modified_dietz", "simple_dietz", "linked_dietz"}))
      ->capture_default_str();
  command->add_option("--flow-timing", options->flow_timing, "When in a day flows count")
      ->check(CLI::IsMember({"inflow_start_outflow_end", "start", "end"}));
  command->add_option("--from", options->from, "The interval begins at this day's close")->check(a_date);
  command->add_option("--to", options->to, "The interval ends at this day's close")->check(a_date);
  command->add_option("--frequency", options->frequency, "Also list the returns by period")
      ->check(CLI::IsMember({"day", "month", "quarter", "year"}));
  command->add_option("--large-flow-percent", options->large_flow_percent, "A flow above this cuts linked Dietz")
      ->check(a_positive_decimal)
      ->capture_default_str();
  command->add_flag("--annualize-under-one-year", options->annualize_under_one_year,
                    "Annualise also an interval under a year");
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_twr(*options, context); };
  });
}

void add_irr(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "irr", "Money-weighted return of cash flows in a CSV file",
                                  irr_examples, {"text", "json", "csv"});
  const auto options = std::make_shared<IrrOptions>();
  command->add_option("FILE", options->file, "CSV file, or - for stdin")->required();
  CLI::Option* periodic =
      command->add_flag("--periodic", options->periodic, "Columns period,amount; a rate per period");
  command->add_option("--day-count", options->day_count, "How dates become years")
      ->check(a_day_count)
      ->capture_default_str()
      ->excludes(periodic);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_irr(*options, context); };
  });
}

CLI::Validator a_number_where(bool (*holds)(double), std::string what, const char* type) {
  return CLI::Validator(
      [holds, what = std::move(what)](std::string& text) {
        const auto value = parse_double(text);
        return value && holds(*value) ? std::string() : "'" + text + "' is not " + what;
      },
      type);
}

void add_risk(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "risk", "Risk figures and drawdowns of returns in a CSV file",
                                  risk_examples, {"text", "json", "csv"});
  const auto options = std::make_shared<RiskOptions>();
  command->add_option("FILE", options->file, "CSV file, or - for stdin")->required();
  command->add_option("--series", options->series, "The series; may be left out where the file has only one");
  command->add_option("--benchmark", options->benchmark, "The series to compare with");
  command->add_option("--risk-free", options->risk_free, "A series of risk-free returns, or an annual rate");
  command->add_option("--mar", options->mar, "Minimum acceptable return of a period, or a series of them");
  command->add_option("--periods-per-year", options->periods_per_year, "Left out: by the distance of the dates")
      ->check(a_number_where([](double x) { return x > 0; }, "a number above 0", "NUMBER"));
  command->add_option("--confidence", options->confidence, "Of value at risk and expected shortfall")
      ->check(a_number_where([](double x) { return x > 0 && x < 1; }, "a number between 0 and 1", "NUMBER"))
      ->capture_default_str();
  command->add_option("--from", options->from, "The first date that counts")->check(a_date);
  command->add_option("--to", options->to, "The last date that counts")->check(a_date);
  command->add_option("--reference-sharpe", options->reference_sharpe, "Sharpe ratio a period to be beaten; default 0")
      ->check(a_number_where([](double) { return true; }, "a number", "NUMBER"));
  command->add_option("--figures", options->figures, "Names divided by commas, all, or common");
  command->add_option("--rolling", options->rolling, "Figures over each window of this many returns")
      ->check(CLI::Range(std::size_t{1}, std::size_t{1'000'000}));
  command->add_option("--calendar", options->calendar, "Also list the returns by calendar period")
      ->check(CLI::IsMember({"week", "month", "quarter", "year"}))
      ->excludes("--rolling");
  command->add_flag("--unsmooth", options->unsmooth, "Take the smoothing of appraised prices out first (Geltner)");
  CLI::Option* matrix = command->add_flag("--matrix", options->matrix, "Covariances and correlations of all series")
                            ->excludes("--series", "--benchmark", "--rolling", "--calendar", "--figures", "--unsmooth",
                                       "--risk-free", "--mar", "--periods-per-year", "--reference-sharpe");
  command->add_option("--weights", options->weights, "NAME=WEIGHT,…: what each contributes to the risk")->needs(matrix);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) {
      return options->matrix ? run_matrix(*options, context) : run_risk(*options, context);
    };
  });
}

void add_measures(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "measures", "The measures of `dietz risk`, with their definitions",
                                  measures_examples, {"text", "json", "csv", "markdown"});
  command->callback(
      [&invocation] { invocation.run = [&invocation](Context&) { return run_measures(invocation.format); }; });
}

void add_check(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "check", "What a book's data leaves to be desired, row by row",
                                  "  dietz check examples/euro-investor\n"
                                  "  dietz check BOOK --format json\n\n"
                                  "Looks for missing and stale prices, splits that aren't booked, gaps in exchange\n"
                                  "rates, negative positions and cash, doubled rows, amounts that aren't quantity x\n"
                                  "price, bookings before the inception, flows on days without a valuation.\n"
                                  "Exit code 1 when something is found; notes don't count.\n",
                                  {"text", "json", "csv"});
  const auto options = std::make_shared<CheckOptions>();
  command->add_option("BOOK", options->book, "Folder of CSV files")->required();
  command->add_option("--known-at", options->known_at, "Only what was recorded by then")->check(an_instant);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_check(*options, context); };
  });
}

/// `--policy` and `--known-at` may be given twice to a report: then it says what differs.
void add_comparison_options(CLI::App& command, ReportOptions& options) {
  for (const char* name : {"--policy", "--known-at"}) command.remove_option(command.get_option(name));
  command.add_option("--policy", options.policies, "A policy file that replaces the book's; two are compared")
      ->allow_extra_args(false);
  command.add_option("--known-at", options.known_ats, "Only what was recorded by then; two moments are compared")
      ->allow_extra_args(false)
      ->check(an_instant);
  command.add_option("--what-if", options.what_if,
                     "A file or folder of rows to lay over the book; tells what they change");
}

void add_report(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "report", "Performance of the portfolios of a book",
                                  "  dietz report examples/euro-investor\n"
                                  "  dietz report mybook --from 2023-12-31 --portfolio main\n"
                                  "  dietz report mybook --format html --output report.html\n"
                                  "  dietz report mybook --what-if sold-in-may.csv\n"
                                  "  dietz report mybook --policy ours.toml --policy theirs.toml\n"
                                  "  dietz report mybook --known-at 2025-01-31 --known-at 2025-02-28\n\n"
                                  "A book is a folder with transactions.csv, and usually prices.csv, fx.csv,\n"
                                  "portfolios.csv, securities.csv, benchmarks.csv and policy.toml.\n",
                                  {"text", "json", "csv", "html"});
  const auto options = std::make_shared<ReportOptions>();
  add_selection(*command, options->selection);
  add_selection_options(*command, options->selection);
  add_comparison_options(*command, *options);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_report(*options, context); };
  });
}

void add_explain(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "explain", "How a figure came about, down to rows of the files",
                                  "  dietz explain examples/euro-investor twr --portfolio main\n"
                                  "  dietz explain mybook gain --from 2023-12-31 --depth 5\n"
                                  "  dietz explain mybook xirr --format json\n\n"
                                  "FIGURE is a figure of the report (twr, xirr, volatility, …) or an amount\n"
                                  "(end_value, flows_in, income, fees, currency_gain, …). With several portfolios\n"
                                  "the total is explained.\n",
                                  {"text", "json"});
  const auto options = std::make_shared<ExplainOptions>();
  add_selection(*command, options->selection);
  command->add_option("FIGURE", options->figure, "Which figure")->required();
  add_selection_options(*command, options->selection);
  command->add_option("--depth", options->depth, "How many levels to show; left out: 3 as text, all as JSON")
      ->check(CLI::Range(0, 1000));
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_explain(*options, context); };
  });
}

/// What is wrong with a command line, and which help has the answer.
Outcome wrong_usage(const CLI::App& app, const std::string& first_argument, const CLI::ParseError& error) {
  const auto chosen = app.get_subcommands();
  if (!chosen.empty())
    return usage_error(std::string(error.what()) + "\ndietz: `dietz " + chosen.front()->get_name() +
                       " --help` tells how to use it");
  // CLI11 would say of an unknown command that one is missing.
  std::vector<std::string_view> names;
  const auto all = app.get_subcommands([](const CLI::App*) { return true; });
  for (const CLI::App* command : all) names.push_back(command->get_name());
  std::string what = "a command is needed: " + one_of(names);
  if (first_argument.starts_with('-')) {
    what = "unknown option " + shown(first_argument) + " in place of a command";
  } else if (!first_argument.empty()) {
    what = "unknown command " + shown(first_argument) + did_you_mean(first_argument, names);
  }
  return usage_error(what + "\ndietz: `dietz --help` lists the commands");
}

}  // namespace

CommandLineOutcome run_command_line(std::vector<std::string> arguments, Context& context) {
  Invocation invocation;
  CLI::App app("dietz: investment performance, right and explained", "dietz");
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Help of every command");
  app.set_version_flag("--version", std::string("dietz ") + engine_version, "Print the version");
  app.footer("`dietz COMMAND --help` shows a command's options with examples.\n");
  add_report(app, invocation);
  add_explain(app, invocation);
  add_twr(app, invocation);
  add_irr(app, invocation);
  add_risk(app, invocation);
  add_attribution(app, invocation);
  add_contribution(app, invocation);
  add_lots(app, invocation);
  add_measures(app, invocation);
  add_check(app, invocation);
  add_service_commands(app, invocation);
  add_composite_commands(app, invocation);
  add_version(app, invocation);
  const std::string first_argument = arguments.empty() ? std::string() : arguments.front();
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    const CLI::App* chosen = &app;
    while (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
    return {{Exit::done, chosen == &app ? app.help() : chosen->help("dietz"), {}}, {}, false};
  } catch (const CLI::CallForAllHelp&) {
    return {{Exit::done, app.help("", CLI::AppFormatMode::All), {}}, {}, false};
  } catch (const CLI::CallForVersion& version) {
    return {{Exit::done, std::string(version.what()) + "\n", {}}, {}, false};
  } catch (const CLI::ParseError& error) {
    return {wrong_usage(app, first_argument, error), {}, false};
  }
  return {invocation.run(context), invocation.output, invocation.quiet};
}

}  // namespace dietz
