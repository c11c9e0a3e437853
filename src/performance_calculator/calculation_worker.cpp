#include "performance_calculator/calculation_worker.hpp"

#include "codec/event_json.hpp"
#include "performance_calculator/calculation_requests.hpp"

#include <array>

namespace dietz {
namespace {

using Handled = CalculationWorker::Handled;

constexpr std::int64_t second = 1'000'000;

std::string_view name_of(Handled handled) {
  constexpr std::array<std::string_view, 4> names = {"finished", "dropped", "later", "poison"};
  return names[static_cast<std::size_t>(handled)];
}

/// The facts or the request are to blame: trying again would end the same way.
bool is_final_error(const Error& error) {
  return error.kind == ErrorKind::invalid || error.kind == ErrorKind::not_found;
}

}  // namespace

/// A claimed calculation.
struct CalculationWorker::Job {
  TenantContext context;
  Stored<Calculation> stored;
  std::string receipt;
  std::string traceparent;
  Instant renewed;

  [[nodiscard]] LogContext log_context() const {
    return {context.request_id, context.tenant.text(), TraceContext::parse(traceparent).value_or(TraceContext{})};
  }
};

Result<bool> CalculationWorker::work_once(std::int64_t wait_milliseconds) {
  auto received = parts_.queue.receive(1, parts_.lease_seconds, wait_milliseconds);
  if (!received.ok()) return std::move(received).error();
  if (received->empty()) return false;
  const ReceivedMessage& message = received->front();
  const Handled handled = handle(message);
  parts_.metrics.add(Metric::queue_deliveries, {calculations_queue, name_of(handled)});
  if (handled == Handled::finished || handled == Handled::dropped) {
    // A message that stays comes again and is dropped then.
    if (const Status removed = parts_.queue.remove(message.receipt); !removed) {
      parts_.log.warning("queue.remove_failed", {}, {{"problem", LogValue::technical(removed.error().message())}});
    }
  }
  return true;
}

Handled CalculationWorker::handle(const ReceivedMessage& message) {
  const auto event = read_event(message.body);
  const auto tenant = event.ok() ? TenantId::parse(event->tenant) : std::nullopt;
  if (!event.ok() || !tenant || event->type != EventType::calculation_requested) {
    parts_.log.warning("calculation.poison", {}, {{"message", LogValue::id(message.id)}});
    return Handled::poison;
  }
  return run({*tenant, "calculator", message.id}, *event, message.receipt);
}

Handled CalculationWorker::run(const TenantContext& context, const Event& event, const std::string& receipt) {
  auto current = parts_.calculations.get(context, event.entity);
  if (!current.ok()) return current.error().kind == ErrorKind::not_found ? Handled::dropped : Handled::later;
  if (is_final(current->value.status)) return Handled::dropped;
  if (current->value.status == CalculationStatus::running && current->value.leased_until > parts_.now())
    return Handled::later;
  auto claimed = claim(context, *current);
  if (!claimed.ok()) return Handled::later;
  Job job{context, *std::move(claimed), receipt, event.traceparent, parts_.now()};
  const Instant begun = parts_.now();
  auto result = parts_.calculator.calculate(context, job.stored.value,
                                            [&](std::uint32_t percent) { return still_mine(job, percent); });
  const Handled handled = finish(job, std::move(result));
  const double seconds = static_cast<double>(parts_.now().microseconds - begun.microseconds) / second;
  parts_.metrics.observe(Metric::calculation_seconds, {job.stored.value.is_batch ? "batch" : "report"}, seconds);
  parts_.log.info(
      "calculation.handled", job.log_context(),
      {{"calculation", LogValue::id(event.entity)}, {"outcome", LogValue::id(name_of(handled))}, {"seconds", seconds}});
  return handled;
}

Result<Stored<Calculation>> CalculationWorker::claim(const TenantContext& context, const Stored<Calculation>& current) {
  Calculation next = current.value;
  next.status = CalculationStatus::running;
  next.attempt += 1;
  next.progress_percent = 0;
  next.leased_until = {parts_.now().microseconds + parts_.lease_seconds * second};
  next.engine_version = parts_.calculator.engine_version();
  // What was known when it was first taken: a second attempt comes to the same result.
  if (!next.computed_as_of) next.computed_as_of = next.known_at.value_or(parts_.now());
  return parts_.calculations.update(context, current.id, current.version, next);
}

bool CalculationWorker::still_mine(Job& job, std::uint32_t percent) {
  const Instant now = parts_.now();
  if (now.microseconds - job.renewed.microseconds < parts_.lease_seconds * second / 3) return true;
  const auto current = parts_.calculations.get(job.context, job.stored.id);
  if (!current.ok()) return true;  // whether it is ours shows at the end
  if (current->value.status != CalculationStatus::running || current->value.attempt != job.stored.value.attempt)
    return false;
  Calculation next = current->value;
  next.progress_percent = percent;
  next.leased_until = {now.microseconds + parts_.lease_seconds * second};
  auto renewed = parts_.calculations.update(job.context, job.stored.id, current->version, next);
  if (renewed.ok()) job.stored = *std::move(renewed);
  (void)parts_.queue.extend(job.receipt, parts_.lease_seconds);
  job.renewed = now;
  return true;
}

Status CalculationWorker::keep(const Job& job, Calculation& done, const CalculationResult& result) {
  const auto digest = parts_.digests.sha256();
  digest->update(result.document);
  done.result_digest = digest->finish();
  done.input_hash = result.input_hash;
  if (Status s = put_blob(parts_.blobs, result_key(job.context, done), result.document); !s) return s;
  for (const auto& [key, series] : result.series) {
    if (Status s = parts_.series.replace_from(key, series); !s) return s;
  }
  return Done{};
}

Handled CalculationWorker::finish(Job& job, Result<CalculationResult> result) {
  Calculation ended = job.stored.value;
  ended.progress_percent = 100;
  if (result.ok()) {
    ended.status = CalculationStatus::done;
    if (!keep(job, ended, *result)) return Handled::later;
    return end(job, ended);
  }
  if (result.error().kind == ErrorKind::conflict) return Handled::dropped;  // cancelled, or another worker's
  if (!is_final_error(result.error())) return Handled::later;
  ended.status = CalculationStatus::failed;
  ended.error = result.error().message().substr(0, 1'000);
  return end(job, ended);
}

Handled CalculationWorker::end(Job& job, const Calculation& ended) {
  ChangeSet changes(job.context, parts_.ids);
  auto updated = parts_.calculations.update(changes, job.stored, ended, job.stored.external_id);
  if (!updated.ok()) return Handled::later;
  const bool done = ended.status == CalculationStatus::done;
  changes.add_message(calculation_message(events_queue,
                                          done ? EventType::calculation_completed : EventType::calculation_failed,
                                          job.context, job.stored.id, changes.moment(), job.traceparent));
  const TransactionOutcome outcome = parts_.transactions.execute(changes);
  if (outcome.status.ok()) {
    parts_.metrics.add(Metric::calculations, {dietz::name_of(ended.status), "standard"});
    return Handled::finished;
  }
  // Somebody changed it meanwhile: it was cancelled, or the lease had run out and another worker has it.
  return outcome.status.error().kind == ErrorKind::conflict ? Handled::dropped : Handled::later;
}

Status CalculationWorker::fail_dead_letters() {
  auto dead = parts_.queue.dead_letters(10);
  if (!dead.ok()) return std::move(dead).error();
  for (const ReceivedMessage& message : *dead) {
    const auto event = read_event(message.body);
    const auto tenant = event.ok() ? TenantId::parse(event->tenant) : std::nullopt;
    if (!tenant) continue;
    const TenantContext context{*tenant, "sweeper", message.id};
    auto current = parts_.calculations.get(context, event->entity);
    if (!current.ok() || is_final(current->value.status)) continue;
    Calculation ended = current->value;
    ended.status = CalculationStatus::failed;
    ended.error = "given up after " + std::to_string(message.receives) + " attempts";
    Job job{context, *std::move(current), {}, event->traceparent, parts_.now()};
    parts_.metrics.add(Metric::queue_dead_letters, {calculations_queue});
    if (end(job, ended) == Handled::later) return Error::fatal("a dead letter's calculation could not be ended");
  }
  return Done{};
}

Result<std::size_t> CalculationWorker::send_again(const TenantContext& context, std::int64_t seconds) {
  std::size_t sent = 0;
  for (const CalculationStatus status : {CalculationStatus::pending, CalculationStatus::running}) {
    std::string cursor;
    do {
      auto found = parts_.calculations.list(context, {{"status", std::string(dietz::name_of(status))}}, {100, cursor});
      if (!found.ok()) return std::move(found).error();
      for (const Stored<Calculation>& one : found->items) {
        const Instant now = parts_.now();
        const bool untouched = now.microseconds - one.updated_at.microseconds >= seconds * second;
        if (!untouched || one.value.leased_until > now) continue;
        const CarriedMessage message =
            calculation_message(calculations_queue, EventType::calculation_requested, context, one.id, now, "");
        const OutgoingMessage outgoing{message.body, 0};
        if (Status s = parts_.queue.send({&outgoing, 1}); !s) return std::move(s).error();
        ++sent;
      }
      cursor = std::move(found->next);
    } while (!cursor.empty());
  }
  return sent;
}

}  // namespace dietz
