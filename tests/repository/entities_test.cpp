#include "repository/fixture.hpp"

#include <set>

namespace dietz::test {
namespace {

TEST(Entities, come_back_as_they_were_created) {
  RepositoryFixture f;
  Portfolio portfolio = portfolio_of("Grün", "c1");
  portfolio.inception = Date::parse("2020-02-29");
  portfolio.benchmark = "b";
  portfolio.policy = "p";
  portfolio.group = "g";
  const auto created = f.portfolios.create(f.acme, portfolio, "main", "ext-1");
  ASSERT_TRUE(created) << created.error().message();
  EXPECT_EQ(1U, created->version);
  EXPECT_EQ("tester", created->updated_by);
  EXPECT_EQ(f.clock.now_microseconds(), created->created_at.microseconds);
  const auto found = f.portfolios.get(f.acme, "main");
  ASSERT_TRUE(found);
  EXPECT_EQ("main", found->value.id);
  EXPECT_EQ("Grün", found->value.name);
  EXPECT_EQ("EUR", found->value.currency.code());
  EXPECT_EQ(portfolio.inception, found->value.inception);
  EXPECT_EQ(
      "c1b"
      "p"
      "g",
      found->value.client + found->value.benchmark + found->value.policy + found->value.group);
  EXPECT_EQ("main", f.portfolios.get_external(f.acme, "ext-1")->id);
}

TEST(Entities, of_every_kind_survive_the_store) {
  RepositoryFixture f;
  Tenant tenant{"acme", "Acme", "premium", TenantStatus::suspended};
  const TenantContext platform{TenantId::platform(), "operator", "r"};
  ASSERT_TRUE(f.tenants.create(platform, tenant, "acme"));
  EXPECT_EQ(tenant, f.tenants.get(platform, "acme")->value);

  ReadablePersonalData readable;
  const Client client{"c1", "Ann", "ann@example.org", "+1", "T-1", "Street 1\nTown"};
  ASSERT_TRUE(f.clients.create(f.acme, sealed(readable, f.acme, client).value(), "c1"));
  EXPECT_EQ(client, opened(readable, f.acme, f.clients.get(f.acme, "c1")->value).value());

  const PortfolioGroup group{
      "g", "All", {{"p1", Date::parse("2020-01-01"), std::nullopt}, {"p2", {}, Date::parse("2021-01-01")}}};
  ASSERT_TRUE(f.groups.create(f.acme, group, "g"));
  EXPECT_EQ(group, f.groups.get(f.acme, "g")->value);

  Security security;
  security.id = "s";
  security.name = "Share";
  security.currency = *Currency::parse("USD");
  security.isin = "US0378331005";
  security.ticker = "AAPL";
  security.sector = "IT";
  ASSERT_TRUE(f.securities.create(f.acme, security, "s"));
  const Security found = f.securities.get(f.acme, "s")->value;
  EXPECT_EQ(security.isin + security.ticker + security.sector, found.isin + found.ticker + found.sector);

  Benchmark benchmark{
      "b",
      {{"s", *Decimal::parse("0.6"), Date::parse("2020-01-01"), 0}, {"t", *Decimal::parse("0.4"), {}, 0}},
      Rebalance::monthly};
  ASSERT_TRUE(f.benchmarks.create(f.acme, benchmark, "b"));
  const Benchmark mix = f.benchmarks.get(f.acme, "b")->value;
  ASSERT_EQ(2U, mix.components.size());
  EXPECT_EQ("0.6", mix.components[0].weight.to_string());
  EXPECT_EQ(Rebalance::monthly, mix.rebalance);

  Policy policy;
  policy.version = "2024-2";
  policy.risk_free_annual = 0.1 + 0.2;
  policy.lot_method = LotMethod::hifo;
  policy.annualize_under_one_year = true;
  policy.stale_after_days = 3;
  ASSERT_TRUE(f.policies.create(f.acme, policy, "p"));
  const Policy stored = f.policies.get(f.acme, "p")->value;
  EXPECT_EQ(policy.risk_free_annual, stored.risk_free_annual) << "to the last bit";
  ASSERT_EQ(entries_of(policy).size(), entries_of(stored).size());
  for (std::size_t i = 0; i < entries_of(policy).size(); ++i) {
    EXPECT_EQ(entries_of(policy)[i].value, entries_of(stored)[i].value) << entries_of(policy)[i].key;
  }
}

TEST(Entities, are_changed_only_from_the_version_that_was_read) {
  RepositoryFixture f;
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("a"), "p"));
  f.clock.advance_seconds(5);
  const auto second = f.portfolios.update(f.acme, "p", 1, portfolio_of("b"));
  ASSERT_TRUE(second);
  EXPECT_EQ(2U, second->version);
  EXPECT_LT(second->created_at, second->updated_at);
  EXPECT_EQ(ErrorKind::conflict, kind_of(f.portfolios.update(f.acme, "p", 1, portfolio_of("c"))));
  EXPECT_EQ(ErrorKind::conflict, kind_of(f.portfolios.remove(f.acme, "p", 1)));
  EXPECT_EQ("b", f.portfolios.get(f.acme, "p")->value.name);
  ASSERT_TRUE(f.portfolios.remove(f.acme, "p", 2));
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.portfolios.get(f.acme, "p")));
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.portfolios.remove(f.acme, "p", 2)));
}

TEST(Entities, two_changes_from_the_same_version_are_one_change_and_one_conflict) {
  RepositoryFixture f;
  const auto read = f.portfolios.create(f.acme, portfolio_of("a"), "p").value();
  ChangeSet first(f.acme, f.ids), second(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.update(first, read, portfolio_of("b"), {}));
  ASSERT_TRUE(f.portfolios.update(second, read, portfolio_of("c"), {}));
  EXPECT_TRUE(f.transactions.execute(first));
  EXPECT_EQ(ErrorKind::conflict, f.transactions.execute(second).error().kind);
  EXPECT_EQ("b", f.portfolios.get(f.acme, "p")->value.name);
}

TEST(Entities, an_id_or_external_id_is_taken_once) {
  RepositoryFixture f;
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("a"), "p", "x"));
  EXPECT_EQ(ErrorKind::conflict, kind_of(f.portfolios.create(f.acme, portfolio_of("b"), "p")));
  EXPECT_EQ(ErrorKind::conflict, kind_of(f.portfolios.create(f.acme, portfolio_of("b"), "q", "x")));
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.portfolios.get(f.acme, "q"))) << "all or nothing";
  EXPECT_TRUE(f.portfolios.create(f.other, portfolio_of("b"), "p", "x")) << "another tenant's names are its own";
  Security security;
  security.currency = *Currency::parse("EUR");
  EXPECT_TRUE(f.securities.create(f.acme, security, "p", "x")) << "and another type's";
}

TEST(Entities, an_external_id_can_move_and_be_used_again) {
  RepositoryFixture f;
  const auto p = f.portfolios.create(f.acme, portfolio_of("a"), "p", "x").value();
  ChangeSet changes(f.acme, f.ids);
  ASSERT_TRUE(f.portfolios.update(changes, p, p.value, "y"));
  ASSERT_TRUE(f.transactions.execute(changes));
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.portfolios.get_external(f.acme, "x")));
  EXPECT_EQ("p", f.portfolios.get_external(f.acme, "y")->id);
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("b"), "q", "x"));
  ASSERT_TRUE(f.portfolios.remove(f.acme, "p", 2));
  EXPECT_TRUE(f.portfolios.create(f.acme, portfolio_of("c"), "r", "y"));
}

TEST(Entities, of_another_tenant_look_like_what_is_not_there) {
  RepositoryFixture f;
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("secret"), "p", "x"));
  const auto foreign = f.portfolios.get(f.other, "p");
  ASSERT_TRUE(f.portfolios.remove(f.acme, "p", 1));
  const auto absent = f.portfolios.get(f.other, "p");
  ASSERT_FALSE(foreign.ok());
  ASSERT_FALSE(absent.ok());
  EXPECT_EQ(absent.error().kind, foreign.error().kind);
  EXPECT_EQ(absent.error().message(), foreign.error().message());
  EXPECT_TRUE(f.portfolios.list(f.other)->items.empty());
}

TEST(Entities, are_listed_by_pages_whole_or_filtered) {
  RepositoryFixture f;
  for (int i = 0; i < 23; ++i) {
    const std::string id = "p" + std::to_string(10 + i);
    Portfolio portfolio = portfolio_of(i % 2 == 0 ? "even" : "odd", i % 5 == 0 ? "c1" : "c2");
    portfolio.group = "g" + std::to_string(i % 3);
    ASSERT_TRUE(f.portfolios.create(f.acme, portfolio, id));
  }
  const auto count = [&](const FieldFilter& filter, std::size_t limit) {
    std::set<std::string> ids;
    PageRequest request{limit, {}};
    while (true) {
      const auto page = f.portfolios.list(f.acme, filter, request).value();
      EXPECT_LE(page.items.size(), limit);
      for (const auto& item : page.items) EXPECT_TRUE(ids.insert(item.id).second);
      if (page.next.empty()) return ids.size();
      request.cursor = page.next;
    }
  };
  for (const std::size_t limit : {1U, 4U, 100U}) {
    EXPECT_EQ(23U, count({}, limit));
    EXPECT_EQ(5U, count({{"client", "c1"}}, limit)) << "by the first index";
    EXPECT_EQ(8U, count({{"group", "g0"}}, limit)) << "by the second index";
    EXPECT_EQ(12U, count({{"name", "even"}}, limit)) << "by looking at each";
    EXPECT_EQ(3U, count({{"client", "c1"}, {"name", "even"}}, limit));
    EXPECT_EQ(0U, count({{"client", "c9"}}, limit));
    EXPECT_EQ(0U, count({{"no_such_field", "x"}}, limit));
  }
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.list(f.acme, {}, {0, {}})));
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.list(f.acme, {}, {501, {}})));
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.list(f.acme, {}, {10, "made up"})));
  const std::string cursor = f.portfolios.list(f.acme, {}, {5, {}})->next;
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.list(f.other, {}, {5, cursor}))) << "another tenant's cursor";
}

TEST(Entities, a_filter_follows_a_change) {
  RepositoryFixture f;
  ASSERT_TRUE(f.portfolios.create(f.acme, portfolio_of("a", "c1"), "p"));
  ASSERT_TRUE(f.portfolios.update(f.acme, "p", 1, portfolio_of("a", "c2")));
  EXPECT_TRUE(f.portfolios.list(f.acme, {{"client", "c1"}})->items.empty());
  EXPECT_EQ(1U, f.portfolios.list(f.acme, {{"client", "c2"}})->items.size());
}

TEST(Entities, that_make_no_sense_are_invalid) {
  RepositoryFixture f;
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.create(f.acme, Portfolio{}, "p"))) << "no currency";
  for (const char* id : {"a#b", "a/b", "ä", " "}) {
    EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.create(f.acme, portfolio_of("a"), id))) << id;
    EXPECT_EQ(ErrorKind::not_found, kind_of(f.portfolios.get(f.acme, id))) << id;
  }
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.create(f.acme, portfolio_of("a"), std::string(65, 'x'))));
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.portfolios.create(f.acme, portfolio_of("a"), "p", std::string(256, 'x'))));
  const TenantContext platform{TenantId::platform(), "operator", "r"};
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.tenants.create(platform, {"platform", "", "standard", {}}, "platform")));
  EXPECT_EQ(std::nullopt, TenantId::parse("platform"));
}

TEST(Entities, get_ids_that_sort_by_age_and_do_not_repeat) {
  RepositoryFixture f;
  std::string before;
  for (int i = 0; i < 100; ++i) {
    const auto created = f.portfolios.create(f.acme, portfolio_of("a"));
    ASSERT_TRUE(created);
    EXPECT_TRUE(is_entity_id(created->id));
    EXPECT_EQ(26U, created->id.size());
    EXPECT_LT(before, created->id);
    before = created->id;
    f.clock.advance_microseconds(1000);
  }
}

}  // namespace
}  // namespace dietz::test
