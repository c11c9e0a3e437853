#include "api_handler/api_handler.hpp"

#include "support/api_service.hpp"

#include <gtest/gtest.h>

#include <set>

namespace dietz {
namespace {

HttpRequest request(std::string method, std::string target, std::string token = "good", std::string body = {}) {
  HttpRequest made;
  made.method = std::move(method);
  const std::size_t mark = target.find('?');
  made.path = target.substr(0, mark);
  if (mark != std::string::npos) made.query = target.substr(mark + 1);
  if (!token.empty()) made.fields.add("Authorization", "Bearer " + token);
  if (!body.empty()) made.fields.add("Content-Type", "application/json");
  made.body = std::move(body);
  return made;
}

std::string field(const HttpResponse& response, std::string_view name) {
  const std::string* value = response.fields.find(name);
  return value == nullptr ? "" : *value;
}

std::string type_of(const HttpResponse& response) {
  const auto body = read_json(response.body);
  if (!body || body->find("type") == nullptr) return "";
  return body->find("type")->text().substr(std::string("urn:dietz:problem:").size());
}

TEST(ApiHandler, serves_open_routes_without_a_token) {
  test::SmallService service;
  EXPECT_EQ(service.api.handle(request("GET", "/health", "")).status, 200);
  EXPECT_EQ(service.api.handle(request("GET", "/ready", "")).status, 200);
  service.ready = false;
  const HttpResponse response = service.api.handle(request("GET", "/ready", ""));
  EXPECT_EQ(response.status, 503);
  EXPECT_EQ(type_of(response), "unavailable");
}

TEST(ApiHandler, hands_decoded_names_and_parameters_to_the_route) {
  test::SmallService service;
  const HttpResponse response = service.api.handle(request("GET", "/v1/things/a%2Fb%20%C3%A4?filter=x+y%26z"));
  EXPECT_EQ(response.status, 200);
  EXPECT_EQ(response.body, "a/b \xC3\xA4|x y&z");
}

TEST(ApiHandler, answers_every_token_fault_the_same) {
  test::SmallService service;
  std::set<std::string> bodies;
  for (const char* token : {"", "bad", "a.b.c", "tenant-a:nobody"}) {
    HttpRequest asked = request("GET", "/v1/things/1", token);
    asked.fields.add("X-Request-Id", "same");
    const HttpResponse response = service.api.handle(asked);
    EXPECT_EQ(response.status, 401);
    EXPECT_EQ(field(response, "WWW-Authenticate"), "Bearer");
    bodies.insert(response.body);
  }
  HttpRequest basic = request("GET", "/v1/things/1", "");
  basic.fields.add("Authorization", "Basic Z29vZA==");
  basic.fields.add("X-Request-Id", "same");
  bodies.insert(service.api.handle(basic).body);
  EXPECT_EQ(bodies.size(), 1U);
}

TEST(ApiHandler, refuses_roles_tenants_and_loudness) {
  test::SmallService service;
  EXPECT_EQ(service.api.handle(request("POST", "/v1/things", "t:viewer", "{\"name\": \"x\"}")).status, 403);
  EXPECT_EQ(type_of(service.api.handle(request("GET", "/v1/things/1", "suspended:viewer"))), "tenant-inactive");
  EXPECT_EQ(type_of(service.api.handle(request("GET", "/v1/things/1", "platform:platform_admin"))), "forbidden");
  const HttpResponse loud = service.api.handle(request("GET", "/v1/things/1", "loud:viewer"));
  EXPECT_EQ(loud.status, 429);
  EXPECT_EQ(field(loud, "Retry-After"), "7");
}

TEST(ApiHandler, tells_paths_methods_and_parameters_apart) {
  test::SmallService service;
  const auto asked = [&](const char* method, const char* target) {
    return service.api.handle(request(method, target));
  };
  EXPECT_EQ(asked("GET", "/v1/nothing").status, 404);
  EXPECT_EQ(asked("GET", "/v1/things/1/").status, 404);
  EXPECT_EQ(asked("GET", "/v1/things/..").status, 404);
  EXPECT_EQ(asked("GET", "/v1/things/%2e%2e").status, 404);
  EXPECT_EQ(asked("GET", "/v1/things/%252e").status, 200) << "decoded once";
  const HttpResponse response = asked("PUT", "/v1/things/1");
  EXPECT_EQ(response.status, 405);
  EXPECT_EQ(field(response, "Allow"), "DELETE, GET, HEAD");
  EXPECT_EQ(asked("get", "/v1/things/1").status, 405);
  EXPECT_EQ(asked("HEAD", "/v1/things/1").status, 200);
  for (const char* target :
       {"/v1/things/%zz", "/v1/things/%", "/v1/things/%00", "/v1/things/%FF", "/v1/things/%0A", "/v1/things/1?other=1",
        "/v1/things/1?filter=1&filter=2", "/v1/things/1?filter=%0", "/v1/things/1?=1", "/health?x=1"})
    EXPECT_EQ(type_of(asked("GET", target)), "invalid-parameter") << target;
  EXPECT_NE(asked("GET", "/v1/things/1?fliter=1").body.find("did you mean 'filter'?"), std::string::npos);
}

TEST(ApiHandler, reads_the_body_before_the_route_sees_it) {
  test::SmallService service;
  const auto posted = [&](std::string body, const char* type = "application/json", const char* coding = nullptr) {
    HttpRequest asked = request("POST", "/v1/things", "good");
    asked.body = std::move(body);
    if (type != nullptr) asked.fields.add("Content-Type", type);
    if (coding != nullptr) asked.fields.add("Content-Encoding", coding);
    return service.api.handle(asked);
  };
  EXPECT_EQ(posted("{\"name\": \"x\"}").status, 201);
  EXPECT_EQ(posted("{\"name\": \"x\"}", "Application/JSON; Charset=\"UTF-8\"").status, 201);
  EXPECT_EQ(posted("{\"name\": \"x\"}", "application/json", "identity").status, 201);
  for (const char* type :
       {"text/plain", "application/json; charset=utf-16", "application/jsonp", "", "application/problem+json"})
    EXPECT_EQ(posted("{}", type).status, 415) << type;
  EXPECT_EQ(posted("{}", nullptr).status, 415);
  EXPECT_EQ(posted("{}", "application/json", "gzip").status, 415);
  for (const char* body : {"", "{", "{\"name\": \"x\", \"name\": \"y\"}", "\xEF\xBB\xBF{}", "{\"name\": \"\\ud800\"}"})
    EXPECT_EQ(type_of(posted(body)), "malformed-json") << body;
  const HttpResponse response = posted("{\"nmae\": 1}");
  EXPECT_EQ(response.status, 422);
  const auto body = read_json(response.body);
  ASSERT_TRUE(body.ok());
  ASSERT_EQ(body->find("errors")->items().size(), 2U);
  EXPECT_EQ(body->find("errors")->items()[0].find("pointer")->text(), "/name");
  EXPECT_EQ(body->find("errors")->items()[1].find("pointer")->text(), "/nmae");
  HttpRequest with_body = request("GET", "/v1/things/1");
  with_body.body = "x";
  EXPECT_EQ(service.api.handle(with_body).status, 400);
}

TEST(ApiHandler, tells_nothing_of_its_inside) {
  test::SmallService service;
  const HttpResponse response = service.api.handle(request("DELETE", "/v1/things/1"));
  EXPECT_EQ(response.status, 500);
  EXPECT_EQ(response.body.find("secret"), std::string::npos);
  EXPECT_EQ(service.api.refuse(500, "secret").body.find("secret"), std::string::npos);
}

TEST(ApiHandler, gives_each_answer_an_id_or_keeps_a_fit_one) {
  test::SmallService service;
  const std::string first = field(service.api.handle(request("GET", "/health", "")), "X-Request-Id");
  EXPECT_NE(first, field(service.api.handle(request("GET", "/health", "")), "X-Request-Id"));
  for (const auto& [given, kept] :
       std::map<std::string, bool>{{"a-1._B", true}, {"a b", false}, {std::string(65, 'a'), false}}) {
    HttpRequest asked = request("GET", "/v1/nothing");
    asked.fields.add("x-request-id", given);
    EXPECT_EQ(field(service.api.handle(asked), "X-Request-Id") == given, kept) << given;
  }
}

TEST(ApiHandler, names_every_problem_with_its_own_type) {
  std::set<std::string_view> names;
  for (const ProblemKind& kind : problem_table()) {
    names.insert(kind.name);
    const HttpResponse response = problem_response({kind.type, "d", {{"/a", "r"}}}, "id");
    EXPECT_EQ(response.status, kind.status);
    EXPECT_EQ(type_of(response), kind.name);
    EXPECT_EQ(field(response, "Content-Type"), "application/problem+json");
  }
  EXPECT_EQ(names.size(), problem_table().size());
}

TEST(Router, prefers_what_is_written_out_and_refuses_doubled_routes) {
  const auto route = [](const char* method, const char* path) {
    return Route{.method = method, .path = path, .access = Access::open(), .handle = [](const ApiCall&) {
                   return HttpResponse();
                 }};
  };
  const Router router(
      {route("GET", "/a/{id}"), route("GET", "/a/b"), route("GET", "/a/{id}/c"), route("POST", "/a/b:go")});
  EXPECT_EQ(router.find("GET", "/a/b").route->path, "/a/b");
  EXPECT_EQ(router.find("GET", "/a/x").path.at("id"), "x");
  EXPECT_EQ(router.find("GET", "/a/b/c").path.at("id"), "b") << "goes back where the written way ends";
  EXPECT_EQ(router.find("POST", "/a/b:go").route->path, "/a/b:go");
  EXPECT_EQ(router.find("GET", "*").kind, Router::Match::Kind::no_such_path);
  EXPECT_THROW(Router({route("GET", "/a/{id}"), route("GET", "/a/{name}")}), std::logic_error);
}

class FixedRate : public RequestRates {
 public:
  std::optional<RequestRate> rate_of(std::string_view tenant) override {
    if (tenant == "free") return std::nullopt;
    return RequestRate{.per_second = 2, .burst = 3};
  }
};

TEST(TokenBuckets, let_a_burst_through_and_then_the_rate) {
  FixedRate rates;
  TokenBuckets buckets(rates);
  const auto at = [](double seconds) { return Instant{static_cast<std::int64_t>(seconds * 1e6)}; };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(buckets.refuse_for("a", at(100)), std::nullopt);
  EXPECT_EQ(buckets.refuse_for("a", at(100)), 1);
  EXPECT_EQ(buckets.refuse_for("b", at(100)), std::nullopt) << "another tenant";
  EXPECT_EQ(buckets.refuse_for("a", at(100.5)), std::nullopt);
  EXPECT_EQ(buckets.refuse_for("a", at(100.5)), 1);
  EXPECT_EQ(buckets.refuse_for("a", at(50)), 1) << "a clock set back fills nothing";
  EXPECT_EQ(buckets.refuse_for("a", at(50.5)), std::nullopt) << "and does not lock the tenant out";
  for (int i = 0; i < 100; ++i) EXPECT_EQ(buckets.refuse_for("free", at(0)), std::nullopt);
}

}  // namespace
}  // namespace dietz
