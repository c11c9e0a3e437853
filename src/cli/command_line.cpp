#include "cli/command_line.hpp"

#include "cli/options.hpp"

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

}  // namespace

CommandLineOutcome run_command_line(std::vector<std::string> arguments, Context& context) {
  Invocation invocation;
  CLI::App app("dietz: investment performance, right and explained", "dietz");
  app.require_subcommand(1);
  app.set_help_all_flag("--help-all", "Help of every command");
  app.footer("`dietz COMMAND --help` shows a command's options with examples.\n");
  add_version(app, invocation);
  std::reverse(arguments.begin(), arguments.end());
  try {
    app.parse(std::move(arguments));
  } catch (const CLI::CallForHelp&) {
    const auto chosen = app.get_subcommands();
    return {{Exit::done, chosen.empty() ? app.help() : chosen.front()->help("dietz " + chosen.front()->get_name()), {}},
            {},
            false};
  } catch (const CLI::CallForAllHelp&) {
    return {{Exit::done, app.help("", CLI::AppFormatMode::All), {}}, {}, false};
  } catch (const CLI::ParseError& error) {
    return {usage_error(std::string(error.what()) + "\ndietz: `dietz --help` tells how to use it"), {}, false};
  }
  return {invocation.run(context), invocation.output, invocation.quiet};
}

}  // namespace dietz
