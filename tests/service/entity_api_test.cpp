#include "support/resource_service.hpp"

#include <set>

namespace dietz::test {
namespace {

const std::string main_portfolio = R"({"name":"Main","currency":"EUR"})";
const std::string share = R"({"name":"Share","type":"equity","currency":"EUR","external_id":"SHARE"})";

/// A resource of entities, with a body that it accepts.
struct Kind {
  std::string path;
  std::string body;
  Permission view;
  Permission manage;
};
std::vector<Kind> kinds(const std::string& security) {
  return {{"/v1/portfolios", main_portfolio, Permission::view_portfolios, Permission::manage_portfolios},
          {"/v1/portfolio-groups", R"({"name":"All"})", Permission::view_portfolios, Permission::manage_portfolios},
          {"/v1/securities", R"({"name":"S","type":"bond","currency":"USD"})", Permission::view_securities,
           Permission::manage_securities},
          {"/v1/benchmarks", R"({"components":[{"component":")" + security + R"(","weight":"1"}]})",
           Permission::view_securities, Permission::manage_securities},
          {"/v1/policies", R"({"version":"p-1","twr_method":"daily"})", Permission::view_policies,
           Permission::manage_policies}};
}

TEST(EntityApi, creates_gets_replaces_and_deletes_every_kind) {
  ResourceService service;
  for (const Kind& kind : kinds(service.created("/v1/securities", share))) {
    const HttpResponse created = service.call("POST", kind.path, {kind.body});
    ASSERT_EQ(created.status, 201) << created.body;
    const std::string address = field(created, "Location");
    EXPECT_EQ(address, kind.path + '/' + member(created.body, "id"));
    EXPECT_EQ(field(created, "ETag"), "\"1\"");
    const HttpResponse got = service.call("GET", address);
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, created.body);
    const HttpResponse replaced = service.call("PUT", address, {.body = kind.body, .fields = {{"If-Match", "\"1\""}}});
    EXPECT_EQ(replaced.status, 200) << replaced.body;
    EXPECT_EQ(field(replaced, "ETag"), "\"2\"");
    EXPECT_EQ(service.call("DELETE", address, {.fields = {{"If-Match", "\"2\""}}}).status, 204);
    EXPECT_EQ(service.call("GET", address).status, 404);
  }
}

TEST(EntityApi, lets_each_role_do_what_the_table_of_roles_says) {
  ResourceService service;
  for (const Kind& kind : kinds(service.created("/v1/securities", share))) {
    const std::string address = kind.path + '/' + service.created(kind.path, kind.body);
    for (const Role role : all_roles) {
      if (role == Role::platform_admin) continue;
      Roles roles;
      roles.add(role);
      const std::string token = "acme:" + std::string(name_of(role));
      const bool views = may(roles, kind.view), manages = may(roles, kind.manage);
      EXPECT_EQ(service.call("GET", kind.path, {.token = token}).status, views ? 200 : 403) << kind.path << token;
      EXPECT_EQ(service.call("GET", address, {.token = token}).status, views ? 200 : 403) << kind.path << token;
      EXPECT_EQ(service.call("POST", kind.path, {kind.body, token}).status, manages ? 201 : 403) << kind.path << token;
      EXPECT_EQ(service.call("PUT", address, {kind.body, token}).status, manages ? 428 : 403) << kind.path << token;
      EXPECT_EQ(service.call("DELETE", address, {.token = token}).status, manages ? 428 : 403) << kind.path << token;
    }
    EXPECT_EQ(service.call("GET", kind.path, {.token = "platform:platform_admin"}).status, 403);
  }
}

TEST(EntityApi, answers_for_what_another_tenant_has_byte_for_byte_as_for_what_is_absent) {
  ResourceService service;
  for (const Kind& kind : kinds(service.created("/v1/securities", share))) {
    const std::string foreign = kind.path + '/' + service.created(kind.path, kind.body);
    const std::string absent = kind.path + "/00000000000000000000000000";
    for (const char* method : {"GET", "PUT", "DELETE"}) {
      const Sent sent{method == std::string("PUT") ? kind.body : "", "other:manager"};
      const HttpResponse a = service.call(method, foreign, sent), b = service.call(method, absent, sent);
      EXPECT_EQ(a.status, 404) << method << foreign;
      EXPECT_EQ(b.status, 404);
      EXPECT_EQ(a.body, b.body);
    }
    EXPECT_EQ(item_count(service.call("GET", kind.path, {.token = "other:manager"}).body), 0U);
  }
}

TEST(EntityApi, refuses_a_reference_to_what_another_tenant_has_as_one_to_nothing) {
  ResourceService service;
  service.created("/v1/policies", R"({"external_id":"mine"})");
  const std::string foreign = service.created("/v1/policies", R"({"external_id":"theirs"})", "other:manager");
  const auto with_policy = [&](const std::string& policy) {
    return service.call("POST", "/v1/portfolios", {R"({"name":"A","currency":"EUR","policy":")" + policy + "\"}"});
  };
  const HttpResponse a = with_policy(foreign), b = with_policy("external_id:theirs"), c = with_policy("nothing");
  EXPECT_EQ(a.status, 422);
  EXPECT_EQ(a.body, b.body);
  EXPECT_EQ(a.body, c.body);
  EXPECT_NE(a.body.find("/policy"), std::string::npos);
  EXPECT_EQ(with_policy("external_id:mine").status, 201);
}

TEST(EntityApi, changes_only_the_version_that_if_match_names) {
  ResourceService service;
  const std::string address = "/v1/portfolios/" + service.created("/v1/portfolios", main_portfolio);
  const auto put = [&](const std::string& tag) {
    return service.call("PUT", address, {.body = main_portfolio, .fields = {{"If-Match", tag}}}).status;
  };
  EXPECT_EQ(service.call("PUT", address, {main_portfolio}).status, 428);
  EXPECT_EQ(put("\"2\""), 412);
  EXPECT_EQ(put("W/\"1\""), 412);
  EXPECT_EQ(put("1"), 412);
  EXPECT_EQ(put("\"9\", \"1\""), 200);
  EXPECT_EQ(put("\"1\""), 412);
  EXPECT_EQ(put("*"), 200);
  EXPECT_EQ(service.call("DELETE", address).status, 428);
}

TEST(EntityApi, tells_everything_that_is_wrong_with_a_body) {
  ResourceService service;
  const HttpResponse portfolio =
      service.call("POST", "/v1/portfolios", {R"({"currency":"XXQ","inception":"2024-02-30","colour":"red"})"});
  EXPECT_EQ(portfolio.status, 422);
  for (const char* pointer : {"\"/name\"", "\"/currency\"", "\"/inception\"", "\"/colour\""})
    EXPECT_NE(portfolio.body.find(pointer), std::string::npos) << pointer << portfolio.body;
  const HttpResponse benchmark =
      service.call("POST", "/v1/benchmarks", {R"({"components":[{"component":"x","weight":0.5,"part":1}]})"});
  EXPECT_EQ(benchmark.status, 422);
  for (const char* pointer : {"/components/0/component", "/components/0/weight", "/components/0/part"})
    EXPECT_NE(benchmark.body.find(pointer), std::string::npos) << pointer << benchmark.body;
  EXPECT_EQ(service.call("POST", "/v1/portfolios", {"{"}).status, 400);
  EXPECT_EQ(service.call("GET", "/v1/portfolios?colour=red").status, 400);
}

TEST(EntityApi, gives_an_external_id_once_in_a_tenant) {
  ResourceService service;
  const std::string id = service.created("/v1/securities", share);
  EXPECT_EQ(service.call("POST", "/v1/securities", {share}).status, 409);
  service.created("/v1/securities", share, "other:manager");
  const HttpResponse found = service.call("GET", "/v1/securities?external_id=SHARE");
  EXPECT_EQ(item_count(found.body), 1U);
  EXPECT_NE(found.body.find(id), std::string::npos);
  EXPECT_EQ(item_count(service.call("GET", "/v1/securities?external_id=none").body), 0U);
}

TEST(EntityApi, lists_what_a_filter_names) {
  ResourceService service;
  const std::string group = service.created("/v1/portfolio-groups", R"({"name":"G","external_id":"g"})");
  service.created("/v1/portfolios", R"({"name":"In","currency":"EUR","group":"external_id:g"})");
  service.created("/v1/portfolios", main_portfolio);
  for (const std::string& named : {group, std::string("external_id:g")}) {
    const HttpResponse found = service.call("GET", "/v1/portfolios?group=" + named);
    EXPECT_EQ(item_count(found.body), 1U) << found.body;
    EXPECT_NE(found.body.find("\"In\""), std::string::npos);
  }
  EXPECT_EQ(item_count(service.call("GET", "/v1/portfolios?group=none").body), 0U);
  EXPECT_EQ(item_count(service.call("GET", "/v1/portfolios?currency=EUR").body), 2U);
}

TEST(EntityApi, gives_every_entity_once_over_pages) {
  ResourceService service;
  std::set<std::string> made, seen;
  for (int i = 0; i < 5; ++i) made.insert(service.created("/v1/portfolios", main_portfolio));
  std::string address = "/v1/portfolios?limit=2", cursor;
  std::vector<std::size_t> pages;
  do {
    const HttpResponse page = service.call("GET", address + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    const auto json = read_json(page.body).value();
    pages.push_back(json.find("items")->items().size());
    for (const JsonValue& item : json.find("items")->items()) seen.insert(item.find("id")->text());
    cursor = json.find("next_cursor")->text();
  } while (!cursor.empty());
  EXPECT_EQ(pages, (std::vector<std::size_t>{2, 2, 1}));
  EXPECT_EQ(seen, made);
  EXPECT_EQ(service.call("GET", "/v1/portfolios?limit=0").status, 400);
  EXPECT_EQ(service.call("GET", "/v1/portfolios?limit=501").status, 400);
}

TEST(EntityApi, accepts_a_cursor_only_where_it_came_from_and_as_it_was) {
  ResourceService service;
  for (int i = 0; i < 3; ++i) {
    service.created("/v1/portfolios", main_portfolio);
    service.created("/v1/securities", R"({"name":"S","type":"bond","currency":"USD"})");
  }
  const std::string cursor = member(service.call("GET", "/v1/portfolios?limit=1").body, "next_cursor");
  const auto status = [&](const std::string& address, const std::string& token = "acme:manager") {
    return service.call("GET", address, {.token = token}).status;
  };
  EXPECT_EQ(status("/v1/portfolios?cursor=" + cursor), 200);
  EXPECT_EQ(status("/v1/portfolios?cursor=" + cursor, "other:manager"), 400);
  EXPECT_EQ(status("/v1/securities?cursor=" + cursor), 400);
  EXPECT_EQ(status("/v1/portfolios?currency=EUR&cursor=" + cursor), 400);
  EXPECT_EQ(status("/v1/portfolios?cursor=" + cursor.substr(1)), 400);
  for (std::size_t i = 0; i < cursor.size(); ++i) {
    std::string tampered = cursor;
    tampered[i] = tampered[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(status("/v1/portfolios?cursor=" + tampered), 400) << i;
  }
}

TEST(EntityApi, gives_the_same_answer_to_the_same_request_under_one_idempotency_key) {
  ResourceService service;
  const auto post = [&](const std::string& path, const std::string& body, const std::string& token = "acme:manager") {
    return service.call("POST", path, {body, token, {{"Idempotency-Key", "key-1"}}});
  };
  const HttpResponse first = post("/v1/portfolios", main_portfolio);
  ASSERT_EQ(first.status, 201);
  service.clock.advance_seconds(60 * 60);
  const HttpResponse again = post("/v1/portfolios", main_portfolio);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.body, first.body);
  for (const char* name : {"Location", "ETag", "Content-Type"}) EXPECT_EQ(field(again, name), field(first, name));
  EXPECT_EQ(item_count(service.call("GET", "/v1/portfolios").body), 1U);
  const HttpResponse other = post("/v1/portfolios", R"({"name":"B","currency":"EUR"})");
  EXPECT_EQ(other.status, 422);
  EXPECT_NE(other.body.find("key-reused"), std::string::npos);
  EXPECT_EQ(post("/v1/securities", share).status, 201) << "another route";
  EXPECT_EQ(post("/v1/portfolios", main_portfolio, "other:manager").status, 201) << "another tenant";
  EXPECT_EQ(
      service.call("POST", "/v1/portfolios", {.body = main_portfolio, .fields = {{"Idempotency-Key", ""}}}).status,
      400);
}

TEST(EntityApi, tells_the_queue_of_events_what_changed) {
  ResourceService service;
  const std::string id = service.created("/v1/portfolios", main_portfolio);
  const std::string address = "/v1/portfolios/" + id;
  service.call("PUT", address, {.body = main_portfolio, .fields = {{"If-Match", "\"1\""}}});
  service.call("DELETE", address, {.fields = {{"If-Match", "\"2\""}}});
  service.call("PUT", address, {.body = main_portfolio, .fields = {{"If-Match", "\"3\""}}});
  std::vector<std::string> types;
  const auto messages = service.events.receive(10, 60, 0).value();
  for (const ReceivedMessage& message : messages) {
    types.push_back(member(message.body, "type"));
    EXPECT_EQ(member(message.body, "entity"), id);
    EXPECT_EQ(member(message.body, "tenant"), "acme");
  }
  EXPECT_EQ(types, (std::vector<std::string>{"portfolio.created", "portfolio.updated", "portfolio.closed"}));
}

}  // namespace
}  // namespace dietz::test
