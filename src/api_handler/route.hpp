#pragma once

#include "api_handler/address.hpp"
#include "api_handler/problem.hpp"
#include "auth/token.hpp"
#include "codec/json_reader.hpp"
#include "http/message.hpp"
#include "observability/log.hpp"
#include "observability/trace_context.hpp"

#include <cstddef>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// Who may use a route. There is no default: a route can't be written without it.
class Access {
 public:
  /// Everybody, without a token.
  [[nodiscard]] static Access open() { return Access({}); }
  /// Tokens with any of these permissions.
  [[nodiscard]] static Access with(Permission permission) { return Access({permission}); }
  [[nodiscard]] static Access with_any(std::vector<Permission> permissions) { return Access(std::move(permissions)); }

  [[nodiscard]] bool is_open() const { return permissions_.empty(); }
  [[nodiscard]] const std::vector<Permission>& permissions() const { return permissions_; }
  [[nodiscard]] bool allows(Roles roles) const;

 private:
  explicit Access(std::vector<Permission> permissions) : permissions_(std::move(permissions)) {}
  std::vector<Permission> permissions_;
};

/// What a route's handler is given: a request that was routed, authenticated, authorized, and read.
struct ApiCall {
  const HttpRequest& request;
  std::string request_id;
  std::map<std::string, std::string, std::less<>> path;  ///< by the names of the template, decoded
  QueryParameters query;
  Principal principal;  ///< empty on open routes
  JsonValue body;       ///< of routes that take JSON
  Instant now;
  TraceContext trace;  ///< of the field `traceparent`, if it holds one

  [[nodiscard]] LogContext log_context() const { return {request_id, principal.tenant, trace}; }

  /// The problem as the answer to this request.
  [[nodiscard]] HttpResponse problem(ProblemType type, std::string detail,
                                     std::vector<FieldProblem> errors = {}) const {
    return problem_response({type, std::move(detail), std::move(errors)}, request_id);
  }
  /// The one answer for what isn't there and for what is another tenant's.
  [[nodiscard]] HttpResponse not_found() const {
    return problem(ProblemType::not_found, "Nothing is found at this address.");
  }
  [[nodiscard]] HttpResponse invalid_content(std::vector<FieldProblem> errors) const {
    return problem(ProblemType::invalid_content, "The content can't be accepted; errors says where and why.",
                   std::move(errors));
  }
};

/// What a route's body is.
enum class BodyKind {
  none,   ///< it must be empty
  json,   ///< read before the handler is called
  bytes,  ///< handed on as it is; the handler looks at its type
};

/// One address of the API with one method.
struct Route {
  std::string method;
  std::string path;  ///< a template: `/v1/portfolios/{id}`
  Access access;
  std::function<HttpResponse(const ApiCall&)> handle;
  std::vector<std::string_view> query = {};  ///< the parameters it knows
  BodyKind body = BodyKind::none;
  std::size_t body_limit = 1'048'576;
  /// Answered on the thread that reads, without waiting for a worker: for what costs microseconds and never waits.
  bool immediate = false;
};

/// `application/json` with this status.
[[nodiscard]] HttpResponse json_response(int status, std::string json);

}  // namespace dietz
