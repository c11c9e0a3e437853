#include "cli/attribution_command.hpp"

#include "cli/attribution_input.hpp"
#include "cli/book_attribution_command.hpp"
#include "presentation/attribution_output.hpp"

namespace dietz {
namespace {

AttributionMethod method_of(const AttributionOptions& options) {
  AttributionMethod method;
  if (options.model == "bhb") method.model = AttributionModel::brinson_hood_beebower;
  if (options.model == "geometric") method.model = AttributionModel::geometric;
  if (options.interaction == "selection") method.interaction = InteractionEffect::in_selection;
  if (options.interaction == "allocation") method.interaction = InteractionEffect::in_allocation;
  // Geometric selection is that of the portfolio's own weights.
  if (method.model == AttributionModel::geometric) method.interaction = InteractionEffect::in_selection;
  for (const LinkingMethod linking :
       {LinkingMethod::menchero, LinkingMethod::grap, LinkingMethod::frongello, LinkingMethod::davies_laker}) {
    if (options.linking == name_of(linking)) method.linking = linking;
  }
  return method;
}

std::optional<CurrencyModel> currency_of(const std::string& text) {
  if (text.empty()) return {};
  if (text == "ankrim_hensel") return CurrencyModel::ankrim_hensel;
  return text == "karnosky_singer" ? CurrencyModel::karnosky_singer : CurrencyModel::none;
}

}  // namespace

namespace {

/// An option that only a book has a meaning for; "" if there is none.
std::string option_of_a_book(const AttributionOptions& options) {
  const BookSelection& selection = options.selection;
  if (!selection.benchmark.empty()) return "--benchmark";
  if (!selection.from.empty()) return "--from";
  if (!selection.to.empty()) return "--to";
  if (!options.frequency.empty()) return "--frequency";
  if (!selection.portfolios.empty()) return "--portfolio";
  if (!selection.group.empty()) return "--group";
  if (!selection.policy_file.empty()) return "--policy";
  if (!selection.known_at.empty()) return "--known-at";
  return selection.currency.empty() ? "" : "--currency";
}

}  // namespace

Outcome run_attribution(const AttributionOptions& options, Context& context) {
  const std::string& file = options.selection.book;
  if (context.files.is_directory(file)) return run_book_attribution(options, method_of(options), context);
  if (const std::string option = option_of_a_book(options); !option.empty())
    return usage_error(option + " is for a book, and " + file + " is no folder");
  const auto text = context.files.read(file);
  if (!text) return outcome_of(text.error());
  const auto input = read_attribution_file((*text)->view(), file, {currency_of(options.currency_model), options.by});
  if (!input && input.error().kind == ErrorKind::not_found) return usage_error(input.error().message());
  if (!input) return outcome_of(input.error());
  AttributionMethod method = method_of(options);
  method.currency = input->currency;
  if (method.model == AttributionModel::geometric && method.currency != CurrencyModel::none)
    return usage_error("the geometric model has no currency effects: --currency-model none leaves them out");
  const Attribution attribution = attribute(input->table, method);
  switch (options.format) {
    case Format::json:
      return {Exit::done, attribution_as_json(input->table, attribution), {}};
    case Format::csv:
      return {Exit::done, attribution_as_csv(input->table, attribution), {}};
    default:
      return {Exit::done, attribution_as_text(input->table, attribution), {}};
  }
}

}  // namespace dietz
