#pragma once

#include "api_handler/api_handler.hpp"
#include "api_handler/health_routes.hpp"

#include <atomic>
#include <string>
#include <utility>
#include <vector>

namespace dietz::test {

/// Knows the token `good` (a manager of tenant-a) and any `TENANT:ROLE`.
class NamedTokens : public TokenVerifier {
 public:
  TokenVerdict verify(std::string_view token, Instant now) override {
    if (token == "good") token = "tenant-a:manager";
    const std::size_t colon = token.find(':');
    const auto role = colon == std::string_view::npos ? std::nullopt : parse_role(token.substr(colon + 1));
    if (!role) return TokenFault::signature;
    Roles roles;
    roles.add(*role);
    return Principal{"somebody", std::string(token.substr(0, colon)), roles, Instant{now.microseconds + 1'000'000}};
  }
};

class AllTenants : public TenantGate {
 public:
  bool is_active(std::string_view tenant) override { return tenant != "suspended"; }
};

class NoRates : public RateLimiter {
 public:
  std::optional<std::int64_t> refuse_for(std::string_view tenant, Instant) override {
    return tenant == "loud" ? std::optional<std::int64_t>(7) : std::nullopt;
  }
};

/// A small API: `/health`, `/ready`, and things that say what they were given.
class SmallService {
 public:
  explicit SmallService(std::vector<Route> more = {}) : api(routes(std::move(more)), parts()) {}

  NamedTokens tokens;
  AllTenants tenants;
  NoRates rates;
  NoLog log;
  NoMetrics metrics;
  std::atomic<bool> ready{true};
  ApiHandler api;

 private:
  ApiParts parts() {
    return {tokens, tenants, rates, log, metrics, [] { return Instant{1'800'000'000'000'000}; }, "test"};
  }
  std::vector<Route> routes(std::vector<Route> more) {
    std::vector<Route> all = health_routes([this] { return ready.load(); });
    all.push_back({.method = "POST",
                   .path = "/v1/things",
                   .access = Access::with(Permission::manage_portfolios),
                   .handle =
                       [](const ApiCall& call) {
                         std::vector<FieldProblem> problems;
                         JsonFields fields(call.body, "", problems);
                         const auto name = fields.text("name", JsonFields::Need::required);
                         fields.refuse_others();
                         if (!problems.empty()) return call.invalid_content(problems);
                         return json_response(201, *name);
                       },
                   .body = BodyKind::json});
    all.push_back({.method = "GET",
                   .path = "/v1/things/{id}",
                   .access = Access::with(Permission::view_portfolios),
                   .handle =
                       [](const ApiCall& call) {
                         const auto found = call.query.find("filter");
                         return json_response(
                             200, call.path.at("id") + (found == call.query.end() ? "" : "|" + found->second));
                       },
                   .query = {"filter"}});
    all.push_back({.method = "DELETE",
                   .path = "/v1/things/{id}",
                   .access = Access::with(Permission::manage_portfolios),
                   .handle = [](const ApiCall&) -> HttpResponse { throw std::runtime_error("secret of the inside"); }});
    for (Route& route : more) all.push_back(std::move(route));
    return all;
  }
};

}  // namespace dietz::test
