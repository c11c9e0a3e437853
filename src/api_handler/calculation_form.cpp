#include "api_handler/calculation_form.hpp"

#include "api_handler/entity_forms.hpp"
#include "codec/instant_text.hpp"

#include <utility>

namespace dietz {
namespace {

using Need = JsonFields::Need;

constexpr std::size_t most_portfolios = 2'000;
constexpr std::size_t most_periods = 100;
constexpr std::size_t most_figures = 200;
constexpr std::size_t longest_figure = 64;

/// Calls `take` with the text and the pointer of each item of an array.
template <class Take>
void read_texts(JsonFields& fields, std::string_view name, Need need, std::size_t most, Take take) {
  const JsonValue* array = fields.array(name, need, most);
  if (array == nullptr) return;
  std::size_t number = 0;
  for (const JsonValue& item : array->items()) {
    std::string pointer = pointer_to(fields.pointer(name), std::to_string(number++));
    if (item.is(JsonValue::Kind::string)) {
      take(item.text(), std::move(pointer));
    } else {
      fields.problems().push_back({std::move(pointer), "must be a string"});
    }
  }
}

CalculationPeriod read_period(JsonFields& fields) {
  CalculationPeriod period{fields.date("from", Need::required), fields.date("to", Need::required)};
  if (period.from && period.to && *period.to < *period.from) fields.refuse("to", "is before from");
  return period;
}

void read_common(JsonFields& fields, References& references, Calculation& calculation) {
  read_texts(fields, "figures", Need::optional, most_figures, [&](const std::string& name, std::string pointer) {
    if (name.empty() || name.size() > longest_figure) {
      fields.problems().push_back({std::move(pointer), "must be the name of a figure"});
    } else {
      calculation.figures.push_back(name);
    }
  });
  calculation.benchmark = references.read(fields, "benchmark", {EntityKind::benchmark, EntityKind::security});
  calculation.policy = references.read(fields, "policy", {EntityKind::policy});
  calculation.known_at = fields.instant("known_at");
}

void write_period(JsonWriter& json, const CalculationPeriod& period) {
  write_date(json, "from", period.from);
  write_date(json, "to", period.to);
}

void write_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
  if (texts.empty()) return;
  json.key(name).begin_array();
  for (const std::string& text : texts) json.string(text);
  json.end_array();
}

void write_request(JsonWriter& json, const Calculation& calculation) {
  if (calculation.is_batch) {
    write_texts(json, "portfolios", calculation.portfolios);
    json.key("periods").begin_array();
    for (const CalculationPeriod& period : calculation.periods) {
      json.begin_object();
      write_period(json, period);
      json.end_object();
    }
    json.end_array();
  } else {
    json.key("portfolio").string(calculation.portfolios.front());
    write_period(json, calculation.periods.front());
  }
  write_texts(json, "figures", calculation.figures);
  write_text(json, "benchmark", calculation.benchmark);
  write_text(json, "policy", calculation.policy);
  if (calculation.known_at) json.key("known_at").string(instant_text(*calculation.known_at));
}

}  // namespace

Calculation read_calculation(JsonFields& fields, References& references, const std::string& portfolio) {
  Calculation calculation;
  calculation.portfolios = {portfolio};
  calculation.periods = {read_period(fields)};
  read_common(fields, references, calculation);
  return calculation;
}

Calculation read_batch(JsonFields& fields, References& references) {
  Calculation calculation;
  calculation.is_batch = true;
  read_texts(fields, "portfolios", Need::required, most_portfolios,
             [&](const std::string& reference, std::string pointer) {
               const std::string id = references.read(fields.problems(), pointer, {EntityKind::portfolio}, reference);
               if (!id.empty()) calculation.portfolios.push_back(id);
             });
  if (const JsonValue* periods = fields.array("periods", Need::required, most_periods)) {
    std::size_t number = 0;
    for (const JsonValue& item : periods->items()) {
      JsonFields parts(item, pointer_to(fields.pointer("periods"), std::to_string(number++)), fields.problems());
      calculation.periods.push_back(read_period(parts));
      parts.refuse_others();
    }
  }
  if (calculation.portfolios.empty() && fields.problems().empty()) fields.refuse("portfolios", "must not be empty");
  if (calculation.periods.empty() && fields.problems().empty()) fields.refuse("periods", "must not be empty");
  read_common(fields, references, calculation);
  return calculation;
}

void write_calculation(JsonWriter& json, const Stored<Calculation>& stored) {
  const Calculation& calculation = stored.value;
  json.begin_object().key("id").string(stored.id).key("status").string(name_of(calculation.status));
  json.key("progress").integer(calculation.progress_percent);
  write_request(json, calculation);
  write_text(json, "error", calculation.error);
  write_text(json, "input_hash", calculation.input_hash);
  write_text(json, "engine_version", calculation.engine_version);
  if (calculation.computed_as_of) json.key("computed_as_of").string(instant_text(*calculation.computed_as_of));
  json.key("created_at").string(instant_text(stored.created_at));
  json.key("updated_at").string(instant_text(stored.updated_at)).end_object();
}

}  // namespace dietz
