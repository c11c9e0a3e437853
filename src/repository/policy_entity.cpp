#include "repository/entities.hpp"
#include "repository/fields.hpp"

#include <utility>

namespace dietz {

Attributes EntityTraits<Policy>::fields_of(const Policy& policy) {
  FieldWriter fields;
  fields.text("version", policy.version).date("effective_from", policy.effective_from);
  fields.text("flow_timing", name_of(policy.flow_timing)).text("twr_method", name_of(policy.twr_method));
  fields.decimal("large_flow_percent", policy.large_flow_percent).text("day_count", policy.day_count);
  fields.text("lot_method", name_of(policy.lot_method)).integer("stale_after_days", policy.stale_after_days);
  fields.text("missing_price", name_of(policy.missing_price));
  fields.boolean("annualize_under_one_year", policy.annualize_under_one_year);
  fields.rate("risk_free_annual", policy.risk_free_annual);
  fields.rate("minimum_acceptable_return", policy.minimum_acceptable_return);
  fields.text("benchmark_rebalance", name_of(policy.benchmark_rebalance));
  fields.decimal("model_fee_annual", policy.model_fee_annual);
  return fields.take();
}

Result<Policy> EntityTraits<Policy>::of(const std::string&, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Policy policy;
  policy.version = fields.text("version");
  policy.effective_from = fields.date("effective_from");
  policy.flow_timing = fields.required("flow_timing", parse_flow_timing(fields.text("flow_timing")));
  policy.twr_method = fields.required("twr_method", parse_twr_method(fields.text("twr_method")));
  policy.large_flow_percent = fields.required("large_flow_percent", fields.decimal("large_flow_percent"));
  policy.day_count = fields.text("day_count");
  policy.lot_method = fields.required("lot_method", parse_lot_method(fields.text("lot_method")));
  policy.stale_after_days = static_cast<int>(fields.integer("stale_after_days"));
  policy.missing_price = fields.required("missing_price", parse_missing_price(fields.text("missing_price")));
  policy.annualize_under_one_year = fields.boolean("annualize_under_one_year");
  policy.risk_free_annual = fields.rate("risk_free_annual");
  policy.minimum_acceptable_return = fields.rate("minimum_acceptable_return");
  policy.benchmark_rebalance =
      fields.required("benchmark_rebalance", parse_rebalance(fields.text("benchmark_rebalance")));
  policy.model_fee_annual = fields.decimal("model_fee_annual");
  if (Status s = fields.status(); !s) return std::move(s).error();
  return policy;
}

Status EntityTraits<Policy>::check(const Policy& policy) {
  if (policy.version.empty() || policy.version.size() > 255)
    return Error::invalid("a policy's version has 1 to 255 bytes");
  return Done{};
}

}  // namespace dietz
