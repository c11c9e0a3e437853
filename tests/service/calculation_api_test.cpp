#include "support/resource_service.hpp"

#include <cmath>

namespace dietz::test {
namespace {

const std::string january = R"({"from":"2023-12-31","to":"2024-01-31"})";

/// A service with a portfolio that bought ten shares at 100, which then rose to 110, and a worker.
struct CalculationService : ResourceService {
  NoLog log;
  NoMetrics metrics;
  CalculationWorker worker{{calculations, transactions, ids, series, blobs, digests, calculator, calculations_in, log,
                            metrics, [this] { return Instant{clock.now_microseconds()}; }}};
  std::string portfolio = created("/v1/portfolios", R"({"name":"Main","currency":"EUR","external_id":"MAIN"})");
  std::string requests = "/v1/portfolios/" + portfolio + "/calculations";

  CalculationService() {
    const std::string share = created("/v1/securities", R"({"name":"S","type":"equity","currency":"EUR"})");
    const std::string path = "/v1/portfolios/" + portfolio + "/transactions";
    created(path, R"({"date":"2024-01-01","type":"deposit","amount":"1000"})");
    created(path, R"({"date":"2024-01-02","type":"buy","quantity":"10","amount":"1000","security":")" + share + "\"}");
    call("PUT", "/v1/securities/" + share + "/prices/2024-01-02", {R"({"close":"100"})"});
    call("PUT", "/v1/securities/" + share + "/prices/2024-01-31", {R"({"close":"110"})"});
    clock.advance_seconds(1);
  }
  std::string requested(const std::string& body = january) {
    const HttpResponse response = call("POST", requests, {body});
    EXPECT_EQ(response.status, 202) << response.body;
    return field(response, "Location");
  }
  bool work() { return worker.work_once(0).value(); }
};

double twr_of(const JsonValue& document) {
  const JsonValue* figures = document.find("figures");
  const JsonValue* twr = figures == nullptr ? nullptr : figures->find("twr");
  const JsonValue* value = twr == nullptr ? nullptr : twr->find("value");
  return value == nullptr ? std::nan("") : std::stod(value->text());
}
JsonValue document_of(const HttpResponse& response) {
  return read_json(response.body, {.bytes = 10'000'000, .depth = 64, .entries = 100'000}).value();
}

TEST(CalculationApi, leads_from_a_request_to_its_result_and_explanation) {
  CalculationService service;
  const HttpResponse accepted = service.call("POST", service.requests, {january});
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  EXPECT_EQ(member(accepted.body, "status"), "pending");
  const std::string one = field(accepted, "Location");
  EXPECT_EQ(one, "/v1/calculations/" + member(accepted.body, "id"));
  EXPECT_EQ(service.call("GET", one + "/result").status, 409);
  EXPECT_EQ(service.call("GET", one + "/explanation?figure=twr").status, 409);
  ASSERT_TRUE(service.work());
  const HttpResponse state = service.call("GET", one);
  EXPECT_EQ(member(state.body, "status"), "done") << state.body;
  EXPECT_EQ(member(state.body, "progress"), "100");
  const HttpResponse result = service.call("GET", one + "/result");
  ASSERT_EQ(result.status, 200);
  EXPECT_NEAR(twr_of(document_of(result)), 0.1, 1e-12);
  EXPECT_EQ(member(state.body, "input_hash"), document_of(result).find("input_hash")->text());
  const HttpResponse tree = service.call("GET", one + "/explanation?figure=twr");
  EXPECT_EQ(tree.status, 200);
  EXPECT_NE(document_of(tree).find("explanation"), nullptr);
  EXPECT_EQ(service.call("GET", one + "/explanation?figure=no_figure").status, 404);
  EXPECT_EQ(service.call("GET", one + "/explanation").status, 400);
  EXPECT_EQ(service.call("GET", one + "/explanation?figure=twr&depth=0").status, 400);
}

TEST(CalculationApi, gives_one_result_for_each_portfolio_and_period_of_a_batch) {
  CalculationService service;
  const HttpResponse accepted = service.call("POST", "/v1/calculations:batch", {R"({"portfolios":["external_id:MAIN"],
      "periods":[{"from":"2023-12-31","to":"2024-01-31"},{"from":"2024-01-02","to":"2024-01-31"}],"figures":["twr"]})"});
  ASSERT_EQ(accepted.status, 202) << accepted.body;
  ASSERT_TRUE(service.work());
  const HttpResponse result = service.call("GET", field(accepted, "Location") + "/result");
  ASSERT_EQ(result.status, 200) << result.body;
  const JsonValue document = document_of(result);
  ASSERT_EQ(document.find("items")->items().size(), 2U);
  EXPECT_NEAR(twr_of(document.find("items")->items()[1]), 0.1, 1e-12);
  EXPECT_EQ(service.call("GET", field(accepted, "Location") + "/explanation?figure=twr").status, 409);
}

TEST(CalculationApi, tells_everything_that_is_wrong_with_a_request) {
  CalculationService service;
  const HttpResponse response =
      service.call("POST", service.requests,
                   {R"({"from":"2024-02-01","to":"2024-01-31","figures":[1],"policy":"none","colour":1})"});
  EXPECT_EQ(response.status, 422);
  for (const char* pointer : {"\"/to\"", "\"/figures/0\"", "\"/policy\"", "\"/colour\""})
    EXPECT_NE(response.body.find(pointer), std::string::npos) << pointer << response.body;
  const HttpResponse batch =
      service.call("POST", "/v1/calculations:batch",
                   {R"({"portfolios":["external_id:MAIN","none"],"periods":[{"from":"2024-01-01"}]})"});
  EXPECT_EQ(batch.status, 422);
  for (const char* pointer : {"\"/portfolios/1\"", "\"/periods/0/to\""})
    EXPECT_NE(batch.body.find(pointer), std::string::npos) << pointer << batch.body;
  EXPECT_EQ(service.call("POST", "/v1/calculations:batch", {R"({"portfolios":[],"periods":[]})"}).status, 422);
  EXPECT_FALSE(service.work()) << "nothing was asked of a worker";
}

TEST(CalculationApi, cancels_what_has_not_ended) {
  CalculationService service;
  const std::string one = service.requested(), other = service.requested();
  EXPECT_EQ(service.call("DELETE", one).status, 204);
  EXPECT_EQ(member(service.call("GET", one).body, "status"), "cancelled");
  EXPECT_EQ(service.call("DELETE", one).status, 409);
  while (service.work()) {
  }
  EXPECT_EQ(member(service.call("GET", one).body, "status"), "cancelled");
  EXPECT_EQ(service.call("GET", one + "/result").status, 409);
  EXPECT_EQ(member(service.call("GET", other).body, "status"), "done");
  EXPECT_EQ(service.call("DELETE", other).status, 409);
}

TEST(CalculationApi, lets_each_role_do_what_the_table_of_roles_says) {
  CalculationService service;
  const std::string done = service.requested();
  ASSERT_TRUE(service.work());
  struct Case {
    const char* method;
    std::string address, body;
    Permission permission;
    int status;
  };
  const std::vector<Case> cases = {
      {"POST", service.requests, january, Permission::run_calculations, 202},
      {"POST", "/v1/calculations:batch", "{}", Permission::run_calculations, 422},
      {"GET", done, "", Permission::view_performance, 200},
      {"GET", done + "/result", "", Permission::view_performance, 200},
      {"GET", done + "/explanation?figure=twr", "", Permission::view_performance, 200},
      {"DELETE", done, "", Permission::run_calculations, 409},
  };
  for (const Role role : all_roles) {
    if (role == Role::platform_admin) continue;
    Roles roles;
    roles.add(role);
    const std::string token = "acme:" + std::string(name_of(role));
    for (const Case& c : cases) {
      EXPECT_EQ(service.call(c.method, c.address, {c.body, token}).status, may(roles, c.permission) ? c.status : 403)
          << c.method << c.address << token;
    }
  }
}

TEST(CalculationApi, answers_for_what_another_tenant_has_byte_for_byte_as_for_what_is_absent) {
  CalculationService service;
  const std::string done = service.requested(), none = "/v1/calculations/00000000000000000000000000";
  ASSERT_TRUE(service.work());
  const auto same = [&](const char* method, const std::string& foreign, const std::string& absent,
                        const std::string& body) {
    const HttpResponse a = service.call(method, foreign, {body, "other:manager"});
    const HttpResponse b = service.call(method, absent, {body, "other:manager"});
    EXPECT_EQ(a.status, 404) << method << foreign << a.body;
    EXPECT_EQ(a.body, b.body);
  };
  same("GET", done, none, "");
  same("GET", done + "/result", none + "/result", "");
  same("GET", done + "/explanation?figure=twr", none + "/explanation?figure=twr", "");
  same("DELETE", done, none, "");
  same("POST", service.requests, "/v1/portfolios/00000000000000000000000000/calculations", january);
}

TEST(CalculationApi, asks_once_under_one_idempotency_key) {
  CalculationService service;
  const Sent sent{.body = january, .fields = {{"Idempotency-Key", "k"}}};
  const HttpResponse first = service.call("POST", service.requests, sent);
  ASSERT_TRUE(service.work());
  const HttpResponse again = service.call("POST", service.requests, sent);
  EXPECT_EQ(again.status, 202);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(field(again, "Location"), field(first, "Location"));
  EXPECT_FALSE(service.work());
}

}  // namespace
}  // namespace dietz::test
