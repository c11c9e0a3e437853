#include "repository/fixture.hpp"
#include "repository/outbox.hpp"
#include "support/faulty_item_store.hpp"

#include <functional>

namespace dietz::test {
namespace {

/// Repositories over a store that fails on demand.
struct FaultFixture {
  explicit FaultFixture(bool carries_messages) : inner(carries_messages), faulty(inner.store) {}
  RepositoryFixture inner;
  FaultyItemStore faulty;
  TransactionManager transactions{faulty, inner.ids};
  PortfolioRepository portfolios{faulty, transactions, inner.ids};
  TransactionRepository bookings{faulty, transactions, inner.ids};
  PriceRepository prices{faulty, transactions, inner.ids};
  TenantContext acme = context_of("acme");
};

/// One write of the service, to be repeated until it succeeds, and how often its effect is there afterwards.
struct Work {
  const char* name;
  std::function<void(FaultFixture&)> prepare;
  std::function<Status(FaultFixture&)> attempt;
  std::function<std::size_t(FaultFixture&)> effects;
};

Status status_of(const Result<Stored<Portfolio>>& result) { return result ? Status(Done{}) : Status(result.error()); }

RecordedPrice price_of(const char* close) {
  return {"s", *Date::parse("2024-01-02"), *Decimal::parse(close), *Currency::parse("EUR")};
}

std::size_t audits(FaultFixture& f) { return f.inner.all_of("acme#audit").size(); }

std::vector<Work> all_works() {
  return {
      {"create", [](FaultFixture&) {},
       [](FaultFixture& f) {
         Status created = status_of(f.portfolios.create(f.acme, portfolio_of("a"), "p", "ext"));
         // Our own earlier success: read before judging.
         if (!created && created.error().kind == ErrorKind::conflict) return status_of(f.portfolios.get(f.acme, "p"));
         return created;
       },
       [](FaultFixture& f) { return f.inner.portfolios.list(f.acme)->items.size() * audits(f); }},
      {"update",
       [](FaultFixture& f) { static_cast<void>(f.inner.portfolios.create(f.acme, portfolio_of("a"), "p").ok()); },
       [](FaultFixture& f) {
         const auto current = f.portfolios.get(f.acme, "p");
         if (!current) return status_of(current);
         if (current->value.name == "b") return Status(Done{});
         return status_of(f.portfolios.update(f.acme, "p", current->version, portfolio_of("b")));
       },
       [](FaultFixture& f) {
         const auto stored = f.inner.portfolios.get(f.acme, "p").value();
         return stored.version == 2 && stored.value.name == "b" ? audits(f) - 1 : 0;
       }},
      {"put a price twice", [](FaultFixture&) {},
       [](FaultFixture& f) {
         for (const char* close : {"1", "2"}) {
           const auto now = f.prices.get(f.acme, "s", "2024-01-02");
           if (now && now->fact.close >= *Decimal::parse(close)) continue;
           ChangeSet changes(f.acme, f.inner.ids);
           const auto put = f.prices.put(changes, price_of(close));
           if (!put) return Status(put.error());
           if (Status s = f.prices.execute(changes); !s) return s;
         }
         return Status(Done{});
       },
       [](FaultFixture& f) {
         const auto versions = f.inner.prices.versions(f.acme, "s", "2024-01-02").value();
         return versions.size() == 2 && versions[0].superseded_at == versions[1].recorded_at ? audits(f) - 1 : 0;
       }},
      {"message", [](FaultFixture&) {},
       [](FaultFixture& f) {
         const auto there = f.portfolios.get(f.acme, "p");
         if (there) return Status(Done{});
         if (there.error().kind != ErrorKind::not_found) return Status(there.error());
         ChangeSet changes(f.acme, f.inner.ids);
         static_cast<void>(f.portfolios.create(changes, portfolio_of("a"), "p").ok());
         changes.add_message({"work", "m", 0});
         return std::move(f.transactions.execute(changes).status);
       },
       [](FaultFixture& f) {
         Outbox outbox(f.inner.store, [&](const std::string& name) { return f.inner.queues.find(name); });
         EXPECT_TRUE(outbox.relay(10).ok());
         return f.inner.queues.find("work")->depth()->ready;
       }},
  };
}

/// Fails the first, second, third … call of the store until the work meets no fault any more. Whatever happened,
/// repeating the work succeeds and its effect is there once.
TEST(Faults, of_any_call_and_any_kind_leave_each_effect_once) {
  int sweeps = 0;
  for (const Work& work : all_works()) {
    for (const bool carries_messages : {true, false}) {
      for (const Fault fault : all_faults) {
        for (const bool lasting : {false, true}) {
          for (int nth = 1;; ++nth) {
            SCOPED_TRACE(std::string(work.name) + ", fault " + std::to_string(static_cast<int>(fault)) + " at call " +
                         std::to_string(nth));
            ASSERT_LT(nth, 50);
            FaultFixture f(carries_messages);
            work.prepare(f);
            f.faulty.fail(nth, fault, lasting);
            const Status first = work.attempt(f);
            const bool met = f.faulty.has_failed();
            if (!met) {
              EXPECT_TRUE(first.ok());
            }
            if (!first) {
              EXPECT_NE(ErrorKind::fatal, first.error().kind) << first.error().message();
              EXPECT_NE(ErrorKind::invalid, first.error().kind) << first.error().message();
            }
            f.faulty.heal();
            const Status second = work.attempt(f);
            EXPECT_TRUE(second.ok()) << second.error().message();
            EXPECT_EQ(1U, work.effects(f));
            ++sweeps;
            if (!met) break;
          }
        }
      }
    }
  }
  EXPECT_GT(sweeps, 100);
}

TEST(Faults, that_pass_are_not_seen_by_the_caller_of_a_transaction) {
  for (const Fault fault : {Fault::before, Fault::after, Fault::timeout, Fault::conflict}) {
    FaultFixture f(true);
    ChangeSet changes(f.acme, f.inner.ids);
    ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("a"), "p"));
    f.faulty.fail(1, fault);
    EXPECT_TRUE(f.transactions.execute(changes)) << static_cast<int>(fault);
    EXPECT_TRUE(f.faulty.has_failed());
    EXPECT_EQ(1U, f.inner.portfolios.list(f.acme)->items.size());
  }
}

}  // namespace
}  // namespace dietz::test
