#include "performance_calculator/calculation_requests.hpp"

#include "codec/event_json.hpp"

namespace dietz {

CarriedMessage calculation_message(const char* queue, EventType type, const TenantContext& context,
                                   const std::string& id, Instant at, const std::string& traceparent) {
  Event event;
  event.type = type;
  event.tenant = context.tenant.text();
  event.entity = id;
  event.at = at;
  event.traceparent = traceparent;
  CarriedMessage message;
  message.queue = queue;
  message.body = event_as_json(event);
  return message;
}

Result<Stored<Calculation>> CalculationRequests::request(ChangeSet& changes, Calculation calculation,
                                                         const std::string& traceparent) {
  calculation.status = CalculationStatus::pending;
  auto stored = calculations_.create(changes, calculation);
  if (!stored.ok()) return stored;
  changes.add_message(calculation_message(calculations_queue, EventType::calculation_requested, changes.context(),
                                          stored->id, changes.moment(), traceparent));
  return stored;
}

Result<Stored<Calculation>> CalculationRequests::cancel(ChangeSet& changes, const Stored<Calculation>& current,
                                                        const std::string& traceparent) {
  if (is_final(current.value.status)) {
    return Error::conflict("the calculation is " + std::string(name_of(current.value.status)) + " already");
  }
  Calculation next = current.value;
  next.status = CalculationStatus::cancelled;
  auto stored = calculations_.update(changes, current, next, current.external_id);
  if (!stored.ok()) return stored;
  changes.add_message(calculation_message(events_queue, EventType::calculation_cancelled, changes.context(), current.id,
                                          changes.moment(), traceparent));
  return stored;
}

std::string result_key(const TenantContext& context, const Calculation& calculation) {
  // Each attempt has a place of its own, so that one that comes late can't write over the one that counts.
  return context.tenant.text() + "/calculations/" + calculation.id + "/" + std::to_string(calculation.attempt) +
         ".json";
}

}  // namespace dietz
