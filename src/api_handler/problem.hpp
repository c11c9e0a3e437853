#pragma once

#include "codec/json_fields.hpp"
#include "http/message.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Every kind of refusal that the API answers with. Each has its own `type`, so that a program can tell them apart.
enum class ProblemType : std::uint8_t {
  malformed_request,  ///< not HTTP as the service reads it
  malformed_json,     ///< the body is no JSON within the limits
  invalid_parameter,  ///< a query parameter is unknown, doubled or wrong; the path isn't well-formed
  invalid_cursor,
  unauthenticated,  ///< no token, or none that is accepted; which of the two is not told
  forbidden,        ///< the roles don't have the permission
  tenant_inactive,  ///< a valid token of an unknown or suspended tenant
  not_found,        ///< nothing there, or nothing of this tenant's
  method_not_allowed,
  request_timeout,
  conflict,             ///< the resource is in another state
  in_progress,          ///< a request with the same Idempotency-Key is still running
  precondition_failed,  ///< If-Match names another version
  content_too_large,
  uri_too_long,
  unsupported_media_type,
  expectation_failed,
  invalid_content,        ///< well-formed, but wrong: see `errors`
  key_reused,             ///< the Idempotency-Key came with another body before
  precondition_required,  ///< If-Match is missing
  rate_limited,
  limit_reached,  ///< the tenant has as many as its tier allows
  fields_too_large,
  internal_error,
  not_implemented,
  unavailable,  ///< overloaded, starting, stopping, or the store doesn't answer
  version_not_supported,
};

struct ProblemKind {
  ProblemType type;
  int status;
  std::string_view name;   ///< the last part of `type`
  std::string_view title;  ///< the same for every problem of the type
};

/// One row a type, in the order of the enum.
[[nodiscard]] std::span<const ProblemKind> problem_table();
[[nodiscard]] const ProblemKind& kind_of(ProblemType type);
/// The type that the server's own refusal with this status has.
[[nodiscard]] ProblemType type_for_status(int status);

/// One refusal. `detail` is for people and must not tell anything that the reader may not know.
struct ApiProblem {
  ProblemType type;
  std::string detail;
  std::vector<FieldProblem> errors;
};

/// The answer: `application/problem+json` (RFC 9457) with type, title, status, detail, request_id and errors.
[[nodiscard]] HttpResponse problem_response(const ApiProblem& problem, std::string_view request_id);

}  // namespace dietz
