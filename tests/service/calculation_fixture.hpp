#pragma once

#include "codec/json_reader.hpp"
#include "engines/memory/manual_clock.hpp"
#include "engines/memory/memory_blob_store.hpp"
#include "engines/memory/memory_item_store.hpp"
#include "engines/memory/memory_queue.hpp"
#include "engines/memory/memory_series_store.hpp"
#include "engines/memory/seeded_random.hpp"
#include "engines/openssl/openssl_digest.hpp"
#include "performance_calculator/calculation_requests.hpp"
#include "performance_calculator/calculation_worker.hpp"

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

namespace dietz::test {

/// A service's calculating side on engines in memory: a tenant with one portfolio that bought ten shares at 100, which
/// then rose to 110.
struct CalculationFixture {
  ManualClock clock;
  SeededRandom random{7};
  IdSource ids{clock, random};
  MemoryQueues queues{clock};
  Queue& calculations_in = queues.add({calculations_queue, 3});
  Queue& events_out = queues.add({events_queue, 3});
  MemoryItemStore items{clock, &queues};
  MemoryBlobStore blobs;
  MemorySeriesStore series;
  OpensslDigestFactory digests;
  TransactionManager transactions{items, ids};
  PortfolioRepository portfolios{items, transactions, ids};
  SecurityRepository securities{items, transactions, ids};
  BenchmarkRepository benchmarks{items, transactions, ids};
  PolicyRepository policies{items, transactions, ids};
  TransactionRepository bookings{items, transactions, ids};
  PriceRepository prices{items, transactions, ids};
  FxRateRepository rates{items, transactions, ids};
  ValuationRepository valuations{items, transactions, ids};
  CalculationRepository calculations{items, transactions, ids};
  CalculationRequests requests{calculations};
  NoLog log;
  NoMetrics metrics;
  TenantContext acme{*TenantId::parse("acme"), "ann", "r-1"};
  std::function<Date()> today = [] { return *Date::parse("2025-06-16"); };
  PerformanceCalculator calculator{{portfolios, securities, benchmarks, policies, bookings, prices, rates, valuations},
                                   digests,
                                   [this] { return today(); },
                                   "test-1"};
  CalculationWorker worker = new_worker();
  std::string portfolio, share;

  CalculationFixture() {
    Portfolio p;
    p.name = "Main";
    p.currency = *Currency::parse("EUR");
    portfolio = portfolios.create(acme, p).value().id;
    Security s;
    s.name = "Share";
    s.type = "equity";
    s.currency = p.currency;
    share = securities.create(acme, s).value().id;
    book(TransactionType::deposit, "2024-01-01", "", "1000");
    book(TransactionType::buy, "2024-01-02", "10", "1000");
    price("2024-01-02", "100");
    price("2024-01-31", "110");
  }

  CalculationWorker new_worker() {
    return CalculationWorker({calculations, transactions, ids, series, blobs, digests, calculator, calculations_in, log,
                              metrics, [this] { return Instant{clock.now_microseconds()}; }});
  }

  void book(TransactionType type, const char* date, const char* quantity, const char* amount) {
    RecordedTransaction t;
    t.portfolio = portfolio;
    t.date = *Date::parse(date);
    t.type = type;
    t.currency = *Currency::parse("EUR");
    if (*quantity != '\0') {
      t.security = share;
      t.quantity = *Decimal::parse(quantity);
    }
    t.amount = *Decimal::parse(amount);
    ChangeSet changes(acme, ids);
    ASSERT_TRUE(bookings.record(changes, t).ok());
    ASSERT_TRUE(bookings.execute(changes).ok());
    clock.advance_seconds(1);
  }
  void price(const char* date, const char* close) {
    ChangeSet changes(acme, ids);
    ASSERT_TRUE(prices.put(changes, {share, *Date::parse(date), *Decimal::parse(close), *Currency::parse("EUR")}).ok());
    ASSERT_TRUE(prices.execute(changes).ok());
    clock.advance_seconds(1);
  }

  Calculation wanted() const {
    Calculation calculation;
    calculation.portfolios = {portfolio};
    calculation.periods = {{Date::parse("2023-12-31"), Date::parse("2024-01-31")}};
    return calculation;
  }
  std::string request(const Calculation& calculation) {
    ChangeSet changes(acme, ids);
    const auto stored = requests.request(changes, calculation, "");
    EXPECT_TRUE(stored.ok() && transactions.execute(changes).ok());
    return stored.ok() ? stored->id : "";
  }
  void cancel(const std::string& id) {
    ChangeSet changes(acme, ids);
    const auto current = calculations.get(acme, id).value();
    ASSERT_TRUE(requests.cancel(changes, current, "").ok());
    ASSERT_TRUE(transactions.execute(changes).ok());
  }
  Calculation state(const std::string& id) { return calculations.get(acme, id).value().value; }
  std::string document(const Calculation& calculation) {
    return get_blob(blobs, result_key(acme, calculation), 10'000'000).value();
  }
  std::size_t waiting(Queue& queue) {
    const QueueDepth depth = queue.depth().value();
    return depth.ready + depth.leased + depth.delayed;
  }
};

}  // namespace dietz::test
