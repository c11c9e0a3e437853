#include "api_handler/entity_forms.hpp"
#include "model/day_count.hpp"

namespace dietz {
namespace {

constexpr std::int64_t most_days = 3650;

void read_rate(JsonFields& fields, std::string_view name, double& into) {
  const auto rate = fields.number(name);
  if (!rate) return;
  if (*rate <= -1 || *rate > 10) return fields.refuse(name, "must be a rate above -1 and up to 10, such as 0.02");
  into = *rate;
}

std::optional<std::string> canonical_day_count(const std::string& text) {
  const auto convention = parse_day_count(text);
  return convention ? std::optional(std::string(name_of(*convention))) : std::nullopt;
}

void read_amounts(JsonFields& fields, Policy& policy) {
  if (const auto percent = fields.decimal("large_flow_percent")) {
    if (percent->sign() <= 0) fields.refuse("large_flow_percent", "must be above 0");
    policy.large_flow_percent = *percent;
  }
  if (const auto fee = fields.decimal("model_fee_annual")) {
    if (fee->is_negative() || Decimal(1) < *fee) fields.refuse("model_fee_annual", "must be from 0 to 1");
    policy.model_fee_annual = *fee;
  }
  read_rate(fields, "risk_free_annual", policy.risk_free_annual);
  read_rate(fields, "minimum_acceptable_return", policy.minimum_acceptable_return);
}

}  // namespace

void EntityForm<Policy>::write(JsonWriter& json, const Policy& policy) {
  write_text(json, "version", policy.version);
  write_date(json, "effective_from", policy.effective_from);
  json.key("flow_timing").string(name_of(policy.flow_timing)).key("twr_method").string(name_of(policy.twr_method));
  json.key("large_flow_percent").string(policy.large_flow_percent.to_string());
  json.key("day_count").string(policy.day_count).key("lot_method").string(name_of(policy.lot_method));
  json.key("stale_after_days").integer(policy.stale_after_days);
  json.key("missing_price").string(name_of(policy.missing_price));
  json.key("annualize_under_one_year").boolean(policy.annualize_under_one_year);
  json.key("risk_free_annual").number(policy.risk_free_annual);
  json.key("minimum_acceptable_return").number(policy.minimum_acceptable_return);
  json.key("benchmark_rebalance").string(name_of(policy.benchmark_rebalance));
  write_decimal(json, "model_fee_annual", policy.model_fee_annual);
}

Policy EntityForm<Policy>::read(JsonFields& fields, References&) {
  Policy policy;
  if (auto version = fields.text("version", JsonFields::Need::optional, 255)) policy.version = *std::move(version);
  policy.effective_from = fields.date("effective_from");
  read_choice(fields, "flow_timing", policy.flow_timing, parse_flow_timing, "inflow_start_outflow_end, start or end");
  read_choice(fields, "twr_method", policy.twr_method, parse_twr_method,
              "daily, modified_dietz, simple_dietz or linked_dietz");
  read_choice(fields, "day_count", policy.day_count, canonical_day_count, "a day count such as act/365F");
  read_choice(fields, "lot_method", policy.lot_method, parse_lot_method, "fifo, lifo, hifo, average or specific");
  if (const auto days = fields.integer("stale_after_days", 0, most_days))
    policy.stale_after_days = static_cast<int>(*days);
  read_choice(fields, "missing_price", policy.missing_price, parse_missing_price, "last_known or last_transaction");
  if (const auto flag = fields.boolean("annualize_under_one_year")) policy.annualize_under_one_year = *flag;
  read_choice(fields, "benchmark_rebalance", policy.benchmark_rebalance, parse_rebalance,
              "daily, monthly, quarterly or none");
  read_amounts(fields, policy);
  return policy;
}

}  // namespace dietz
