#include "api_handler/problem.hpp"

#include "codec/json_writer.hpp"

#include <algorithm>
#include <array>

namespace dietz {
namespace {

constexpr std::array<ProblemKind, 27> table = {{
    {ProblemType::malformed_request, 400, "malformed-request", "The request is malformed"},
    {ProblemType::malformed_json, 400, "malformed-json", "The body is not well-formed JSON"},
    {ProblemType::invalid_parameter, 400, "invalid-parameter", "A parameter or the path is wrong"},
    {ProblemType::invalid_cursor, 400, "invalid-cursor", "The cursor is not one of this list"},
    {ProblemType::unauthenticated, 401, "unauthenticated", "A valid bearer token is needed"},
    {ProblemType::forbidden, 403, "forbidden", "The token's roles do not allow this"},
    {ProblemType::tenant_inactive, 403, "tenant-inactive", "The tenant is not active"},
    {ProblemType::not_found, 404, "not-found", "There is nothing here"},
    {ProblemType::method_not_allowed, 405, "method-not-allowed", "The method is not allowed here"},
    {ProblemType::request_timeout, 408, "request-timeout", "The request took too long to arrive"},
    {ProblemType::conflict, 409, "conflict", "The resource is in another state"},
    {ProblemType::in_progress, 409, "in-progress", "The same request is still being worked on"},
    {ProblemType::precondition_failed, 412, "precondition-failed", "The resource has changed"},
    {ProblemType::content_too_large, 413, "content-too-large", "The body is too large"},
    {ProblemType::uri_too_long, 414, "uri-too-long", "The address is too long"},
    {ProblemType::unsupported_media_type, 415, "unsupported-media-type", "The body's type or coding is not supported"},
    {ProblemType::expectation_failed, 417, "expectation-failed", "The expectation is not supported"},
    {ProblemType::invalid_content, 422, "invalid-content", "The content is wrong"},
    {ProblemType::key_reused, 422, "key-reused", "The idempotency key belongs to another request"},
    {ProblemType::precondition_required, 428, "precondition-required", "If-Match is needed"},
    {ProblemType::rate_limited, 429, "rate-limited", "Too many requests"},
    {ProblemType::limit_reached, 403, "limit-reached", "The tenant's limit is reached"},
    {ProblemType::fields_too_large, 431, "fields-too-large", "The header fields are too large"},
    {ProblemType::internal_error, 500, "internal-error", "Something went wrong here"},
    {ProblemType::not_implemented, 501, "not-implemented", "This is not supported"},
    {ProblemType::unavailable, 503, "unavailable", "The service can't answer now"},
    {ProblemType::version_not_supported, 505, "version-not-supported", "The HTTP version is not supported"},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < table.size(); ++i) {
    if (static_cast<std::size_t>(table[i].type) != i) return false;
  }
  return true;
}
static_assert(in_order(), "the table follows the enum");

}  // namespace

std::span<const ProblemKind> problem_table() { return table; }

const ProblemKind& kind_of(ProblemType type) { return table[static_cast<std::size_t>(type)]; }

ProblemType type_for_status(int status) {
  const auto found =
      std::find_if(table.begin(), table.end(), [&](const ProblemKind& kind) { return kind.status == status; });
  return found == table.end() ? ProblemType::internal_error : found->type;
}

HttpResponse problem_response(const ApiProblem& problem, std::string_view request_id) {
  const ProblemKind& kind = kind_of(problem.type);
  JsonWriter json;
  json.begin_object().key("type").string("urn:dietz:problem:" + std::string(kind.name));
  json.key("title").string(kind.title).key("status").integer(kind.status).key("detail").string(problem.detail);
  json.key("request_id").string(request_id).key("errors").begin_array();
  for (const FieldProblem& error : problem.errors) {
    json.begin_object().key("pointer").string(error.pointer).key("reason").string(error.reason).end_object();
  }
  json.end_array().end_object();
  HttpResponse response;
  response.status = kind.status;
  response.body = json.take();
  response.fields.add("Content-Type", "application/problem+json");
  return response;
}

}  // namespace dietz
