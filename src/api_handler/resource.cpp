#include "api_handler/resource.hpp"

#include "codec/base64url.hpp"
#include "codec/event_json.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace dietz {
namespace {

constexpr std::size_t mac_bytes = 32;
constexpr std::int64_t retry_after_seconds = 1;

/// Each part with its length before it, so that no two lists of parts give one text.
void append_part(std::string& text, std::string_view part) {
  text += std::to_string(part.size());
  text += ':';
  text += part;
}

std::string cursor_mac(const ApiCall& call, const ResourceParts& parts, std::string_view cursor) {
  std::string bound = "dietz cursor 1\n";
  append_part(bound, call.principal.tenant);
  append_part(bound, call.request.path);
  for (const auto& [name, value] : call.query) {
    if (name == "limit" || name == "cursor") continue;
    append_part(bound, name);
    append_part(bound, value);
  }
  append_part(bound, "");
  append_part(bound, cursor);
  return parts.cipher.hmac_sha256(parts.cursor_key.view(), bound);
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t");
  return begin == std::string_view::npos ? "" : text.substr(begin, text.find_last_not_of(" \t") - begin + 1);
}

bool is_key(std::string_view text) {
  return !text.empty() && text.size() <= 255 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c <= '~'; });
}

std::string digest_of(const ApiCall& call, const ResourceParts& parts) {
  std::string text;
  append_part(text, call.request.path);
  append_part(text, call.request.body);
  const auto digest = parts.digests.sha256();
  digest->update(text);
  return digest->finish();
}

HttpResponse replayed(const ApiCall& call, const Item& item, const std::string& digest) {
  const Result<IdempotencyRecord> record = record_of(item);
  if (!record) return failure(call, record.error());
  if (record->body_digest != digest)
    return call.problem(ProblemType::key_reused, "The Idempotency-Key came with another request before.");
  HttpResponse response;
  response.status = record->status;
  response.body = record->body;
  if (!record->content_type.empty()) response.fields.add("Content-Type", record->content_type);
  if (!record->location.empty()) response.fields.add("Location", record->location);
  if (response.status == 201) response.fields.add("ETag", etag_of(1));
  return response;
}

std::string field(const HttpResponse& response, std::string_view name) {
  const std::string* value = response.fields.find(name);
  return value == nullptr ? std::string() : *value;
}

bool is_success(const HttpResponse& response) { return response.status >= 200 && response.status < 300; }

}  // namespace

TenantContext context_of(const ApiCall& call) {
  const auto tenant = TenantId::parse(call.principal.tenant);
  if (!tenant) throw std::logic_error("a resource was asked for without a tenant");
  return {*tenant, call.principal.subject, call.request_id};
}

HttpResponse failure(const ApiCall& call, const Error& error, std::string_view pointer) {
  switch (error.kind) {
    case ErrorKind::not_found:
      return call.not_found();
    case ErrorKind::conflict:
      return call.problem(ProblemType::conflict, "It exists already, or is in another state than this needs.");
    case ErrorKind::invalid:
      return call.invalid_content({{std::string(pointer), error.message()}});
    case ErrorKind::throttled:
    case ErrorKind::retry:
    case ErrorKind::unknown_outcome: {
      HttpResponse response = call.problem(ProblemType::unavailable, "The store doesn't answer in time.");
      response.fields.add("Retry-After", std::to_string(retry_after_seconds));
      return response;
    }
    case ErrorKind::fatal:
      break;
  }
  return call.problem(ProblemType::internal_error, "The request failed on our side.");
}

std::string etag_of(std::uint64_t version) { return '"' + std::to_string(version) + '"'; }

std::optional<HttpResponse> refuse_version(const ApiCall& call, std::uint64_t version) {
  const std::string* given = call.request.fields.find("If-Match");
  if (given == nullptr)
    return call.problem(ProblemType::precondition_required, "If-Match with the ETag of what was read is needed.");
  if (trimmed(*given) == "*") return std::nullopt;
  const std::string tag = etag_of(version);
  for (std::string_view rest = *given;;) {
    const std::size_t comma = rest.find(',');
    if (trimmed(rest.substr(0, comma)) == tag) return std::nullopt;
    if (comma == std::string_view::npos) break;
    rest.remove_prefix(comma + 1);
  }
  return call.problem(ProblemType::precondition_failed, "If-Match names another version than the current one.");
}

std::variant<PageQuery, HttpResponse> page_query(const ApiCall& call, const ResourceParts& parts) {
  PageQuery page;
  if (const auto limit = call.query.find("limit"); limit != call.query.end()) {
    const std::string& text = limit->second;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), page.limit);
    if (fault != std::errc() || end != text.data() + text.size() || page.limit < 1 || page.limit > 500)
      return call.problem(ProblemType::invalid_parameter, "In the query, limit is not a number from 1 to 500.");
  }
  const auto cursor = call.query.find("cursor");
  if (cursor == call.query.end()) return page;
  const auto bytes = from_base64url(cursor->second);
  if (bytes && bytes->size() > mac_bytes) {
    page.cursor = bytes->substr(mac_bytes);
    if (same_bytes(std::string_view(*bytes).substr(0, mac_bytes), cursor_mac(call, parts, page.cursor))) return page;
  }
  return call.problem(ProblemType::invalid_cursor, "The cursor is not one that this list gave with the same filter.");
}

std::string sealed_cursor(const ApiCall& call, const ResourceParts& parts, const std::string& cursor) {
  return to_base64url(cursor_mac(call, parts, cursor) + cursor);
}

void write_next_cursor(JsonWriter& json, const ApiCall& call, const ResourceParts& parts, const std::string& next) {
  json.key("next_cursor");
  if (next.empty()) {
    json.null();
  } else {
    json.string(sealed_cursor(call, parts, next));
  }
}

HttpResponse answer_post(const ApiCall& call, const ResourceParts& parts, const std::string& route,
                         const AnsweredChange& change) {
  const std::string* key = call.request.fields.find("Idempotency-Key");
  const TenantContext context = context_of(call);
  std::string digest;
  if (key != nullptr) {
    if (!is_key(*key))
      return call.problem(ProblemType::malformed_request, "An Idempotency-Key has 1 to 255 visible ASCII characters.");
    digest = digest_of(call, parts);
    const auto found = parts.items.get(idempotency_key(context, route, *key));
    if (!found) return failure(call, found.error());
    if (*found) return replayed(call, **found, digest);
  }
  ChangeSet changes(context, parts.ids);
  HttpResponse response = change(changes);
  if (!is_success(response)) return response;
  if (key != nullptr) {
    changes.set_idempotency({route, *key, digest, response.status, field(response, "Content-Type"),
                             field(response, "Location"), response.body});
  }
  const TransactionOutcome outcome = parts.transactions.execute(changes);
  if (outcome) return response;
  if (const Item* other = other_answer(changes, outcome)) return replayed(call, *other, digest);
  return failure(call, outcome.error());
}

HttpResponse answer_change(const ApiCall& call, const ResourceParts& parts, const AnsweredChange& change,
                           const std::function<bool()>& was_overtaken) {
  ChangeSet changes(context_of(call), parts.ids);
  HttpResponse response = change(changes);
  if (!is_success(response) || changes.operations().empty()) return response;
  const TransactionOutcome outcome = parts.transactions.execute(changes);
  if (outcome) return response;
  if (outcome.error().kind == ErrorKind::conflict && was_overtaken())
    return call.problem(ProblemType::precondition_failed, "It was changed by somebody else meanwhile.");
  return failure(call, outcome.error());
}

std::string traceparent_of(const ApiCall& call) { return call.trace.valid() ? call.trace.traceparent() : ""; }

void add_event(ChangeSet& changes, const ApiCall& call, EventType type, const std::string& entity,
               const std::string& parent, std::optional<Date> since) {
  Event event;
  event.type = type;
  event.tenant = changes.context().tenant.text();
  event.entity = entity;
  event.parent = parent;
  event.since = since;
  event.at = changes.moment();
  event.traceparent = traceparent_of(call);
  CarriedMessage message;
  message.queue = events_queue;
  message.body = event_as_json(event);
  changes.add_message(std::move(message));
}

}  // namespace dietz
