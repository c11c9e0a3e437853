#include "calculations/attribution.hpp"
#include "calculations/attribution_currency.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>
#include <sstream>

// Effects of other people's software (reference/attribution), a family a function and linking method.
namespace dietz {
namespace {

using test::param;
using test::Row;

std::string first_of(const Row& row, std::initializer_list<const char*> names) {
  for (const char* name : names) {
    const auto cell = row.find(name);
    if (cell != row.end()) return cell->second;
  }
  return "1";
}

double number(const Row& row, const char* column) {
  const auto cell = row.find(column);
  return cell == row.end() || cell->second.empty() ? 0.0 : std::stod(cell->second);
}

/// The forward premium of this source takes the forward rate of the next row.
CurrencyRow currency_of(const Row& row) {
  CurrencyRow currency;
  if (!row.contains("spot_begin")) return currency;
  currency.currency_return = number(row, "spot_end") / number(row, "spot_begin") - 1.0;
  currency.forward_premium = number(row, "forward_end") / number(row, "spot_begin") - 1.0;
  currency.portfolio_forwards = number(row, "wpf");
  currency.benchmark_forwards = number(row, "wbf");
  return currency;
}

/// One period of the file, or all.
AttributionTable table_of(const std::string& data, const std::string& only_period) {
  AttributionTable table;
  for (const Row& row : test::read_rows(test::shared_file("reference/attribution/" + data + ".csv"))) {
    const std::string period = first_of(row, {"period_end", "period"});
    if (!only_period.empty() && first_of(row, {"period"}) != only_period && period != only_period) continue;
    if (table.periods.empty() || table.periods.back().name != period) table.periods.push_back({period, {}, {}});
    const std::string segment = first_of(row, {"segment", "asset"});
    auto known = std::find(table.segments.begin(), table.segments.end(), segment);
    if (known == table.segments.end()) known = table.segments.insert(known, segment);
    table.periods.back().rows.push_back({static_cast<std::uint32_t>(known - table.segments.begin()), number(row, "wp"),
                                         number(row, "wb"), number(row, "rp"), number(row, "rb")});
    table.periods.back().currency.push_back(currency_of(row));
  }
  return table;
}

bool says(const std::string& text, const char* part) { return text.find(part) != std::string::npos; }

AttributionMethod method_of(const std::string& params) {
  const std::string model = param(params, "model");
  const std::string interaction = param(params, "interaction");
  const std::string linking = param(params, "linking");
  AttributionMethod method;
  if (says(model, "Hood") || says(linking, "Davies")) method.model = AttributionModel::brinson_hood_beebower;
  if (says(model, "geometric")) method.model = AttributionModel::geometric;
  if (says(model, "Ankrim")) method.currency = CurrencyModel::ankrim_hensel;
  if (says(interaction, "selection") || says(params, "selection includes interaction"))
    method.interaction = InteractionEffect::in_selection;
  if (says(interaction, "allocation")) method.interaction = InteractionEffect::in_allocation;
  if (says(linking, "enchero")) method.linking = LinkingMethod::menchero;
  if (says(linking, "rap")) method.linking = LinkingMethod::grap;
  if (says(linking, "rongello")) method.linking = LinkingMethod::frongello;
  if (says(linking, "Davies") || says(linking, "davies")) method.linking = LinkingMethod::davies_laker;
  return method;
}

std::optional<double> effect_named(const std::string& function, const Effects& effects,
                                   const CurrencyEffects& currency) {
  if (function == "Allocation") return effects.allocation;
  if (function == "Selection") return effects.selection;
  if (function == "Interaction") return effects.interaction;
  if (function == "Currency management") return currency.management;
  if (function == "Forward Premium") return currency.forward_premium;
  return {};
}

std::optional<double> effect_of(const AttributionTable& table, const AttributedEffects& effects, const Row& row) {
  const std::string& function = row.at("function");
  if (effects.reason != Reason::none) return {};
  if (row.at("item") == "Total") return effect_named(function, effects.totals, effects.currency_totals);
  for (std::size_t i = 0; i < effects.segments.size(); ++i) {
    if (table.segments[effects.segments[i].segment] != row.at("item")) continue;
    return effect_named(function, effects.segments[i].effects,
                        effects.currency.empty() ? CurrencyEffects() : effects.currency[i]);
  }
  return {};
}

/// What one expected row is about, computed.
struct Case {
  AttributionTable table;
  Attribution attribution;
  Attribution without_forwards;  ///< the source links over the returns of the securities alone
};

Case computed(const std::string& params) {
  Case c;
  c.table = table_of(param(params, "data"), param(params, "period"));
  const AttributionMethod method = method_of(params);
  c.attribution = attribute(c.table, method);
  for (AttributionPeriod& period : c.table.periods) {
    for (CurrencyRow& row : period.currency) row.portfolio_forwards = row.benchmark_forwards = 0.0;
  }
  c.without_forwards = attribute(c.table, method);
  return c;
}

std::optional<double> value_in(const Case& c, const Row& row, bool periods_are_linked) {
  const std::string& function = row.at("function");
  const std::string& period = row.at("period");
  const bool whole = period == "Total" || period == "all";
  if (function == "Excess returns" && row.at("item") == "Arithmetic" && c.attribution.periods.size() == 1)
    return c.attribution.periods[0].portfolio_return.value() - c.attribution.periods[0].benchmark_return.value();
  if (whole) {
    const LinkedAttribution& linked = c.without_forwards.linked;
    if (function == "portfolio_return") return linked.portfolio_return.value();
    if (function == "benchmark_return") return linked.benchmark_return.value();
    if (function == "Excess returns") return linked.active_return.value();
    return effect_of(c.table, linked, row);
  }
  const auto& periods = c.attribution.periods;
  for (std::size_t t = 0; t < periods.size(); ++t) {
    if (periods.size() > 1 && periods[t].name != period) continue;
    if (function == "portfolio_return") return periods[t].portfolio_return.value();
    if (function == "benchmark_return") return periods[t].benchmark_return.value();
    if (function == "Excess returns") return periods[t].active_return.value();
    if (periods_are_linked) return effect_of(c.table, c.attribution.linked.periods[t], row);
    return effect_of(c.table, periods[t], row);
  }
  return {};
}

TEST(AttributionReference, agrees_with_every_expected_effect) {
  DIETZ_NEEDS_SHARED();
  std::map<std::string, Case> cases;
  std::map<std::string, std::unique_ptr<test::FamilyCount>> counts;
  for (const Row& row : test::read_rows(test::shared_file("reference/attribution/expected.csv"))) {
    const std::string& params = row.at("params");
    if (!cases.contains(params)) cases.emplace(params, computed(params));
    const std::string linking = param(params, "linking").substr(0, param(params, "linking").find(' '));
    const std::string family = "attribution/" + row.at("function") + (linking.empty() ? "" : "/" + linking);
    if (!counts.contains(family)) counts.emplace(family, std::make_unique<test::FamilyCount>(family));
    const auto value = value_in(cases.at(params), row, says(params, "effects=printed"));
    const bool same = value && std::abs(*value - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"));
    EXPECT_TRUE(counts.at(family)->ran(same))
        << row.at("case_id") << " " << row.at("function") << " " << row.at("period") << " " << row.at("item") << ": "
        << (value ? std::to_string(*value) : "nothing") << ", expected " << row.at("expected");
  }
}

/// base = (1 + local)(1 + fx) − 1: what is local, and currency with the cross product.
TEST(AttributionReference, splits_returns_into_local_and_currency) {
  DIETZ_NEEDS_SHARED();
  test::FamilyCount count("fees_currency/Currency");
  for (const Row& row : test::read_rows(test::shared_file("reference/fees_currency/expected.csv"))) {
    const std::string& function = row.at("function");
    if (!function.starts_with("Currency.")) continue;
    std::map<std::string, std::vector<double>> lists;
    for (const char* name : {"weights", "local", "fx"}) {
      std::istringstream in(param(row.at("params"), name));
      for (double x = 0.0; in >> x;) lists[name].push_back(x);
    }
    const auto split = split_by_currency(lists["weights"], lists["local"], lists["fx"]);
    const double value = function == "Currency.base_return"          ? split.base
                         : function == "Currency.local_contribution" ? split.local
                                                                     : split.currency + split.cross_product;
    EXPECT_TRUE(count.ran(std::abs(value - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"))))
        << row.at("case_id") << " " << function << ": " << value << ", expected " << row.at("expected");
  }
}

}  // namespace
}  // namespace dietz
