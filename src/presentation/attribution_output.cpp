#include "presentation/attribution_output.hpp"

#include "codec/json_writer.hpp"
#include "presentation/attribution_values.hpp"

namespace dietz {

std::string_view name_of(AttributionModel model) {
  if (model == AttributionModel::geometric) return "geometric";
  return model == AttributionModel::brinson_fachler ? "brinson_fachler" : "brinson_hood_beebower";
}

std::string_view name_of(InteractionEffect interaction) {
  if (interaction == InteractionEffect::separate) return "separate";
  return interaction == InteractionEffect::in_selection ? "selection" : "allocation";
}

std::string_view name_of(LinkingMethod linking) {
  switch (linking) {
    case LinkingMethod::carino:
      return "carino";
    case LinkingMethod::menchero:
      return "menchero";
    case LinkingMethod::grap:
      return "grap";
    case LinkingMethod::frongello:
      return "frongello";
    case LinkingMethod::davies_laker:
      return "davies_laker";
  }
  return "";
}

std::string_view name_of(CurrencyModel model) {
  if (model == CurrencyModel::none) return "none";
  return model == CurrencyModel::ankrim_hensel ? "ankrim_hensel" : "karnosky_singer";
}

EffectValues values_of(const AttributedEffects& effects, std::size_t segment) {
  const SegmentEffects& entry = effects.segments[segment];
  EffectValues values = group_values(entry);
  if (effects.currency.empty()) return values;
  values.currency_parts = effects.currency[segment];
  values.currency =
      effects.reason == Reason::undefined_ratio ? Rate(effects.reason) : Rate(values.currency_parts.sum());
  return values;
}

EffectValues group_values(const SegmentEffects& entry) {
  EffectValues values;
  const bool has_allocation = entry.no_allocation == Reason::none;
  const bool has_selection = entry.no_selection == Reason::none;
  values.allocation = has_allocation ? Rate(entry.effects.allocation) : Rate(entry.no_allocation);
  values.selection = has_selection ? Rate(entry.effects.selection) : Rate(entry.no_selection);
  values.interaction = has_selection ? Rate(entry.effects.interaction) : Rate(entry.no_selection);
  values.reason = has_selection ? entry.no_allocation : entry.no_selection;
  return values;
}

EffectValues total_values(const AttributedEffects& effects, bool with_currency) {
  EffectValues values;
  values.reason = effects.reason;
  if (effects.reason != Reason::none) {
    values.allocation = values.selection = values.interaction = effects.reason;
    if (with_currency) values.currency = effects.reason;
    return values;
  }
  values.allocation = effects.totals.allocation;
  values.selection = effects.totals.selection;
  values.interaction = effects.totals.interaction;
  if (!with_currency) return values;
  values.currency_parts = effects.currency_totals;
  values.currency = effects.currency_totals.sum();
  return values;
}

namespace {

class AttributionJson {
 public:
  AttributionJson(JsonWriter& json, const AttributionTable& table, const Attribution& attribution, bool with_inputs)
      : json_(json),
        table_(table),
        attribution_(attribution),
        currency_(attribution.method.currency),
        with_inputs_(with_inputs) {}

  void write() {
    write_method();
    json_.key("periods").begin_array();
    for (std::size_t t = 0; t < attribution_.periods.size(); ++t) {
      const AttributedPeriod& period = attribution_.periods[t];
      json_.begin_object().key("period").string(period.name);
      inputs_ = with_inputs_ ? &table_.periods[t].rows : nullptr;
      write_parts(period);
      inputs_ = nullptr;
      begin_totals(period);
      write_returns(period.active_return, period.portfolio_return, period.benchmark_return);
      json_.end_object().end_object();
    }
    json_.end_array();
    write_linked(attribution_.linked);
    json_.key("warnings").begin_array();
    for (const Warning& warning : attribution_.warnings)
      json_.begin_object().key("code").string(warning.code).key("message").string(warning.message).end_object();
    json_.end_array();
  }

 private:
  void write_method() {
    const AttributionMethod& method = attribution_.method;
    json_.key("method").begin_object().key("model").string(name_of(method.model));
    json_.key("interaction").string(name_of(method.interaction)).key("linking").string(name_of(method.linking));
    json_.key("currency").string(name_of(method.currency)).end_object();
  }

  void rate(std::string_view name, const Rate& rate) {
    json_.key(name);
    rate ? json_.number(rate.value()) : json_.null();
  }

  void write_values(const EffectValues& values) {
    rate("allocation", values.allocation);
    rate("selection", values.selection);
    rate("interaction", values.interaction);
    if (values.currency) {
      rate("currency", *values.currency);
      if (*values.currency) write_currency(values.currency_parts);
    }
    if (values.reason != Reason::none) json_.key("reason").string(name_of(values.reason));
  }

  void write_currency(const CurrencyEffects& parts) {
    json_.key("currency_management").number(parts.management);
    if (currency_ == CurrencyModel::ankrim_hensel) json_.key("forward_premium").number(parts.forward_premium);
    if (currency_ == CurrencyModel::karnosky_singer) json_.key("cross_product").number(parts.cross_product);
  }

  void write_inputs(const SegmentRow& row) {
    json_.key("portfolio_weight").number(row.portfolio_weight).key("benchmark_weight").number(row.benchmark_weight);
    rate("portfolio_return", row.portfolio_return);
    rate("benchmark_return", row.benchmark_return);
    if (row.unweighted_gain != 0.0) json_.key("unweighted_gain").number(row.unweighted_gain);
  }

  void write_parts(const AttributedEffects& effects) {
    json_.key("segments").begin_array();
    for (std::size_t i = 0; i < effects.segments.size(); ++i) {
      const std::uint32_t segment = effects.segments[i].segment;
      json_.begin_object().key("segment").string(table_.segments[segment]);
      if (!table_.group_of.empty()) json_.key("group").string(table_.groups[table_.group_of[segment]]);
      write_values(values_of(effects, i));
      if (inputs_ != nullptr) write_inputs((*inputs_)[i]);
      json_.end_object();
    }
    json_.end_array();
    if (effects.groups.empty()) return;
    json_.key("groups").begin_array();
    for (const SegmentEffects& group : effects.groups) {
      const EffectValues values = group_values(group);
      json_.begin_object().key("group").string(table_.groups[group.segment]);
      rate("allocation", values.allocation);
      if (values.reason != Reason::none) json_.key("reason").string(name_of(values.reason));
      json_.end_object();
    }
    json_.end_array();
  }

  /// Leaves the object open.
  void begin_totals(const AttributedEffects& effects) {
    json_.key("totals").begin_object();
    write_values(total_values(effects, currency_ != CurrencyModel::none));
    if (!effects.detail.empty()) json_.key("detail").string(effects.detail);
  }

  void write_returns(const Rate& active, const Rate& portfolio, const Rate& benchmark) {
    rate("active_return", active);
    rate("portfolio_return", portfolio);
    rate("benchmark_return", benchmark);
  }

  void write_linked(const LinkedAttribution& linked) {
    json_.key("linked").begin_object();
    if (!linked.periods.empty()) write_parts(linked);
    begin_totals(linked);
    write_returns(linked.active_return, linked.portfolio_return, linked.benchmark_return);
    json_.end_object();
    if (!linked.periods.empty()) {
      json_.key("periods").begin_array();
      for (std::size_t t = 0; t < linked.periods.size(); ++t) {
        json_.begin_object().key("period").string(attribution_.periods[t].name);
        write_parts(linked.periods[t]);
        begin_totals(linked.periods[t]);
        json_.end_object().end_object();
      }
      json_.end_array();
    }
    json_.end_object();
  }

  JsonWriter& json_;
  const AttributionTable& table_;
  const Attribution& attribution_;
  CurrencyModel currency_;
  bool with_inputs_;
  const std::vector<SegmentRow>* inputs_ = nullptr;  ///< of the period that is being written
};

}  // namespace

std::string attribution_as_json(const AttributionTable& table, const Attribution& attribution) {
  JsonWriter json;
  json.begin_object();
  AttributionJson(json, table, attribution, false).write();
  json.end_object();
  return json.take();
}

void write_attribution(JsonWriter& json, const AttributionTable& table, const Attribution& attribution) {
  AttributionJson(json, table, attribution, true).write();
}

}  // namespace dietz
