#pragma once

#include "api_handler/calculation_routes.hpp"
#include "api_handler/entity_routes.hpp"
#include "api_handler/fact_routes.hpp"
#include "engines/memory/manual_clock.hpp"
#include "engines/memory/memory_blob_store.hpp"
#include "engines/memory/memory_item_store.hpp"
#include "engines/memory/memory_queue.hpp"
#include "engines/memory/memory_series_store.hpp"
#include "engines/memory/seeded_random.hpp"
#include "engines/openssl/openssl_cipher.hpp"
#include "engines/openssl/openssl_digest.hpp"
#include "performance_calculator/calculation_worker.hpp"
#include "support/api_service.hpp"
#include "support/faulty_item_store.hpp"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace dietz::test {

/// What a call of the API is made of, beside method and address.
struct Sent {
  std::string body = {};
  std::string token = "acme:manager";
  std::vector<HttpField> fields = {};
};

/// A service's engines in memory with the repositories on them.
struct ResourceEngines {
  ManualClock clock;
  SeededRandom random{11};
  IdSource ids{clock, random};
  MemoryQueues queues{clock};
  Queue& events = queues.add({events_queue, 3});
  Queue& calculations_in = queues.add({calculations_queue, 3});
  MemoryItemStore healthy_items{clock, &queues};
  FaultyItemStore items{healthy_items};
  TransactionManager transactions{items, ids};
  OpensslCipher cipher;
  OpensslDigestFactory digests;
  Secret cursor_key{std::string_view("0123456789abcdef0123456789abcdef")};
  ResourceParts parts{items, transactions, ids, cipher, digests, cursor_key};
  ClientRepository clients{items, transactions, ids};
  PortfolioRepository portfolios{items, transactions, ids};
  PortfolioGroupRepository groups{items, transactions, ids};
  SecurityRepository securities{items, transactions, ids};
  BenchmarkRepository benchmarks{items, transactions, ids};
  PolicyRepository policies{items, transactions, ids};
  EntityRepositories entities{clients, portfolios, groups, securities, benchmarks, policies};
  TransactionRepository bookings{items, transactions, ids};
  PriceRepository prices{items, transactions, ids};
  FxRateRepository rates{items, transactions, ids};
  ValuationRepository valuations{items, transactions, ids};
  FactRepositories facts{bookings, prices, rates, valuations};
  MemoryBlobStore blobs;
  MemorySeriesStore series;
  CalculationRepository calculations{items, transactions, ids};
  PerformanceCalculator calculator{{portfolios, securities, benchmarks, policies, bookings, prices, rates, valuations},
                                   digests,
                                   [] { return *Date::parse("2025-06-16"); },
                                   "test-1"};
  CalculationParts calculation_parts{calculations, blobs, calculator};
};

/// The API in one process: what is sent is answered without a socket.
class ResourceService : public ResourceEngines {
 public:
  explicit ResourceService(std::vector<Route> more = {}) : service_(routes(std::move(more))) {}

  HttpResponse call(const std::string& method, const std::string& address, Sent sent = {}) {
    HttpRequest request;
    request.method = method;
    const std::size_t mark = address.find('?');
    request.path = address.substr(0, mark);
    request.has_query = mark != std::string::npos;
    if (request.has_query) request.query = address.substr(mark + 1);
    request.fields.add("Authorization", "Bearer " + sent.token);
    request.fields.add("X-Request-Id", "a-test");
    if (!sent.body.empty()) request.fields.add("Content-Type", "application/json");
    for (HttpField& field : sent.fields) request.fields.add(std::move(field.name), std::move(field.value));
    request.body = std::move(sent.body);
    return service_.api.handle(request);
  }
  /// Creates what must be accepted, and tells its id.
  std::string created(const std::string& address, const std::string& body, const std::string& token = "acme:manager") {
    const HttpResponse response = call("POST", address, {body, token});
    EXPECT_EQ(response.status, 201) << response.body;
    const std::string* location = response.fields.find("Location");
    return location == nullptr ? "" : location->substr(location->rfind('/') + 1);
  }
  [[nodiscard]] const Router& router() const { return service_.api.router(); }

 private:
  std::vector<Route> routes(std::vector<Route> more) {
    std::vector<Route> all = entity_routes(parts, entities);
    for (Route& route : transaction_routes(parts, entities, bookings)) all.push_back(std::move(route));
    for (Route& route : daily_fact_routes(parts, entities, facts)) all.push_back(std::move(route));
    for (Route& route : calculation_routes(parts, entities, calculation_parts)) all.push_back(std::move(route));
    for (Route& route : more) all.push_back(std::move(route));
    return all;
  }
  SmallService service_;
};

/// A member of a JSON object in a body, as text; "" where it isn't there.
inline std::string member(const std::string& body, std::string_view name) {
  const auto json = read_json(body);
  const JsonValue* value = json ? json->find(name) : nullptr;
  return value == nullptr ? "" : value->text();
}

/// How many items a list has.
inline std::size_t item_count(const std::string& body) {
  const auto json = read_json(body);
  const JsonValue* items = json ? json->find("items") : nullptr;
  return items == nullptr ? 0 : items->items().size();
}

inline std::string field(const HttpResponse& response, std::string_view name) {
  const std::string* value = response.fields.find(name);
  return value == nullptr ? "" : *value;
}

}  // namespace dietz::test
