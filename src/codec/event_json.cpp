#include "codec/event_json.hpp"

#include "codec/json_fields.hpp"
#include "codec/json_writer.hpp"

#include <limits>

namespace dietz {

std::string event_as_json(const Event& event) {
  JsonWriter json;
  json.begin_object().key("version").integer(1).key("type").string(name_of(event.type));
  json.key("tenant").string(event.tenant).key("entity").string(event.entity);
  if (!event.parent.empty()) json.key("parent").string(event.parent);
  if (event.since) json.key("since").string(event.since->to_string());
  json.key("at").integer(event.at.microseconds);
  if (!event.traceparent.empty()) json.key("traceparent").string(event.traceparent);
  json.end_object();
  std::string text = json.take();
  text.pop_back();  // the line feed
  return text;
}

Result<Event> read_event(std::string_view text) {
  const auto json = read_json(text, {.bytes = 4'096, .depth = 2, .entries = 16});
  if (!json.ok()) return Error::invalid("an event is JSON: " + json.error().message());
  std::vector<FieldProblem> problems;
  JsonFields fields(*json, "", problems);
  Event event;
  const auto version = fields.integer("version", 1, 1, JsonFields::Need::required);
  const auto type = fields.text("type", JsonFields::Need::required);
  event.tenant = fields.text("tenant", JsonFields::Need::required, 64).value_or("");
  event.entity = fields.text("entity", JsonFields::Need::required, 255).value_or("");
  event.parent = fields.text("parent", JsonFields::Need::optional, 255).value_or("");
  event.since = fields.date("since");
  event.at.microseconds =
      fields.integer("at", 0, std::numeric_limits<std::int64_t>::max(), JsonFields::Need::required).value_or(0);
  event.traceparent = fields.text("traceparent", JsonFields::Need::optional, 255).value_or("");
  fields.refuse_others();
  const auto known = type ? parse_event_type(*type) : std::nullopt;
  if (type && !known) problems.push_back({"/type", "is no type of event"});
  if (!problems.empty() || !version) {
    return Error::invalid("an event: " +
                          (problems.empty() ? "version" : problems.front().pointer + " " + problems.front().reason));
  }
  event.type = *known;
  return event;
}

}  // namespace dietz
