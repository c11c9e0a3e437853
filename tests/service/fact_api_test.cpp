#include "support/resource_service.hpp"

#include <set>

namespace dietz::test {
namespace {

const std::string deposit = R"({"date":"2024-01-01","type":"deposit","amount":"1000"})";

/// A service with a portfolio and a share.
struct FactService : ResourceService {
  std::string portfolio = created("/v1/portfolios", R"({"name":"Main","currency":"EUR"})");
  std::string share = created("/v1/securities", R"({"name":"S","type":"equity","currency":"USD","external_id":"S"})");
  std::string bookings_path = "/v1/portfolios/" + portfolio + "/transactions";
  std::string prices_path = "/v1/securities/" + share + "/prices";

  std::string instant() {
    clock.advance_seconds(1);
    const Instant now{clock.now_microseconds()};
    clock.advance_seconds(1);
    return instant_text(now);
  }
};

/// What the items of a list have under a name, in their order.
std::vector<std::string> column(const std::string& body, std::string_view name) {
  std::vector<std::string> values;
  const auto json = read_json(body).value();
  const JsonValue* items = json.find("items");
  for (const JsonValue& item : items == nullptr ? std::vector<JsonValue>() : items->items()) {
    const JsonValue* value = item.find(name);
    values.push_back(value == nullptr ? "" : value->text());
  }
  return values;
}

using Column = std::vector<std::string>;

TEST(FactApi, records_what_a_booking_states_and_nothing_else) {
  FactService service;
  const HttpResponse response = service.call("POST", service.bookings_path, {R"({"date":"2024-01-02","type":"buy",
      "time":"16:30:15.250","security":"external_id:S","quantity":"10","price":"99.50","fees":"1.00"})"});
  ASSERT_EQ(response.status, 201) << response.body;
  EXPECT_EQ(field(response, "Location"), service.bookings_path + "/" + member(response.body, "id"));
  EXPECT_EQ(field(response, "ETag"), "\"1\"");
  EXPECT_EQ(member(response.body, "security"), service.share);
  EXPECT_EQ(member(response.body, "time"), "16:30:15.250");
  EXPECT_EQ(member(response.body, "price"), "99.5");
  EXPECT_EQ(member(response.body, "amount"), "");
  EXPECT_EQ(member(response.body, "currency"), "USD") << "the security's";
  const HttpResponse own = service.call("POST", service.bookings_path, {deposit});
  EXPECT_EQ(member(own.body, "currency"), "EUR") << "the portfolio's";
}

TEST(FactApi, asks_of_each_type_what_a_book_must_state) {
  FactService service;
  const auto refusal = [&](const std::string& body) {
    const HttpResponse response = service.call("POST", service.bookings_path, {body});
    EXPECT_EQ(response.status, 422) << body << response.body;
    return response.body;
  };
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"buy","quantity":"1","amount":"5"})").find("/security"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"deposit"})").find("/amount"), std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"deposit","amount":"-5"})").find("/amount"), std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"deposit","amount":5})").find("/amount"), std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"deposit","amount":"5","time":"25:00"})").find("/time"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"give","amount":"5"})").find("/type"), std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"split","security":"external_id:S"})").find("/ratio"),
            std::string::npos);
  EXPECT_NE(refusal(R"({"date":"2024-01-02","type":"exchange","security":"EUR","quantity":"1","amount":"1"})")
                .find("into itself"),
            std::string::npos);
  EXPECT_EQ(column(service.call("GET", service.bookings_path).body, "id"), Column());
  const HttpResponse exchange =
      service.call("POST", service.bookings_path,
                   {R"({"date":"2024-01-02","type":"exchange","security":"USD","quantity":"11","amount":"10"})"});
  EXPECT_EQ(exchange.status, 201) << exchange.body;
  EXPECT_EQ(member(exchange.body, "security"), "USD");
}

TEST(FactApi, corrects_and_reverses_without_overwriting_what_was_known) {
  FactService service;
  const std::string one = service.bookings_path + "/" + service.created(service.bookings_path, deposit);
  const std::string first = service.instant();
  const std::string body = R"({"date":"2024-01-03","type":"deposit","amount":"1100"})";
  EXPECT_EQ(service.call("PUT", one, {body}).status, 428);
  const HttpResponse corrected = service.call("PUT", one, {.body = body, .fields = {{"If-Match", "\"1\""}}});
  EXPECT_EQ(corrected.status, 200) << corrected.body;
  EXPECT_EQ(field(corrected, "ETag"), "\"2\"");
  const std::string second = service.instant();
  EXPECT_EQ(service.call("DELETE", one, {.fields = {{"If-Match", "\"1\""}}}).status, 412);
  EXPECT_EQ(service.call("DELETE", one, {.fields = {{"If-Match", "\"2\""}}}).status, 204);
  EXPECT_EQ(service.call("GET", one).status, 404);
  EXPECT_EQ(service.call("DELETE", one, {.fields = {{"If-Match", "\"3\""}}}).status, 404);
  EXPECT_EQ(member(service.call("GET", one + "?known_at=" + first).body, "amount"), "1000");
  EXPECT_EQ(member(service.call("GET", one + "?known_at=" + second).body, "amount"), "1100");
  EXPECT_EQ(column(service.call("GET", service.bookings_path + "?known_at=" + first).body, "date"),
            Column{"2024-01-01"});
  EXPECT_EQ(column(service.call("GET", service.bookings_path).body, "id"), Column());
  const std::string versions = service.call("GET", one + "/versions").body;
  EXPECT_EQ(column(versions, "version"), (Column{"1", "2", "3"}));
  EXPECT_EQ(column(versions, "reversed"), (Column{"", "", "true"}));
}

TEST(FactApi, lists_by_date_over_pages) {
  FactService service;
  for (int day = 1; day <= 6; ++day)
    service.created(service.bookings_path,
                    R"({"date":"2024-01-0)" + std::to_string(7 - day) + R"(","type":"deposit","amount":"1"})");
  Column dates;
  std::string cursor;
  int pages = 0;
  do {
    const HttpResponse page = service.call(
        "GET", service.bookings_path + "?from=2024-01-02&limit=2" + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200) << page.body;
    for (const std::string& date : column(page.body, "date")) dates.push_back(date);
    cursor = member(page.body, "next_cursor");
    ++pages;
    if (!cursor.empty()) {
      EXPECT_EQ(service.call("GET", service.bookings_path + "?from=2024-01-03&limit=2&cursor=" + cursor).status, 400);
    }
  } while (!cursor.empty());
  EXPECT_EQ(dates, (Column{"2024-01-02", "2024-01-03", "2024-01-04", "2024-01-05", "2024-01-06"}));
  EXPECT_EQ(pages, 3);
  EXPECT_EQ(column(service.call("GET", service.bookings_path + "?from=2024-01-02&to=2024-01-03").body, "id").size(),
            2U);
  EXPECT_EQ(service.call("GET", service.bookings_path + "?from=yesterday").status, 400);
}

TEST(FactApi, puts_the_fact_of_a_day_and_keeps_what_it_was_before) {
  FactService service;
  const std::string valuations = "/v1/portfolios/" + service.portfolio + "/valuations";
  struct Case {
    std::string path, name, first, second;
  };
  for (const Case& c :
       {Case{service.prices_path, "close", "100", "101.5"}, Case{"/v1/fx-rates/EUR-USD", "rate", "1.1", "1.2"},
        Case{valuations, "value", "5000", "-1.5"}}) {
    const auto put = [&](const std::string& value) {
      return service.call("PUT", c.path + "/2024-01-02", {"{\"" + c.name + "\":\"" + value + "\"}"});
    };
    ASSERT_EQ(put(c.first).status, 200) << c.path;
    const std::string known = service.instant();
    EXPECT_EQ(member(put(c.first).body, "version"), "1") << "the same again changes nothing";
    EXPECT_EQ(member(put(c.second).body, "version"), "2");
    EXPECT_EQ(column(service.call("GET", c.path).body, c.name), Column{c.second});
    EXPECT_EQ(column(service.call("GET", c.path + "?known_at=" + known).body, c.name), Column{c.first});
    EXPECT_EQ(column(service.call("GET", c.path + "?to=2024-01-01").body, c.name), Column());
    EXPECT_EQ(member(service.call("GET", c.path + "/2024-01-02").body, c.name), c.second);
    EXPECT_EQ(service.call("PUT", c.path + "/2024-02-30", {"{\"" + c.name + "\":\"1\"}"}).status, 400);
    EXPECT_EQ(service.call("PUT", c.path + "/2024-01-02", {"{\"" + c.name + "\":1}"}).status, 422);
    EXPECT_EQ(service.call("PUT", c.path + "/2024-01-02", {"{}"}).status, 422);
  }
  EXPECT_EQ(member(service.call("GET", service.prices_path + "/2024-01-02").body, "currency"), "USD");
  EXPECT_EQ(service.call("GET", "/v1/fx-rates/EUR-EUR").status, 404);
}

TEST(FactApi, lets_each_role_do_what_the_table_of_roles_says) {
  FactService service;
  const std::string one = service.bookings_path + "/" + service.created(service.bookings_path, deposit);
  const std::string value = R"({"value":"1"})", rate = R"({"rate":"1"})", close = R"({"close":"1"})";
  const std::string valuations = "/v1/portfolios/" + service.portfolio + "/valuations";
  struct Case {
    const char* method;
    std::string address, body;
    Permission permission;
    int status;
  };
  const auto view_bookings = Permission::view_transactions, manage_bookings = Permission::manage_transactions;
  const auto view_securities = Permission::view_securities, manage_securities = Permission::manage_securities;
  const std::vector<Case> cases = {
      {"GET", service.bookings_path, "", view_bookings, 200},
      {"GET", one, "", view_bookings, 200},
      {"GET", one + "/versions", "", view_bookings, 200},
      {"POST", service.bookings_path, deposit, manage_bookings, 201},
      {"PUT", one, deposit, manage_bookings, 428},
      {"DELETE", one, "", manage_bookings, 428},
      {"GET", valuations, "", view_bookings, 200},
      {"PUT", valuations + "/2024-01-02", value, manage_bookings, 200},
      {"GET", service.prices_path, "", view_securities, 200},
      {"PUT", service.prices_path + "/2024-01-02", close, manage_securities, 200},
      {"GET", "/v1/fx-rates/EUR-USD", "", view_securities, 200},
      {"PUT", "/v1/fx-rates/EUR-USD/2024-01-02", rate, manage_securities, 200},
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

TEST(FactApi, answers_for_what_another_tenant_has_byte_for_byte_as_for_what_is_absent) {
  FactService service;
  const std::string tx = service.created(service.bookings_path, deposit);
  const std::string none = "00000000000000000000000000";
  const std::string value = R"({"value":"1"})", close = R"({"close":"1"})";
  struct Case {
    const char* method;
    std::string before, after, body, id;
  };
  const std::vector<Case> cases = {
      {"GET", "/v1/portfolios/", "/transactions", "", service.portfolio},
      {"POST", "/v1/portfolios/", "/transactions", deposit, service.portfolio},
      {"GET", "/v1/portfolios/", "/transactions/" + tx, "", service.portfolio},
      {"PUT", "/v1/portfolios/", "/transactions/" + tx, deposit, service.portfolio},
      {"DELETE", "/v1/portfolios/", "/transactions/" + tx, "", service.portfolio},
      {"GET", "/v1/portfolios/", "/transactions/" + tx + "/versions", "", service.portfolio},
      {"GET", "/v1/portfolios/", "/valuations", "", service.portfolio},
      {"PUT", "/v1/portfolios/", "/valuations/2024-01-02", value, service.portfolio},
      {"GET", "/v1/securities/", "/prices", "", service.share},
      {"PUT", "/v1/securities/", "/prices/2024-01-02", close, service.share}};
  for (const Case& c : cases) {
    const HttpResponse foreign = service.call(c.method, c.before + c.id + c.after, {c.body, "other:manager"});
    const HttpResponse absent = service.call(c.method, c.before + none + c.after, {c.body, "other:manager"});
    EXPECT_EQ(foreign.status, 404) << c.method << c.after;
    EXPECT_EQ(absent.status, 404);
    EXPECT_EQ(foreign.body, absent.body);
  }
}

TEST(FactApi, records_a_booking_once_under_one_idempotency_key) {
  FactService service;
  const auto post = [&](const std::string& address) {
    return service.call("POST", address, {.body = deposit, .fields = {{"Idempotency-Key", "k"}}});
  };
  const HttpResponse first = post(service.bookings_path), again = post(service.bookings_path);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.body, first.body);
  EXPECT_EQ(column(service.call("GET", service.bookings_path).body, "id").size(), 1U);
  const std::string other = service.created("/v1/portfolios", R"({"name":"Other","currency":"EUR"})");
  EXPECT_EQ(post("/v1/portfolios/" + other + "/transactions").status, 422) << "the key is that of another address";
}

TEST(FactApi, tells_from_which_day_on_figures_may_change) {
  FactService service;
  const std::string id =
      service.created(service.bookings_path, R"({"date":"2024-01-05","type":"deposit","amount":"1"})");
  service.call("PUT", service.bookings_path + "/" + id, {.body = deposit, .fields = {{"If-Match", "\"1\""}}});
  service.call("PUT", service.prices_path + "/2024-01-02", {R"({"close":"1"})"});
  service.call("PUT", service.prices_path + "/2024-01-02", {R"({"close":"1"})"});
  Column told;
  const auto messages = service.events.receive(10, 60, 0).value();
  for (const ReceivedMessage& message : messages)
    told.push_back(member(message.body, "type") + ' ' + member(message.body, "since"));
  EXPECT_EQ(told, (Column{"portfolio.created ", "security.created ", "transaction.recorded 2024-01-05",
                          "transaction.corrected 2024-01-01", "price.recorded 2024-01-02"}));
}

}  // namespace
}  // namespace dietz::test
