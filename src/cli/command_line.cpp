#include "cli/command_line.hpp"

#include "cli/check_command.hpp"
#include "cli/irr_command.hpp"
#include "cli/options.hpp"
#include "cli/twr_command.hpp"
#include "model/decimal.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <map>
#include <memory>
#include <utility>

namespace dietz {
namespace {

using Run = std::function<Outcome(Context&)>;

/// One invocation while it is being read: what was chosen of the options that every command has, and what to run.
struct Invocation {
  std::string format = "text";
  std::string output;
  bool quiet = false;
  Run run;

  [[nodiscard]] Format chosen_format() const {
    const std::map<std::string, Format> formats{
        {"text", Format::text}, {"json", Format::json}, {"csv", Format::csv}, {"html", Format::html}};
    return formats.at(format);
  }
};

const CLI::Validator a_date(
    [](std::string& text) {
      return Date::parse(text) ? std::string() : "'" + text + "' is not a date like 2024-12-31";
    },
    "YYYY-MM-DD");

const CLI::Validator a_positive_decimal(
    [](std::string& text) {
      const auto value = Decimal::parse(text);
      return value && value->sign() > 0 ? std::string() : "'" + text + "' is not a number above 0";
    },
    "NUMBER");

const CLI::Validator a_day_count(
    [](std::string& text) {
      if (parse_day_count(text)) return std::string();
      std::string names;
      for (const DayCount convention : all_day_counts)
        names += (names.empty() ? "" : ", ") + std::string(name_of(convention));
      return "'" + text + "' is none of " + names;
    },
    "DAY_COUNT");

CLI::App* add_command(CLI::App& app, Invocation& invocation, const std::string& name, const std::string& what,
                      const std::string& examples, std::vector<std::string> formats) {
  CLI::App* command = app.add_subcommand(name, what);
  command->footer("Examples:\n" + examples);
  command->add_option("--format", invocation.format, "How the result is written")
      ->check(CLI::IsMember(std::move(formats)))
      ->capture_default_str();
  command->add_option("--output", invocation.output, "Write the result to this file instead of stdout");
  command->add_flag("--quiet", invocation.quiet, "No progress and no notes on stderr");
  return command;
}

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
                                  "  dietz twr values.csv\n"
                                  "  dietz twr values.csv --method modified_dietz --from 2023-12-31 --to 2024-12-31\n"
                                  "  dietz twr values.csv --frequency month --format csv\n\n"
                                  "The file has the columns date,value and, optional, flow and timing:\n"
                                  "  date,value,flow\n"
                                  "  2024-01-31,1000,\n"
                                  "  2024-02-29,1610,500     500 paid in; the value is at the day's end, after it\n"
                                  "An empty value means the day wasn't valued. timing is start or end of the day.\n",
                                  {"text", "json", "csv"});
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
                                  "  dietz irr flows.csv\n"
                                  "  dietz irr flows.csv --day-count 30E/360 --format json\n"
                                  "  dietz irr budget.csv --periodic\n\n"
                                  "The file has the columns date,amount (or period,amount):\n"
                                  "  date,amount\n"
                                  "  2023-01-31,-1000        paid in\n"
                                  "  2024-01-31,1100         got out, or the value at the end\n"
                                  "Every rate that makes the present value zero is found; with several, the one\n"
                                  "nearest to no growth is given, with a warning.\n",
                                  {"text", "json", "csv"});
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
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_check(*options, context); };
  });
}

}  // namespace

CommandLineOutcome run_command_line(std::vector<std::string> arguments, Context& context) {
  Invocation invocation;
  CLI::App app("dietz: investment performance, right and explained", "dietz");
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Help of every command");
  app.footer("`dietz COMMAND --help` shows a command's options with examples.\n");
  add_twr(app, invocation);
  add_irr(app, invocation);
  add_check(app, invocation);
  add_version(app, invocation);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return {{Exit::done, chosen.empty() ? app.help() : chosen.front()->help("dietz"), {}}, {}, false};
  } catch (const CLI::CallForAllHelp&) {
    return {{Exit::done, app.help("", CLI::AppFormatMode::All), {}}, {}, false};
  } catch (const CLI::ParseError& error) {
    return {usage_error(std::string(error.what()) + "\ndietz: `dietz --help` tells how to use it"), {}, false};
  }
  return {invocation.run(context), invocation.output, invocation.quiet};
}

}  // namespace dietz
