#include "cli/composite_command_line.hpp"

#include "cli/composite_command.hpp"
#include "cli/option_checks.hpp"
#include "cli/private_command.hpp"
#include "cli/selection_arguments.hpp"

#include <memory>

namespace dietz {
namespace {

void add_composite(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "composite", "Returns and dispersion of a composite of portfolios",
                                  "  dietz composite mybook --group growth\n"
                                  "  dietz composite mybook --group growth --from 2019-12-31 --benchmark world\n"
                                  "  dietz composite mybook --group growth --check --format csv\n\n"
                                  "groups.csv says which portfolios belong to the group, and when; composites.csv has\n"
                                  "its rules: weighting, minimum size, significant flow, dispersion.\n",
                                  {"text", "json", "csv"});
  const auto options = std::make_shared<CompositeOptions>();
  BookSelection& selection = options->selection;
  command->add_option("BOOK", selection.book, "Folder with the book's CSV files")->required();
  command->add_option("--group", selection.group, "The group whose portfolios make the composite")->required();
  command->add_option("--from", selection.from, "The record begins at this day's close or later")->check(a_date);
  command->add_option("--to", selection.to, "The record ends at this day's close or before")->check(a_date);
  command->add_option("--benchmark", selection.benchmark, "A benchmark or security of the book to compare with");
  command->add_option("--policy", selection.policy_file, "A policy file that replaces the book's");
  command->add_option("--known-at", selection.known_at, "Only what was recorded by then")->check(an_instant);
  command->add_option("--currency", selection.currency, "Currency of the composite")->check(a_currency);
  command->add_flag("--check", options->check, "Exit code 1 where a rule is broken");
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_composite(*options, context); };
  });
}

void add_private(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "private", "Multiples and returns of a private asset in a CSV file",
                                  "  dietz private fund.csv\n"
                                  "  dietz private fund.csv --committed 500000 --to 2024-12-31 --format json\n\n"
                                  "The file has the columns date,contribution,distribution,nav and, optional, index,\n"
                                  "to compare with the same flows in a public index:\n"
                                  "  date,contribution,distribution,nav,index\n"
                                  "  2021-03-31,1000,,,250\n"
                                  "  2024-12-31,,400,900,300      the value is after the day's flows\n"
                                  "The last net asset value is the end. A fund wound up has a nav of 0.\n",
                                  {"text", "json", "csv"});
  const auto options = std::make_shared<PrivateOptions>();
  command->add_option("FILE", options->file, "CSV file, or - for stdin")->required();
  command->add_option("--to", options->to, "The last net asset value on or before this day is the end")->check(a_date);
  command->add_option("--committed", options->committed, "Committed capital, for the share that is paid in")
      ->check(a_positive_decimal);
  command->add_option("--day-count", options->day_count, "How dates become years")
      ->check(a_day_count)
      ->capture_default_str();
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_private(*options, context); };
  });
}

}  // namespace

void add_composite_commands(CLI::App& app, Invocation& invocation) {
  add_composite(app, invocation);
  add_private(app, invocation);
}

}  // namespace dietz
