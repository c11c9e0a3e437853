#include "engines/memory/memory_series_store.hpp"
#include "repository/fixture.hpp"
#include "repository/keys.hpp"
#include "repository/outbox.hpp"
#include "repository/tenant_erasure.hpp"

#include <set>

namespace dietz::test {
namespace {

IdempotencyRecord answer(const std::string& digest) {
  return {"POST /v1/portfolios", "key-1", digest, 201, "application/json", "/v1/portfolios/p", "{\"id\":\"p\"}"};
}

TEST(ChangeSet, brings_change_audit_answer_and_message_into_one_transaction) {
  RepositoryFixture f;
  ChangeSet changes(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("a"), "p"));
  changes.set_idempotency(answer("d1"));
  changes.add_message({"work", "hello", 0});
  ASSERT_TRUE(f.transactions.execute(changes));
  EXPECT_TRUE(f.portfolios.get(f.acme, "p"));
  const auto audit = f.all_of("acme#audit");
  ASSERT_EQ(1U, audit.size());
  EXPECT_EQ(AttributeValue("portfolio.created"), audit[0].attributes.at("action"));
  EXPECT_EQ(AttributeValue("tester"), audit[0].attributes.at("actor"));
  const auto record = f.store.get(idempotency_key(f.acme, "POST /v1/portfolios", "key-1")).value();
  ASSERT_TRUE(record);
  EXPECT_EQ(answer("d1"), record_of(*record).value());
  EXPECT_EQ("hello", f.queues.find("work")->receive(1, 30, 0).value().at(0).body);
}

TEST(ChangeSet, that_fails_leaves_nothing_of_all_that) {
  RepositoryFixture f;
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("a"), "p"));
  const std::size_t audits = f.all_of("acme#audit").size();
  ChangeSet changes(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("b"), "p"));
  changes.set_idempotency(answer("d1"));
  changes.add_message({"work", "hello", 0});
  const TransactionOutcome outcome = f.transactions.execute(changes);
  ASSERT_FALSE(outcome.ok());
  EXPECT_EQ(nullptr, other_answer(changes, outcome));
  EXPECT_EQ(audits, f.all_of("acme#audit").size());
  EXPECT_EQ(std::nullopt, f.store.get(idempotency_key(f.acme, "POST /v1/portfolios", "key-1")).value());
  EXPECT_EQ(0U, f.queues.find("work")->depth()->ready);
}

TEST(ChangeSet, with_a_used_idempotency_key_gets_the_other_answer) {
  RepositoryFixture f;
  ChangeSet first(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(first, portfolio_of("a")));
  first.set_idempotency(answer("d1"));
  ASSERT_TRUE(f.transactions.execute(first));
  ChangeSet second(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(second, portfolio_of("a")));
  second.set_idempotency(answer("d2"));
  const TransactionOutcome outcome = f.transactions.execute(second);
  const Item* other = other_answer(second, outcome);
  ASSERT_NE(nullptr, other);
  EXPECT_EQ("d1", record_of(*other)->body_digest);
  EXPECT_EQ(1U, f.portfolios.list(f.acme)->items.size());
  f.clock.advance_seconds(idempotency_life_seconds);
  ChangeSet later(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(later, portfolio_of("a")));
  later.set_idempotency(answer("d3"));
  EXPECT_TRUE(f.transactions.execute(later)) << "an expired record stands in nobody's way";
}

TEST(ChangeSet, executed_twice_with_its_token_is_done_once) {
  RepositoryFixture f;
  ChangeSet changes(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("a"), "p"));
  changes.add_message({"work", "hello", 0});
  ASSERT_TRUE(f.transactions.execute(changes, "token-1"));
  f.clock.advance_seconds(60);
  EXPECT_TRUE(f.transactions.execute(changes, "token-1"));
  EXPECT_EQ(1U, f.all_of("acme#audit").size());
  EXPECT_EQ(1U, f.queues.find("work")->depth()->ready);
  ChangeSet other(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.create(other, portfolio_of("b"), "q"));
  EXPECT_TRUE(f.transactions.execute(other, "token-1").token_reused);
}

TEST(ChangeSet, leaves_messages_in_the_outbox_of_a_store_that_carries_none) {
  RepositoryFixture f(false);
  for (const TenantContext& context : {f.acme, f.other}) {
    ChangeSet changes(context, f.ids);
    ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("a"), "p"));
    changes.add_message({"work", context.tenant.text(), 0});
    changes.add_message({"work", "late", 60});
    ASSERT_TRUE(f.transactions.execute(changes));
    f.clock.advance_seconds(1);
  }
  Queue& queue = *f.queues.find("work");
  EXPECT_EQ(0U, queue.depth()->ready);
  Outbox outbox(f.store, [&](const std::string& name) { return f.queues.find(name); });
  EXPECT_EQ(3U, outbox.relay(3).value());
  EXPECT_EQ(1U, outbox.relay(100).value());
  EXPECT_EQ(0U, outbox.relay(100).value());
  const auto received = queue.receive(10, 30, 0).value();
  ASSERT_EQ(2U, received.size());
  EXPECT_EQ("acme", received[0].body);
  EXPECT_EQ("other", received[1].body);
  EXPECT_EQ(2U, queue.depth()->delayed);
}

TEST(ChangeSet, with_too_much_in_it_is_invalid) {
  RepositoryFixture f;
  ChangeSet changes(f.acme, f.ids);
  for (int i = 0; i < 51; ++i) ASSERT_TRUE(f.portfolios.create(changes, portfolio_of("a")));
  EXPECT_EQ(ErrorKind::invalid, f.transactions.execute(changes).error().kind) << "51 changes and 51 audit records";
}

/// Every item of the store belongs to a row of the key table, and its partition begins with its tenant.
bool fits(std::string_view pattern, std::string_view text) {
  while (!pattern.empty()) {
    const std::size_t open = pattern.find('{');
    if (text.substr(0, open) != pattern.substr(0, open)) return false;
    if (open == std::string_view::npos) return text.size() == pattern.size();
    text.remove_prefix(open);
    pattern.remove_prefix(pattern.find('}') + 1);
    const char stop = pattern.empty() ? '\0' : pattern.front();
    const std::size_t end = pattern.empty() ? text.size() : text.find(stop);
    if (end == std::string_view::npos || end == 0) return false;
    text.remove_prefix(end);
  }
  return text.empty();
}

TEST(DataModel, every_item_has_the_keys_that_the_table_says) {
  RepositoryFixture f(false);
  const TenantContext platform{TenantId::platform(), "operator", "r"};
  ASSERT_TRUE(f.tenants.create(platform, {"acme", "Acme", "standard", TenantStatus::active}, "acme"));
  ChangeSet c(f.acme, f.ids);
  Portfolio portfolio = portfolio_of("a", "c1");
  portfolio.group = "g1";
  ASSERT_TRUE(f.portfolios.create(c, portfolio, "p", "ext"));
  ASSERT_TRUE(f.clients.create(c, SealedClient{}, "c1"));
  ASSERT_TRUE(f.groups.create(c, PortfolioGroup{}, "g"));
  Security security;
  security.currency = *Currency::parse("EUR");
  security.isin = "DE0001";
  security.ticker = "T";
  ASSERT_TRUE(f.securities.create(c, security, "s"));
  ASSERT_TRUE(f.benchmarks.create(c, {"b", {{"s", Decimal(1), {}, 0}}, {}}, "b"));
  ASSERT_TRUE(f.policies.create(c, Policy{}, "pol"));
  Calculation calculation;
  calculation.portfolios = {"p"};
  calculation.periods = {{}};
  ASSERT_TRUE(f.calculations.create(c, calculation, "calc"));
  RecordedTransaction t;
  t.portfolio = "p";
  t.currency = security.currency;
  ASSERT_TRUE(f.bookings.record(c, t));
  ASSERT_TRUE(f.prices.put(c, {"s", t.date, Decimal(1), security.currency}));
  ASSERT_TRUE(f.fx_rates.put(c, {security.currency, *Currency::parse("USD"), t.date, Decimal(1)}));
  ASSERT_TRUE(f.valuations.put(c, {"p", t.date, Decimal(1)}));
  c.add_message({"work", "m", 0});
  c.set_idempotency(answer("d"));
  ASSERT_TRUE(f.transactions.execute(c));

  std::vector<Item> items = f.all_of("platform#tenant");
  for (const TransactionOperation& operation : f.transactions.transaction_of(c, "t").operations) {
    if (const auto* put = std::get_if<PutItem>(&operation)) items.push_back(put->item);
  }
  std::set<std::string_view> met;
  for (const Item& item : items) {
    int rows = 0;
    for (const KeyRow& row : key_table()) {
      if (!fits(row.partition, item.key.partition) || !fits(row.sort, item.key.sort)) continue;
      ++rows;
      met.insert(row.entity);
      for (const auto& [index, pattern] : {std::pair{ItemIndex::first, row.index1}, {ItemIndex::second, row.index2}}) {
        const auto key = key_in(index, item);
        ASSERT_EQ(pattern.empty(), !key) << row.entity;
        if (key) {
          EXPECT_TRUE(fits(pattern, key->partition + " / " + key->sort)) << key->partition << " / " << key->sort;
        }
      }
    }
    EXPECT_EQ(1, rows) << item.key.partition << " / " << item.key.sort;
    EXPECT_TRUE(item.key.partition.starts_with("acme#") || item.key.partition.starts_with("platform#"));
  }
  EXPECT_EQ(key_table().size(), met.size()) << "each row was met";
}

TEST(TenantErasure, removes_everything_of_a_tenant_and_nothing_of_another) {
  RepositoryFixture f(false);
  MemorySeriesStore series;
  const auto fill = [&](const TenantContext& context) {
    for (int i = 0; i < 130; ++i) {
      ChangeSet c(context, f.ids);
      ASSERT_TRUE(f.portfolios.create(c, portfolio_of("a", "c1"), {}, "ext" + std::to_string(i)));
      RecordedTransaction t;
      t.portfolio = "gone-long-ago";
      t.currency = *Currency::parse("EUR");
      t.date = Date::from_epoch_day(19000 + i);
      ASSERT_TRUE(f.bookings.record(c, t));
      ASSERT_TRUE(f.prices.put(c, {"s" + std::to_string(i % 3), t.date, Decimal(1), t.currency}));
      ASSERT_TRUE(f.fx_rates.put(c, {t.currency, *Currency::parse("USD"), t.date, Decimal(1)}));
      c.add_message({"work", "m", 0});
      c.set_idempotency({"POST", "key" + std::to_string(i), "d", 201, "", "", "answer"});
      ASSERT_TRUE(f.transactions.execute(c));
    }
    const SeriesKey key{{context.tenant.text(), SeriesSubject::portfolio, "p"}, "v1", SeriesFrequency::daily};
    ASSERT_TRUE(series.write(key, {{1}, {2}, {{"return", RateColumn{{0.5}, {}}}}}));
  };
  fill(f.other);
  const std::size_t others = f.store.size();
  fill(f.acme);
  TenantErasure erasure(f.store, series);
  const std::size_t own = f.store.size() - others;
  EXPECT_EQ(own, erasure.erase(f.acme).value());
  EXPECT_EQ(others, f.store.size());
  EXPECT_EQ(0U, erasure.erase(f.acme).value());
  EXPECT_TRUE(series.list({"acme", SeriesSubject::portfolio, "p"})->empty());
  EXPECT_FALSE(series.list({"other", SeriesSubject::portfolio, "p"})->empty());
  EXPECT_FALSE(f.bookings.list(f.other, "gone-long-ago")->items.empty());
}

}  // namespace
}  // namespace dietz::test
