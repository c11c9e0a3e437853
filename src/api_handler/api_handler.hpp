#pragma once

#include "api_handler/gates.hpp"
#include "api_handler/router.hpp"
#include "auth/token.hpp"
#include "observability/log.hpp"
#include "observability/metrics.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace dietz {

/// What the API needs of the rest of the program. All of it must outlive the handler and be thread-safe.
struct ApiParts {
  TokenVerifier& tokens;
  TenantGate& tenants;
  RateLimiter& rates;
  Log& log;
  Metrics& metrics;
  std::function<Instant()> now;
  /// Begins the ids of this process's requests, so that no two processes give the same: a few random letters.
  std::string id_prefix;
};

/// Serves the routes: route, authenticate, authorize, rate, content, handler. Each refusal comes before anything that a
/// later step would tell. Every answer carries `X-Request-Id`, taken from the request if it brings a fit one.
class ApiHandler : public HttpHandler {
 public:
  ApiHandler(std::vector<Route> routes, ApiParts parts);

  [[nodiscard]] HttpResponse handle(const HttpRequest& request) override;
  [[nodiscard]] HttpResponse refuse(int status, std::string_view reason) override;
  [[nodiscard]] std::size_t body_limit(const HttpRequest& head) const override;
  [[nodiscard]] bool is_immediate(const HttpRequest& head) const override;

  [[nodiscard]] const Router& router() const { return router_; }

 private:
  [[nodiscard]] std::string id_for(const HttpRequest* request);
  HttpResponse route(ApiCall& call, const Route*& found);
  void record(const ApiCall& call, const Route* route, const HttpResponse& response);
  HttpResponse serve(const Route& route, ApiCall& call);
  /// The refusal of a step, or nothing.
  std::optional<HttpResponse> authenticate(ApiCall& call);
  std::optional<HttpResponse> authorize(const Route& route, const ApiCall& call);
  std::optional<HttpResponse> read_content(const Route& route, ApiCall& call);
  std::optional<HttpResponse> check_type(const Route& route, const ApiCall& call);
  void finish(HttpResponse& response, const std::string& request_id) const;

  Router router_;
  ApiParts parts_;
  std::atomic<std::uint64_t> next_id_{1};
};

}  // namespace dietz
