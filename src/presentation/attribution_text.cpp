#include "codec/csv_text.hpp"
#include "presentation/attribution_output.hpp"
#include "presentation/attribution_values.hpp"
#include "presentation/figures.hpp"

#include <algorithm>
#include <charconv>

namespace dietz {
namespace {

constexpr std::size_t name_width = 28;

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string name_column(std::string_view name, std::size_t indent) {
  std::string out = std::string(indent, ' ') + std::string(name);
  const std::size_t used = columns(out);
  return used < name_width ? out + std::string(name_width - used, ' ') : out + " ";
}

/// An effect in percent; hundredths of a basis point still matter to its reader.
std::string effect(const Rate& rate) {
  std::string text = "-";
  if (rate) {
    char buffer[400];
    const auto end =
        std::to_chars(buffer, buffer + sizeof buffer, rate.value() * 100.0, std::chars_format::fixed, 4).ptr;
    text.assign(buffer, end);
    if (text.find_first_not_of("-0.") == std::string::npos && text.front() == '-') text.erase(0, 1);
  }
  return std::string(text.size() < 12 ? 12 - text.size() : 1, ' ') + text;
}

std::string effect_columns(const EffectValues& values) {
  std::string out = effect(values.allocation) + effect(values.selection) + effect(values.interaction);
  if (values.currency) out += effect(*values.currency);
  return out + (values.reason == Reason::none ? "" : "  " + std::string(name_of(values.reason))) + "\n";
}

std::string header(std::string_view first, bool with_currency) {
  return name_column(first, 0) + "  allocation   selection interaction" + (with_currency ? "    currency" : "") + "\n";
}

std::string segments_table(const AttributionTable& table, const AttributedEffects& effects, bool with_currency) {
  std::string out = header("percent", with_currency);
  std::uint32_t group = no_group;
  for (std::size_t i = 0; i < effects.segments.size(); ++i) {
    const std::uint32_t segment = effects.segments[i].segment;
    const bool grouped = !table.group_of.empty();
    if (grouped && table.group_of[segment] != group) {
      group = table.group_of[segment];
      const auto at = std::find_if(effects.groups.begin(), effects.groups.end(),
                                   [&](const SegmentEffects& entry) { return entry.segment == group; });
      out += name_column(table.groups[group], 0);
      out += (at == effects.groups.end() ? std::string() : effect(group_values(*at).allocation)) + "\n";
    }
    out += name_column(table.segments[segment], grouped ? 2 : 0) + effect_columns(values_of(effects, i));
  }
  return out + name_column("total", 0) + effect_columns(total_values(effects, with_currency));
}

std::string returns_line(const Rate& portfolio, const Rate& benchmark, const Rate& active) {
  return "portfolio " + readable(portfolio) + ", benchmark " + readable(benchmark) + ", active " + readable(active) +
         "\n";
}

std::string cell(const Rate& rate) { return rate ? shortest_text(rate.value()) : std::string(); }

class AttributionCsv {
 public:
  AttributionCsv(const AttributionTable& table, const Attribution& attribution, std::string before)
      : table_(table), with_currency_(attribution.method.currency != CurrencyModel::none), before_(std::move(before)) {
    for (const AttributedPeriod& period : attribution.periods) {
      parts("period", period.name, period);
      totals("period", period.name, period, period.active_return, period.portfolio_return, period.benchmark_return);
    }
    const LinkedAttribution& linked = attribution.linked;
    for (std::size_t t = 0; t < linked.periods.size(); ++t) {
      parts("linked_period", attribution.periods[t].name, linked.periods[t]);
      line("linked_period", attribution.periods[t].name, "", "", total_values(linked.periods[t], with_currency_), ",,");
    }
    if (!linked.periods.empty()) parts("linked", "", linked);
    totals("linked", "", linked, linked.active_return, linked.portfolio_return, linked.benchmark_return);
  }
  std::string take() { return std::move(out_); }

 private:
  void line(std::string_view scope, std::string_view period, std::string_view group, std::string_view segment,
            const EffectValues& values, const std::string& returns) {
    out_ += before_ + std::string(scope) + "," + csv_cell(period) + "," + csv_cell(group) + "," + csv_cell(segment) +
            "," + cell(values.allocation) + "," + cell(values.selection) + "," + cell(values.interaction) + "," +
            (values.currency ? cell(*values.currency) : "") + "," + returns + "," +
            std::string(name_of(values.reason)) + "\n";
  }

  void parts(std::string_view scope, std::string_view period, const AttributedEffects& effects) {
    for (std::size_t i = 0; i < effects.segments.size(); ++i) {
      const std::uint32_t segment = effects.segments[i].segment;
      line(scope, period, table_.group_of.empty() ? "" : table_.groups[table_.group_of[segment]],
           table_.segments[segment], values_of(effects, i), ",,");
    }
    for (const SegmentEffects& group : effects.groups)
      line(scope, period, table_.groups[group.segment], "", group_values(group), ",,");
  }

  void totals(std::string_view scope, std::string_view period, const AttributedEffects& effects, const Rate& active,
              const Rate& portfolio, const Rate& benchmark) {
    line(scope, period, "", "", total_values(effects, with_currency_),
         cell(active) + "," + cell(portfolio) + "," + cell(benchmark));
  }

  const AttributionTable& table_;
  bool with_currency_;
  std::string before_;
  std::string out_;
};

}  // namespace

std::string attribution_as_csv(const AttributionTable& table, const Attribution& attribution) {
  return std::string(attribution_csv_header()) + attribution_csv_lines(table, attribution, "");
}

std::string_view attribution_csv_header() {
  return "scope,period,group,segment,allocation,selection,interaction,currency,active_return,portfolio_return,"
         "benchmark_return,reason\n";
}

std::string attribution_csv_lines(const AttributionTable& table, const Attribution& attribution,
                                  const std::string& before) {
  return AttributionCsv(table, attribution, before).take();
}

std::string attribution_as_text(const AttributionTable& table, const Attribution& attribution) {
  const AttributionMethod& method = attribution.method;
  const LinkedAttribution& linked = attribution.linked;
  const bool with_currency = method.currency != CurrencyModel::none;
  std::string out = "Attribution: " + std::string(name_of(method.model)) + ", interaction " +
                    std::string(name_of(method.interaction));
  if (with_currency) out += ", currency " + std::string(name_of(method.currency));
  if (attribution.periods.size() == 1) {
    const AttributedPeriod& period = attribution.periods.front();
    out += "\n" + returns_line(period.portfolio_return, period.benchmark_return, period.active_return) + "\n";
    out += segments_table(table, period, with_currency);
    if (!period.detail.empty()) out += "\n" + wrapped(period.detail, 0, "") + "\n";
  } else {
    const bool compounds = method.model == AttributionModel::geometric;
    out += compounds ? ", compounded" : ", linked by " + std::string(name_of(method.linking));
    out += "\n" + returns_line(linked.portfolio_return, linked.benchmark_return, linked.active_return) + "\n";
    out += header("percent, by period", with_currency);
    for (const AttributedPeriod& period : attribution.periods)
      out += name_column(period.name, 0) + effect_columns(total_values(period, with_currency));
    out += "\n" + std::string(linked.periods.empty() ? "All periods\n" : "All periods, linked\n");
    out += segments_table(table, linked, with_currency);
    if (!linked.detail.empty()) out += "\n" + wrapped(linked.detail, 0, "") + "\n";
  }
  for (const Warning& warning : attribution.warnings) out += "\nwarning: " + wrapped(warning.message, 9, "  ") + "\n";
  return out;
}

}  // namespace dietz
