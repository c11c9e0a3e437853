#include "cli/attribution_arguments.hpp"

#include "cli/attribution_command.hpp"
#include "cli/contribution_command.hpp"
#include "cli/lots_command.hpp"
#include "cli/selection_arguments.hpp"

#include <memory>

namespace dietz {

void add_attribution(CLI::App& app, Invocation& invocation) {
  CLI::App* command =
      add_command(app, invocation, "attribution", "Why a portfolio did better or worse than its benchmark",
                  "  dietz attribution segments.csv\n"
                  "  dietz attribution segments.csv --interaction selection --linking menchero\n"
                  "  dietz attribution positions.csv --by region,sector --format json\n"
                  "  dietz attribution mybook --by sector --benchmark index --from 2023-12-31\n\n"
                  "The file has weights at each period's beginning and returns, as fractions, of the\n"
                  "portfolio (wp, rp) and the benchmark (wb, rb):\n"
                  "  period,segment,wp,wb,rp,rb\n"
                  "  2024-Q1,UK equities,0.4,0.4,0.2,0.1\n"
                  "  2024-Q1,US equities,0.6,0.5,0.06,0.08\n"
                  "  2024-Q1,Cash,0,0.1,,0.01         not held: no return\n"
                  "With the columns currency_return and forward_premium (Ankrim-Hensel) or\n"
                  "deposit_rate (Karnosky-Singer) currency effects are split off.\n",
                  {"text", "json", "csv"});
  const auto options = std::make_shared<AttributionOptions>();
  command->add_option("FILE", options->selection.book, "CSV file, - for stdin, or the folder of a book")->required();
  command->add_option("--model", options->model, "Brinson-Fachler, Brinson-Hood-Beebower or geometric")
      ->check(CLI::IsMember({"bf", "bhb", "geometric"}))
      ->capture_default_str();
  command->add_option("--interaction", options->interaction, "Where the interaction counts")
      ->check(CLI::IsMember({"separate", "selection", "allocation"}))
      ->capture_default_str();
  command->add_option("--linking", options->linking, "How effects of several periods add up")
      ->check(CLI::IsMember({"carino", "menchero", "grap", "frongello", "davies_laker"}))
      ->capture_default_str();
  command->add_option("--currency-model", options->currency_model, "Currency effects; left out: by the columns")
      ->check(CLI::IsMember({"none", "ankrim_hensel", "karnosky_singer"}));
  command
      ->add_option("--by", options->by,
                   "One or two columns to classify by, the outer one first; of a book: asset_class, sector\n"
                   "(default), region, currency, security")
      ->delimiter(',')
      ->expected(1, 2);
  command->add_option("--frequency", options->frequency, "Periods that a book is told apart by; default month")
      ->check(CLI::IsMember({"day", "month", "quarter", "year"}));
  add_selection_options(*command, options->selection);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_attribution(*options, context); };
  });
}

void add_lots(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "lots", "Open and closed lots with their gains",
                                  "  dietz lots examples/euro-investor\n"
                                  "  dietz lots mybook --from 2023-12-31 --to 2024-12-31 --format csv\n\n"
                                  "What is open at the end, and what was closed in the interval, by the policy's\n"
                                  "lot_method: cost, value or proceeds, gain and days held, in the portfolio's\n"
                                  "currency and in the security's.\n",
                                  {"text", "json", "csv"});
  const auto options = std::make_shared<LotsOptions>();
  add_selection(*command, options->selection);
  add_selection_options(*command, options->selection);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_lots(*options, context); };
  });
}

void add_contribution(CLI::App& app, Invocation& invocation) {
  CLI::App* command = add_command(app, invocation, "contribution", "What each position added to a return",
                                  "  dietz contribution examples/euro-investor\n"
                                  "  dietz contribution mybook --by sector --from 2023-12-31 --frequency quarter\n"
                                  "  dietz contribution mybook --by currency --format csv\n\n"
                                  "Contributions add up to the time-weighted return of the report, and tell gains of\n"
                                  "price, currency and income apart. Classes stand in securities.csv.\n",
                                  {"text", "json", "csv"});
  const auto options = std::make_shared<ContributionOptions>();
  add_selection(*command, options->selection);
  command->add_option("--by", options->by, "What positions are told apart by")
      ->check(CLI::IsMember({"security", "asset_class", "sector", "region", "currency"}))
      ->capture_default_str();
  command->add_option("--frequency", options->frequency, "Also list the calendar periods")
      ->check(CLI::IsMember({"day", "month", "quarter", "year"}));
  add_selection_options(*command, options->selection);
  command->callback([&invocation, options] {
    options->format = invocation.chosen_format();
    invocation.run = [options](Context& context) { return run_contribution(*options, context); };
  });
}

}  // namespace dietz
