#include "api_handler/api_handler.hpp"

#include <algorithm>
#include <exception>
#include <utility>

namespace dietz {
namespace {

constexpr std::string_view scheme = "Bearer ";
constexpr std::size_t longest_request_id = 64;
constexpr std::string_view no_more_is_told = "The request could not be served; nothing more is known here.";

bool is_request_id(std::string_view text) {
  return !text.empty() && text.size() <= longest_request_id && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' ||
           c == '.';
  });
}

/// `application/json`, alone or with the charset UTF-8 (RFC 9110, section 8.3).
bool is_json_type(std::string_view type) {
  std::string plain;
  for (const char c : type) {
    if (c != ' ' && c != '\t' && c != '"') plain += c;
  }
  return same_name(plain, "application/json") || same_name(plain, "application/json;charset=utf-8");
}

}  // namespace

ApiHandler::ApiHandler(std::vector<Route> routes, ApiParts parts)
    : router_(std::move(routes)), parts_(std::move(parts)) {}

std::string ApiHandler::id_for(const HttpRequest* request) {
  const std::string* given = request == nullptr ? nullptr : request->fields.find("X-Request-Id");
  if (given != nullptr && is_request_id(*given)) return *given;
  return parts_.id_prefix + "-" + std::to_string(next_id_++);
}

void ApiHandler::finish(HttpResponse& response, const std::string& request_id) const {
  response.fields.set("X-Request-Id", request_id);
  if (response.fields.find("Cache-Control") == nullptr) response.fields.add("Cache-Control", "no-store");
  response.fields.set("X-Content-Type-Options", "nosniff");
}

HttpResponse ApiHandler::handle(const HttpRequest& request) {
  ApiCall call{request, id_for(&request), {}, {}, {}, {}, parts_.now(), {}};
  if (const std::string* parent = request.fields.find("traceparent"))
    call.trace = TraceContext::parse(*parent).value_or(TraceContext());
  const Route* found = nullptr;
  HttpResponse response;
  try {
    response = route(call, found);
  } catch (const std::exception& error) {
    parts_.log.error("request.failed", call.log_context(), {{"error", LogValue::technical(error.what())}});
    response = call.problem(ProblemType::internal_error, std::string(no_more_is_told));
  }
  finish(response, call.request_id);
  record(call, found, response);
  return response;
}

void ApiHandler::record(const ApiCall& call, const Route* route, const HttpResponse& response) {
  // Labels come from the routes, never from the request: each new one would be a new series.
  const std::string_view path = route == nullptr ? "none" : std::string_view(route->path);
  const std::string_view method = route == nullptr ? "none" : std::string_view(route->method);
  const std::int64_t spent = std::max<std::int64_t>(0, parts_.now().microseconds - call.now.microseconds);
  parts_.log.info("request.finished", call.log_context(),
                  {{"route", LogValue::id(path)},
                   {"method", LogValue::id(method)},
                   {"status", response.status},
                   {"microseconds", spent}});
  parts_.metrics.add(Metric::http_requests, {path, method, std::to_string(response.status)});
  parts_.metrics.observe(Metric::http_request_seconds, {path, method}, static_cast<double>(spent) / 1e6);
}

HttpResponse ApiHandler::refuse(int status, std::string_view reason) {
  const std::string id = id_for(nullptr);
  parts_.log.info("request.refused", {id, {}, {}}, {{"status", status}, {"reason", LogValue::technical(reason)}});
  if (status == 503) parts_.metrics.add(Metric::http_requests_shed, {"overload"});
  const std::string detail = status == 500 ? std::string(no_more_is_told) : std::string(reason) + ".";
  HttpResponse response = problem_response({type_for_status(status), detail, {}}, id);
  finish(response, id);
  return response;
}

std::size_t ApiHandler::body_limit(const HttpRequest& head) const {
  constexpr std::size_t without_route = 65'536;  // read so that the answer is seen, and thrown away
  const Router::Match match = router_.find(head.method, head.path);
  return match.route == nullptr ? without_route : match.route->body_limit;
}

bool ApiHandler::is_immediate(const HttpRequest& head) const {
  const Router::Match match = router_.find(head.method, head.path);
  return match.route == nullptr || match.route->immediate;
}

HttpResponse ApiHandler::route(ApiCall& call, const Route*& found) {
  Router::Match match = router_.find(call.request.method, call.request.path);
  switch (match.kind) {
    case Router::Match::Kind::malformed:
      return call.problem(ProblemType::invalid_parameter, "The path is not well-formed.");
    case Router::Match::Kind::no_such_path:
      return call.not_found();
    case Router::Match::Kind::no_such_method: {
      HttpResponse response = call.problem(ProblemType::method_not_allowed, "The path knows " + match.allow + ".");
      response.fields.add("Allow", match.allow);
      return response;
    }
    case Router::Match::Kind::found:
      break;
  }
  found = match.route;
  call.path = std::move(match.path);
  return serve(*match.route, call);
}

HttpResponse ApiHandler::serve(const Route& route, ApiCall& call) {
  if (!route.access.is_open()) {
    if (auto refusal = authenticate(call)) return *std::move(refusal);
    if (auto refusal = authorize(route, call)) return *std::move(refusal);
  }
  if (auto refusal = read_content(route, call)) return *std::move(refusal);
  return route.handle(call);
}

std::optional<HttpResponse> ApiHandler::authenticate(ApiCall& call) {
  const std::string* given = call.request.fields.find("Authorization");
  const bool is_bearer = given != nullptr && same_name(std::string_view(*given).substr(0, scheme.size()), scheme);
  std::string_view reason = "no_token";
  if (is_bearer) {
    TokenVerdict verdict = parts_.tokens.verify(std::string_view(*given).substr(scheme.size()), call.now);
    if (auto* principal = std::get_if<Principal>(&verdict)) {
      call.principal = std::move(*principal);
      return std::nullopt;
    }
    reason = name_of(std::get<TokenFault>(verdict));
  }
  parts_.log.info("token.refused", call.log_context(), {{"reason", LogValue::technical(reason)}});
  HttpResponse response =
      call.problem(ProblemType::unauthenticated, "The request needs a bearer token that this service accepts.");
  response.fields.add("WWW-Authenticate", "Bearer");
  return response;
}

std::optional<HttpResponse> ApiHandler::authorize(const Route& route, const ApiCall& call) {
  const Principal& who = call.principal;
  if (who.tenant != platform_tenant && !parts_.tenants.is_active(who.tenant))
    return call.problem(ProblemType::tenant_inactive, "The token's tenant is unknown or suspended.");
  if (!route.access.allows(who.roles)) {
    std::string needed;
    for (const Permission permission : route.access.permissions())
      needed += (needed.empty() ? "" : " or ") + std::string(name_of(permission));
    return call.problem(ProblemType::forbidden, "The permission " + needed + " is needed.");
  }
  if (const auto wait = parts_.rates.refuse_for(who.tenant, call.now)) {
    parts_.metrics.add(Metric::http_requests_shed, {"rate"});
    HttpResponse response = call.problem(ProblemType::rate_limited, "The tenant has sent too many requests.");
    response.fields.add("Retry-After", std::to_string(*wait));
    return response;
  }
  return std::nullopt;
}

std::optional<HttpResponse> ApiHandler::check_type(const Route& route, const ApiCall& call) {
  const HttpFields& fields = call.request.fields;
  const std::string* coding = fields.find("Content-Encoding");
  if (coding != nullptr && !same_name(*coding, "identity"))
    return call.problem(ProblemType::unsupported_media_type, "No content coding is supported.");
  if (route.body != BodyKind::json) return std::nullopt;
  const std::string* type = fields.find("Content-Type");
  if (type == nullptr || !is_json_type(*type))
    return call.problem(ProblemType::unsupported_media_type, "The body must be application/json in UTF-8.");
  return std::nullopt;
}

std::optional<HttpResponse> ApiHandler::read_content(const Route& route, ApiCall& call) {
  auto query = query_parameters(call.request.query, route.query);
  if (const auto* wrong = std::get_if<std::string>(&query))
    return call.problem(ProblemType::invalid_parameter, "In the query, " + *wrong + ".");
  call.query = std::move(std::get<QueryParameters>(query));
  if (auto refusal = check_type(route, call)) return refusal;
  if (route.body == BodyKind::none && !call.request.body.empty())
    return call.problem(ProblemType::malformed_request, "No body is expected here.");
  if (route.body != BodyKind::json) return std::nullopt;
  auto body = read_json(call.request.body, {.bytes = route.body_limit});
  if (!body) {
    const Problem& problem = body.error().problems.front();
    return call.problem(ProblemType::malformed_json,
                        "Line " + std::to_string(problem.origin.line) + ": " + problem.message + ".",
                        {{problem.origin.column, problem.message}});
  }
  call.body = std::move(body).value();
  return std::nullopt;
}

}  // namespace dietz
