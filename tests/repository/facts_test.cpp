#include "repository/fixture.hpp"

namespace dietz::test {
namespace {

Date day(const char* text) { return Date::parse(text).value(); }
Decimal number(const char* text) { return Decimal::parse(text).value(); }

RecordedTransaction deposit(const char* date, const char* amount) {
  RecordedTransaction transaction;
  transaction.portfolio = "p";
  transaction.date = day(date);
  transaction.currency = *Currency::parse("EUR");
  transaction.amount = number(amount);
  return transaction;
}

struct FactsFixture : RepositoryFixture {
  template <class F>
  auto done(F change) {
    clock.advance_seconds(1);
    ChangeSet changes(acme, ids);
    auto result = change(changes);
    EXPECT_TRUE(result.ok()) << (result.ok() ? "" : result.error().message());
    EXPECT_TRUE(changes.operations().empty() || transactions.execute(changes).ok());
    return *std::move(result);
  }
  Recorded<RecordedTransaction> record(const RecordedTransaction& t) {
    return done([&](ChangeSet& c) { return bookings.record(c, t); });
  }
  /// Dates and amounts, as known at a moment.
  std::string known(Instant at = Instant::latest(), std::size_t limit = 2, const char* from = "0001-01-01",
                    const char* to = "9999-12-31") {
    std::string text, cursor;
    while (true) {
      const auto page = bookings.list(acme, "p", {day(from), day(to), at}, limit, cursor).value();
      for (const auto& item : page.items)
        text += item.fact.date.to_string() + "=" + item.fact.amount->to_string() + " ";
      if (page.next.empty()) return text;
      cursor = page.next;
    }
  }
};

TEST(Facts, come_back_as_they_were_recorded) {
  FactsFixture f;
  RecordedTransaction t = deposit("2024-03-01", "1000.50");
  t.type = TransactionType::buy;
  t.time = 3'600'000;
  t.security = "s";
  t.quantity = number("10");
  t.price = number("100.05");
  t.fees = number("0");
  t.lot = "lot 1";
  t.external_id = "row 17";
  const auto recorded = f.record(t);
  EXPECT_EQ(1U, recorded.version);
  const auto found = f.bookings.get(f.acme, "p", recorded.id);
  ASSERT_TRUE(found);
  EXPECT_EQ(t, found->fact);
  EXPECT_EQ(recorded, *found);
}

TEST(Facts, are_listed_by_date_from_and_to_included) {
  FactsFixture f;
  for (const char* date : {"2024-01-03", "2024-01-01", "2024-01-02", "2023-12-31", "2024-01-04"})
    f.record(deposit(date, "1"));
  EXPECT_EQ("2024-01-01=1 2024-01-02=1 2024-01-03=1 ", f.known(Instant::latest(), 2, "2024-01-01", "2024-01-03"));
  EXPECT_EQ("", f.known(Instant::latest(), 2, "2024-01-03", "2024-01-01"));
}

TEST(Facts, a_correction_is_a_new_version_and_the_old_one_is_still_known_before_it) {
  FactsFixture f;
  const auto first = f.record(deposit("2024-01-10", "100"));
  f.record(deposit("2024-01-20", "5"));
  const auto second =
      f.done([&](ChangeSet& c) { return f.bookings.correct(c, first.id, deposit("2024-01-05", "110")); });
  EXPECT_EQ(2U, second.version);
  EXPECT_EQ(first.id, second.id);
  EXPECT_EQ("2024-01-05=110 2024-01-20=5 ", f.known());
  EXPECT_EQ("2024-01-10=100 2024-01-20=5 ", f.known({second.recorded_at.microseconds - 1}));
  EXPECT_EQ("2024-01-05=110 2024-01-20=5 ", f.known(second.recorded_at));
  EXPECT_EQ("", f.known({first.recorded_at.microseconds - 1}));
  EXPECT_EQ("100", f.bookings.get(f.acme, "p", first.id, first.recorded_at)->fact.amount->to_string());
  const auto versions = f.bookings.versions(f.acme, "p", first.id).value();
  ASSERT_EQ(2U, versions.size());
  EXPECT_EQ(second.recorded_at, versions[0].superseded_at);
  EXPECT_EQ(std::nullopt, versions[1].superseded_at);
}

TEST(Facts, a_reversal_takes_a_fact_away_from_then_on) {
  FactsFixture f;
  const auto first = f.record(deposit("2024-01-10", "100"));
  const auto gone = f.done([&](ChangeSet& c) { return f.bookings.reverse(c, "p", first.id); });
  EXPECT_EQ("", f.known());
  EXPECT_EQ("2024-01-10=100 ", f.known(first.recorded_at));
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.bookings.get(f.acme, "p", first.id)));
  EXPECT_TRUE(f.bookings.get(f.acme, "p", first.id, first.recorded_at));
  const auto versions = f.bookings.versions(f.acme, "p", first.id).value();
  ASSERT_EQ(2U, versions.size());
  EXPECT_TRUE(versions[1].reversed);
  ChangeSet changes(f.acme, f.ids);
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.bookings.reverse(changes, "p", first.id)));
  f.done([&](ChangeSet& c) { return f.bookings.correct(c, first.id, deposit("2024-01-10", "7")); });
  EXPECT_EQ("2024-01-10=7 ", f.known()) << "a correction brings it back";
  EXPECT_EQ("", f.known(gone.recorded_at));
}

TEST(Facts, of_two_corrections_of_one_version_one_is_a_conflict) {
  FactsFixture f;
  const auto first = f.record(deposit("2024-01-10", "100"));
  ChangeSet a(f.acme, f.ids), b(f.acme, f.ids);
  ASSERT_TRUE(f.bookings.correct(a, first.id, deposit("2024-01-11", "1")));
  ASSERT_TRUE(f.bookings.correct(b, first.id, deposit("2024-01-12", "2")));
  EXPECT_TRUE(f.bookings.execute(a));
  EXPECT_EQ(ErrorKind::conflict, kind_of(f.bookings.execute(b)));
  EXPECT_EQ("2024-01-11=1 ", f.known());
}

TEST(Facts, versions_of_the_same_microsecond_are_still_one_after_the_other) {
  FactsFixture f;
  const auto first = f.record(deposit("2024-01-10", "1"));
  ChangeSet changes(f.acme, f.ids);
  const auto second = f.bookings.correct(changes, first.id, deposit("2024-01-10", "2"));
  ASSERT_TRUE(f.bookings.execute(changes));
  EXPECT_LT(first.recorded_at, second->recorded_at);
  EXPECT_EQ("2024-01-10=1 ", f.known(first.recorded_at));
  EXPECT_EQ("2024-01-10=2 ", f.known(second->recorded_at));
}

TEST(Facts, of_a_day_are_put_again_only_where_they_differ) {
  FactsFixture f;
  const RecordedPrice price{"s", day("2024-01-02"), number("10.5"), *Currency::parse("USD")};
  const auto put = [&](const char* close) {
    RecordedPrice p = price;
    p.close = number(close);
    return f.done([&](ChangeSet& c) { return f.prices.put(c, p); });
  };
  EXPECT_EQ(1U, put("10.5").version);
  EXPECT_EQ(1U, put("10.50").version) << "the same value";
  const auto second = put("11");
  EXPECT_EQ(2U, second.version);
  EXPECT_EQ("2024-01-02", second.id);
  EXPECT_EQ("11", f.prices.get(f.acme, "s", "2024-01-02")->fact.close.to_string());
  EXPECT_EQ(1U, f.prices.list(f.acme, "s")->items.size());
  f.done([&](ChangeSet& c) { return f.prices.reverse(c, "s", "2024-01-02"); });
  EXPECT_TRUE(f.prices.list(f.acme, "s")->items.empty());
  EXPECT_EQ(4U, put("11").version) << "said again after it was taken back";
}

TEST(Facts, of_every_kind_survive_the_store) {
  FactsFixture f;
  const RecordedFxRate rate{*Currency::parse("EUR"), *Currency::parse("USD"), day("2024-01-02"), number("1.0956")};
  f.done([&](ChangeSet& c) { return f.fx_rates.put(c, rate); });
  EXPECT_EQ(rate, f.fx_rates.get(f.acme, "EUR-USD", "2024-01-02")->fact);
  const RecordedValuation valuation{"p", day("2024-01-02"), number("-12.34")};
  f.done([&](ChangeSet& c) { return f.valuations.put(c, valuation); });
  EXPECT_EQ(valuation, f.valuations.get(f.acme, "p", "2024-01-02")->fact);
}

TEST(Facts, that_make_no_sense_are_invalid) {
  FactsFixture f;
  ChangeSet changes(f.acme, f.ids);
  RecordedTransaction t = deposit("2024-01-01", "1");
  t.portfolio = "a#b";
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.bookings.record(changes, t)));
  t = deposit("2024-01-01", "1");
  t.time = 86'400'000;
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.bookings.record(changes, t)));
  t = deposit("2024-01-01", "1");
  t.currency = {};
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.bookings.record(changes, t)));
  const Currency eur = *Currency::parse("EUR");
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.fx_rates.put(changes, {eur, eur, day("2024-01-01"), number("1")})));
  EXPECT_EQ(ErrorKind::invalid,
            kind_of(f.fx_rates.put(changes, {eur, *Currency::parse("USD"), day("2024-01-01"), number("0")})));
  EXPECT_EQ(ErrorKind::invalid, kind_of(f.prices.put(changes, {"s", day("2024-01-01"), number("-1"), eur})));
  EXPECT_TRUE(changes.operations().empty());
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.bookings.correct(changes, "nothing", deposit("2024-01-01", "1"))));
}

TEST(Facts, of_another_tenant_are_not_there) {
  FactsFixture f;
  const auto first = f.record(deposit("2024-01-10", "100"));
  EXPECT_TRUE(f.bookings.list(f.other, "p")->items.empty());
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.bookings.get(f.other, "p", first.id)));
  ChangeSet changes(f.other, f.ids);
  EXPECT_EQ(ErrorKind::not_found, kind_of(f.bookings.reverse(changes, "p", first.id)));
}

}  // namespace
}  // namespace dietz::test
