#include "cli/selection_arguments.hpp"

#include "cli/invocation.hpp"
#include "model/currency.hpp"
#include "model/date.hpp"

namespace dietz {

const CLI::Validator a_date(
    [](std::string& text) {
      return Date::parse(text) ? std::string() : "'" + text + "' is not a date like 2024-12-31";
    },
    "YYYY-MM-DD");

const CLI::Validator a_currency(
    [](std::string& text) {
      return Currency::parse(text) ? std::string() : "'" + text + "' is not a currency code like EUR";
    },
    "CUR");

void add_selection(CLI::App& command, BookSelection& selection) {
  command.add_option("BOOK", selection.book, "Folder with the book's CSV files")->required();
}

void add_selection_options(CLI::App& command, BookSelection& selection) {
  command.add_option("--portfolio", selection.portfolios, "Only this portfolio; may be given several times");
  command.add_option("--group", selection.group, "Only the portfolios of this group");
  command.add_option("--from", selection.from, "The interval begins at this day's close")->check(a_date);
  command.add_option("--to", selection.to, "The interval ends at this day's close")->check(a_date);
  command.add_option("--benchmark", selection.benchmark, "A benchmark or security of the book to compare with");
  command.add_option("--policy", selection.policy_file, "A policy file that replaces the book's");
  command.add_option("--known-at", selection.known_at, "Only what was recorded by then")->check(an_instant);
  command.add_option("--currency", selection.currency, "Currency of the total")->check(a_currency);
}

}  // namespace dietz
