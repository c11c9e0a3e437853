#pragma once

#include "engines/memory/manual_clock.hpp"
#include "engines/memory/memory_item_store.hpp"
#include "engines/memory/memory_queue.hpp"
#include "engines/memory/seeded_random.hpp"
#include "repository/entities.hpp"
#include "repository/facts.hpp"
#include "repository/transaction_manager.hpp"

#include <gtest/gtest.h>

#include <string>

namespace dietz::test {

inline TenantContext context_of(const std::string& tenant) {
  return {TenantId::parse(tenant).value(), "tester", "request-1"};
}

/// Repositories over a store in memory.
struct RepositoryFixture {
  explicit RepositoryFixture(bool carries_messages = true) : store(clock, carries_messages ? &queues : nullptr) {
    queues.add({"work", 5});
  }

  ManualClock clock;
  SeededRandom random{1};
  IdSource ids{clock, random};
  MemoryQueues queues{clock};
  MemoryItemStore store;
  TransactionManager transactions{store, ids};
  TenantRepository tenants{store, transactions, ids};
  ClientRepository clients{store, transactions, ids};
  PortfolioRepository portfolios{store, transactions, ids};
  PortfolioGroupRepository groups{store, transactions, ids};
  SecurityRepository securities{store, transactions, ids};
  BenchmarkRepository benchmarks{store, transactions, ids};
  PolicyRepository policies{store, transactions, ids};
  CalculationRepository calculations{store, transactions, ids};
  TransactionRepository bookings{store, transactions, ids};
  PriceRepository prices{store, transactions, ids};
  FxRateRepository fx_rates{store, transactions, ids};
  ValuationRepository valuations{store, transactions, ids};
  TenantContext acme = context_of("acme");
  TenantContext other = context_of("other");

  std::vector<Item> all_of(const std::string& partition) {
    return store.query({.partition = partition, .limit = 1000}).value().items;
  }
};

inline Portfolio portfolio_of(const std::string& name, const std::string& client = {}) {
  Portfolio portfolio;
  portfolio.name = name;
  portfolio.currency = *Currency::parse("EUR");
  portfolio.client = client;
  return portfolio;
}

template <class T>
ErrorKind kind_of(const Result<T>& result) {
  EXPECT_FALSE(result.ok());
  return result.ok() ? ErrorKind::fatal : result.error().kind;
}

}  // namespace dietz::test
