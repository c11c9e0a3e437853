#include "cli/private_command.hpp"

#include "calculations/private_asset_figures.hpp"
#include "cli/options.hpp"
#include "cli/private_input.hpp"
#include "codec/json_writer.hpp"
#include "model/policy.hpp"
#include "presentation/figures.hpp"

namespace dietz {
namespace {

void write_money(JsonWriter& json, std::string_view name, const std::optional<Decimal>& amount) {
  json.key(name);
  amount ? json.string(amount->to_string()) : json.null();
}

std::string as_json(const PrivateAssetReport& report, const PrivateAssetOptions& options) {
  const PrivateHistory& history = report.history;
  JsonWriter json;
  json.begin_object();
  if (!history.flows.empty()) {
    json.key("from").string(history.flows.front().date.to_string());
    json.key("as_of").string(history.as_of.to_string());
  }
  json.key("money").begin_object();
  write_money(json, "paid_in", history.paid_in);
  write_money(json, "distributed", history.distributed);
  write_money(json, "nav", history.nav);
  write_money(json, "committed", options.committed);
  write_money(json, "index_nav", report.index_nav);
  json.end_object();
  write_figures(json, report.figures);
  json.end_object();
  return json.take();
}

std::string as_text(const PrivateAssetReport& report) {
  const PrivateHistory& history = report.history;
  std::string out;
  if (!history.flows.empty()) {
    out = "From " + history.flows.front().date.to_string() + " to the close of " + history.as_of.to_string() +
          "\n  paid in " + history.paid_in.to_string() + ", distributed " + history.distributed.to_string() +
          ", net asset value " + (history.nav ? history.nav->to_string() : std::string("unknown")) + "\n";
    if (report.index_nav) out += "  the same flows in the index: " + report.index_nav->rounded(2).to_string() + "\n";
    out += "\n";
  }
  return out + figures_as_text(report.figures);
}

}  // namespace

Outcome run_private(const PrivateOptions& options, Context& context) try {
  const auto text = context.files.read(options.file);
  if (!text) return outcome_of(text.error());
  const auto flows = read_private_flows((*text)->view(), options.file, context.today);
  if (!flows) return outcome_of(flows.error());
  PrivateAssetOptions asked;
  asked.day_count = *parse_day_count(options.day_count);
  asked.to = optional_date(options.to);
  asked.carry_days = Policy().stale_after_days;
  if (!options.committed.empty()) asked.committed = Decimal::parse(options.committed);
  const PrivateAssetReport report = private_asset_report(*flows, asked);
  switch (options.format) {
    case Format::json:
      return {Exit::done, as_json(report, asked), {}};
    case Format::csv:
      return {Exit::done, figures_as_csv(report.figures), {}};
    default:
      return {Exit::done, as_text(report), {}};
  }
} catch (const DecimalOverflow& overflow) {
  return outcome_of(Error{ErrorKind::invalid, {{{options.file, 0, {}}, overflow.what()}}});
}

}  // namespace dietz
