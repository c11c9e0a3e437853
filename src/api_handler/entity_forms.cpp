#include "api_handler/entity_forms.hpp"

#include <utility>

namespace dietz {

using Need = JsonFields::Need;

namespace {

constexpr std::size_t longest_text = 1'024;
constexpr std::size_t most_parts = 1'000;

void read_text(JsonFields& fields, std::string_view name, std::string& into, Need need = Need::optional) {
  if (auto text = fields.text(name, need, longest_text)) into = *std::move(text);
}

/// Calls `read` with the fields of each object in an array.
template <class Read>
void read_objects(JsonFields& fields, std::string_view name, Need need, Read read) {
  const JsonValue* array = fields.array(name, need, most_parts);
  if (array == nullptr) return;
  std::size_t number = 0;
  for (const JsonValue& item : array->items()) {
    JsonFields parts(item, pointer_to(fields.pointer(name), std::to_string(number++)), fields.problems());
    read(parts);
    parts.refuse_others();
  }
}

}  // namespace

void write_text(JsonWriter& json, std::string_view name, std::string_view text) {
  if (!text.empty()) json.key(name).string(text);
}

void write_date(JsonWriter& json, std::string_view name, const std::optional<Date>& date) {
  if (date) json.key(name).string(date->to_string());
}

void write_decimal(JsonWriter& json, std::string_view name, const std::optional<Decimal>& decimal) {
  if (decimal) json.key(name).string(decimal->to_string());
}

Currency read_currency(JsonFields& fields, std::string_view name, Need need) {
  Currency currency;
  read_choice(
      fields, name, currency, [](const std::string& code) { return Currency::parse(code); }, "a currency of ISO 4217",
      need);
  return currency;
}

void EntityForm<Portfolio>::write(JsonWriter& json, const Portfolio& portfolio) {
  json.key("name").string(portfolio.name).key("currency").string(portfolio.currency.code());
  write_text(json, "client", portfolio.client);
  write_date(json, "inception", portfolio.inception);
  write_text(json, "benchmark", portfolio.benchmark);
  write_text(json, "policy", portfolio.policy);
  write_text(json, "group", portfolio.group);
}

Portfolio EntityForm<Portfolio>::read(JsonFields& fields, References& references) {
  Portfolio portfolio;
  read_text(fields, "name", portfolio.name, Need::required);
  portfolio.currency = read_currency(fields, "currency", Need::required);
  portfolio.client = references.read(fields, "client", {EntityKind::client});
  portfolio.inception = fields.date("inception");
  portfolio.benchmark = references.read(fields, "benchmark", {EntityKind::benchmark, EntityKind::security});
  portfolio.policy = references.read(fields, "policy", {EntityKind::policy});
  portfolio.group = references.read(fields, "group", {EntityKind::group});
  return portfolio;
}

void EntityForm<PortfolioGroup>::write(JsonWriter& json, const PortfolioGroup& group) {
  json.key("name").string(group.name).key("members").begin_array();
  for (const PortfolioGroupMember& member : group.members) {
    json.begin_object().key("portfolio").string(member.portfolio);
    write_date(json, "from", member.from);
    write_date(json, "to", member.until);
    json.end_object();
  }
  json.end_array();
}

PortfolioGroup EntityForm<PortfolioGroup>::read(JsonFields& fields, References& references) {
  PortfolioGroup group;
  read_text(fields, "name", group.name, Need::required);
  read_objects(fields, "members", Need::optional, [&](JsonFields& parts) {
    PortfolioGroupMember member;
    member.portfolio = references.read(parts, "portfolio", {EntityKind::portfolio}, Need::required);
    member.from = parts.date("from");
    member.until = parts.date("to");
    if (member.from && member.until && *member.until < *member.from) parts.refuse("to", "is before from");
    group.members.push_back(std::move(member));
  });
  return group;
}

void EntityForm<Security>::write(JsonWriter& json, const Security& security) {
  json.key("name").string(security.name).key("type").string(security.type);
  json.key("currency").string(security.currency.code());
  for (const auto& [name, text] :
       {std::pair{"isin", &security.isin}, std::pair{"cusip", &security.cusip}, std::pair{"sedol", &security.sedol},
        std::pair{"ticker", &security.ticker}, std::pair{"asset_class", &security.asset_class},
        std::pair{"sector", &security.sector}, std::pair{"region", &security.region}}) {
    write_text(json, name, *text);
  }
}

Security EntityForm<Security>::read(JsonFields& fields, References&) {
  Security security;
  read_text(fields, "name", security.name, Need::required);
  read_text(fields, "type", security.type, Need::required);
  security.currency = read_currency(fields, "currency", Need::required);
  for (const auto& [name, text] :
       {std::pair{"isin", &security.isin}, std::pair{"cusip", &security.cusip}, std::pair{"sedol", &security.sedol},
        std::pair{"ticker", &security.ticker}, std::pair{"asset_class", &security.asset_class},
        std::pair{"sector", &security.sector}, std::pair{"region", &security.region}}) {
    read_text(fields, name, *text);
  }
  return security;
}

void EntityForm<Benchmark>::write(JsonWriter& json, const Benchmark& benchmark) {
  json.key("components").begin_array();
  for (const BenchmarkComponent& component : benchmark.components) {
    json.begin_object().key("component").string(component.id).key("weight").string(component.weight.to_string());
    write_date(json, "from", component.from);
    json.end_object();
  }
  json.end_array();
  if (benchmark.rebalance) json.key("rebalance").string(name_of(*benchmark.rebalance));
}

Benchmark EntityForm<Benchmark>::read(JsonFields& fields, References& references) {
  Benchmark benchmark;
  read_objects(fields, "components", Need::required, [&](JsonFields& parts) {
    BenchmarkComponent component;
    component.id = references.read(parts, "component", {EntityKind::security, EntityKind::benchmark}, Need::required);
    component.weight = parts.decimal("weight", Need::required).value_or(Decimal());
    component.from = parts.date("from");
    benchmark.components.push_back(std::move(component));
  });
  if (fields.has("components") && benchmark.components.empty()) fields.refuse("components", "must not be empty");
  read_choice(fields, "rebalance", benchmark.rebalance, parse_rebalance, "daily, monthly, quarterly or none");
  return benchmark;
}

}  // namespace dietz
