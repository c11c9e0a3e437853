#pragma once

#include "cli/context.hpp"
#include "cli/outcome.hpp"
#include "model/instant.hpp"

#include <CLI/CLI.hpp>

#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace dietz {

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

inline const CLI::Validator an_instant(
    [](std::string& text) {
      return Instant::parse(text) ? std::string()
                                  : "'" + text + "' is not a date or an instant like 2024-12-31T17:00:00Z";
    },
    "TIME");

/// A command with the options that every command has.
inline CLI::App* add_command(CLI::App& app, Invocation& invocation, const std::string& name, const std::string& what,
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

}  // namespace dietz
