#include "support/resource_service.hpp"

#include <atomic>
#include <set>
#include <thread>

namespace dietz::test {
namespace {

const std::string main_portfolio = R"({"name":"Main","currency":"EUR"})";

/// What each of several threads gets from one call, all at once.
std::vector<HttpResponse> all_at_once(ResourceService& service, const std::string& method, const std::string& address,
                                      const Sent& sent) {
  std::vector<HttpResponse> responses(8);
  std::vector<std::thread> threads;
  for (HttpResponse& response : responses)
    threads.emplace_back(
        [&service, &method, &address, &sent, &response] { response = service.call(method, address, sent); });
  for (std::thread& thread : threads) thread.join();
  return responses;
}

TEST(ResourceFault, of_the_store_is_503_and_the_same_key_again_makes_one_portfolio) {
  int refused = 0;
  for (const Fault fault : all_faults) {
    for (const bool lasting : {false, true}) {
      bool has_failed = true;
      for (int nth = 1; has_failed && nth < 50; ++nth) {
        ResourceService service;
        service.created("/v1/policies", R"({"external_id":"p"})");
        const Sent sent{
            R"({"name":"A","currency":"EUR","policy":"external_id:p"})", "acme:manager", {{"Idempotency-Key", "k"}}};
        service.items.fail(nth, fault, lasting);
        const HttpResponse first = service.call("POST", "/v1/portfolios", sent);
        has_failed = service.items.has_failed();
        service.items.heal();
        if (first.status != 201) {
          EXPECT_EQ(first.status, 503) << nth << first.body;
          EXPECT_NE(field(first, "Retry-After"), "");
          ++refused;
        }
        const HttpResponse again = service.call("POST", "/v1/portfolios", sent);
        EXPECT_EQ(again.status, 201) << again.body;
        if (first.status == 201) {
          EXPECT_EQ(again.body, first.body);
        }
        EXPECT_EQ(item_count(service.call("GET", "/v1/portfolios").body), 1U) << nth;
      }
      EXPECT_FALSE(has_failed) << "the call reads and writes fewer than 50 times";
    }
  }
  EXPECT_GT(refused, 20);
}

TEST(ResourceFault, of_the_store_is_never_told_as_something_else) {
  const std::string deposit = R"({"date":"2024-01-01","type":"deposit","amount":"1"})";
  const std::string january = R"({"from":"2024-01-01","to":"2024-01-31"})", value = R"({"value":"1"})";
  for (int nth = 1; nth <= 12; ++nth) {
    ResourceService service;
    const std::string one = "/v1/portfolios/" + service.created("/v1/portfolios", main_portfolio);
    const std::string booking = one + "/transactions/" + service.created(one + "/transactions", deposit);
    const HttpField current{"If-Match", "*"};
    struct Case {
      const char* method;
      std::string address, body;
    };
    for (const Case& c :
         {Case{"GET", one, ""}, Case{"GET", "/v1/portfolios", ""}, Case{"PUT", one, main_portfolio},
          Case{"POST", one + "/transactions", deposit}, Case{"GET", one + "/transactions", ""},
          Case{"PUT", booking, deposit}, Case{"GET", booking, ""}, Case{"GET", booking + "/versions", ""},
          Case{"PUT", one + "/valuations/2024-01-01", value}, Case{"GET", one + "/valuations", ""},
          Case{"POST", one + "/calculations", january}, Case{"DELETE", booking, ""}, Case{"DELETE", one, ""}}) {
      service.items.fail(nth, Fault::before, true);
      const HttpResponse response = service.call(c.method, c.address, {c.body, "acme:manager", {current}});
      const bool has_failed = service.items.has_failed();
      service.items.heal();
      EXPECT_EQ(response.status >= 300, has_failed) << nth << c.method << c.address << response.body;
      if (has_failed) {
        EXPECT_EQ(response.status, 503) << nth << c.method << c.address << response.body;
      }
    }
  }
}

TEST(Resource, is_changed_by_one_of_those_who_read_the_same_version) {
  ResourceService service;
  const std::string one = "/v1/portfolios/" + service.created("/v1/portfolios", main_portfolio);
  int done = 0, refused = 0;
  for (const HttpResponse& response :
       all_at_once(service, "PUT", one, {main_portfolio, "acme:manager", {{"If-Match", "\"1\""}}})) {
    done += response.status == 200 ? 1 : 0;
    refused += response.status == 412 ? 1 : 0;
  }
  EXPECT_EQ(done, 1);
  EXPECT_EQ(refused, 7);
  EXPECT_EQ(field(service.call("GET", one), "ETag"), "\"2\"");
}

TEST(Resource, is_created_once_by_requests_with_one_key_at_the_same_time) {
  ResourceService service;
  std::set<std::string> bodies;
  for (const HttpResponse& response :
       all_at_once(service, "POST", "/v1/portfolios", {main_portfolio, "acme:manager", {{"Idempotency-Key", "k"}}})) {
    EXPECT_EQ(response.status, 201) << response.body;
    bodies.insert(response.body);
  }
  EXPECT_EQ(bodies.size(), 1U);
  EXPECT_EQ(item_count(service.call("GET", "/v1/portfolios").body), 1U);
}

TEST(Resource, of_a_day_is_put_by_all_who_do_so_at_the_same_time) {
  ResourceService service;
  const std::string day = "/v1/fx-rates/EUR-USD/2024-01-02";
  std::vector<std::thread> threads;
  std::atomic<int> done{0};
  for (int i = 1; i <= 8; ++i)
    threads.emplace_back([&service, &day, &done, i] {
      const HttpResponse response = service.call("PUT", day, {R"({"rate":"1.)" + std::to_string(i) + "\"}"});
      done += response.status == 200 ? 1 : 0;
    });
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(done, 8);
  EXPECT_EQ(member(service.call("GET", day).body, "version"), "8") << "each is kept";
}

}  // namespace
}  // namespace dietz::test
