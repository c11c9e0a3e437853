#include "repository/entities.hpp"
#include "repository/fields.hpp"
#include "repository/keys.hpp"

#include <utility>

namespace dietz {
namespace {

AttributeValue::List texts(const std::vector<std::string>& list) {
  AttributeValue::List values;
  for (const std::string& text : list) values.emplace_back(text);
  return values;
}

std::vector<std::string> texts_of(FieldReader& fields, std::string_view name) {
  std::vector<std::string> list;
  for (const AttributeValue& value : fields.list(name)) {
    const auto* text = value.get<std::string>();
    if (text == nullptr) {
      fields.fail(name);
      return {};
    }
    list.push_back(*text);
  }
  return list;
}

constexpr std::size_t most_portfolios = 2'000;
constexpr std::size_t most_periods = 100;

}  // namespace

Attributes EntityTraits<Calculation>::fields_of(const Calculation& c) {
  AttributeValue::List periods;
  for (const CalculationPeriod& period : c.periods) {
    FieldWriter fields;
    fields.date("from", period.from).date("to", period.to);
    periods.emplace_back(fields.take());
  }
  FieldWriter fields;
  fields.list("portfolios", texts(c.portfolios)).list("periods", std::move(periods)).list("figures", texts(c.figures));
  // A list of its own name can't be an index's key: the only portfolio of a request is one.
  if (c.portfolios.size() == 1) fields.text("portfolio", c.portfolios.front());
  fields.text("benchmark", c.benchmark).text("policy", c.policy).boolean("is_batch", c.is_batch);
  if (c.known_at) fields.integer("known_at", c.known_at->microseconds);
  fields.text("status", name_of(c.status)).integer("progress_percent", c.progress_percent);
  fields.integer("attempt", c.attempt).integer("leased_until", c.leased_until.microseconds);
  fields.text("error", c.error).text("input_hash", c.input_hash).text("result_digest", c.result_digest);
  fields.text("engine_version", c.engine_version);
  if (c.computed_as_of) fields.integer("computed_as_of", c.computed_as_of->microseconds);
  return fields.take();
}

Result<Calculation> EntityTraits<Calculation>::of(const std::string& id, const Attributes& attributes) {
  FieldReader fields(type.name, attributes);
  Calculation c;
  c.id = id;
  c.portfolios = texts_of(fields, "portfolios");
  c.figures = texts_of(fields, "figures");
  for (const AttributeValue& period : fields.list("periods")) {
    const auto* map = period.get<Attributes>();
    if (map == nullptr) return Error::fatal("a stored calculation makes no sense: a period");
    FieldReader parts("period of a calculation", *map);
    c.periods.push_back({parts.date("from"), parts.date("to")});
    if (Status s = parts.status(); !s) return std::move(s).error();
  }
  c.benchmark = fields.text("benchmark");
  c.policy = fields.text("policy");
  c.is_batch = fields.boolean("is_batch");
  if (attributes.contains("known_at")) c.known_at = Instant{fields.integer("known_at")};
  c.status = fields.required("status", parse_calculation_status(fields.text("status")));
  c.progress_percent = static_cast<std::uint32_t>(fields.integer("progress_percent"));
  c.attempt = static_cast<std::uint32_t>(fields.integer("attempt"));
  c.leased_until = Instant{fields.integer("leased_until")};
  c.error = fields.text("error");
  c.input_hash = fields.text("input_hash");
  c.result_digest = fields.text("result_digest");
  c.engine_version = fields.text("engine_version");
  if (attributes.contains("computed_as_of")) c.computed_as_of = Instant{fields.integer("computed_as_of")};
  if (Status s = fields.status(); !s) return std::move(s).error();
  return c;
}

Status EntityTraits<Calculation>::check(const Calculation& c) {
  if (c.portfolios.empty()) return Error::invalid("a calculation is of at least one portfolio");
  if (c.portfolios.size() > most_portfolios) return Error::invalid("a calculation is of at most 2,000 portfolios");
  if (c.periods.empty()) return Error::invalid("a calculation is of at least one period");
  if (c.periods.size() > most_periods) return Error::invalid("a calculation is of at most 100 periods");
  if (!c.is_batch && (c.portfolios.size() > 1 || c.periods.size() > 1)) {
    return Error::invalid("a calculation of several portfolios or periods is a batch");
  }
  for (const std::string& id : c.portfolios) {
    if (Status s = check_id("portfolio", id); !s) return s;
  }
  for (const CalculationPeriod& period : c.periods) {
    if (period.from && period.to && *period.to < *period.from) return Error::invalid("a period ends before it begins");
  }
  return Done{};
}

}  // namespace dietz
