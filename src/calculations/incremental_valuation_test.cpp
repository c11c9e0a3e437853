#include "calculations/incremental_valuation.hpp"

#include "calculations/portfolio_report.hpp"
#include "support/generated_history.hpp"
#include "support/history.hpp"
#include "support/same_bits.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using namespace test;

constexpr std::string_view four_months = R"(
  portfolio P EUR
  portfolio Q EUR
  security A EUR
  security B EUR
  price A 2024-01-01 10
  fx USD EUR 2024-01-01 0.9
  2024-01-02 P deposit amount=1000
  2024-02-10 P buy A quantity=10 price=10
  2024-03-10 P buy A quantity=10 price=10
)";

FactChange transaction_of(const Ledger& ledger, std::string_view portfolio, std::string_view date) {
  FactChange change;
  change.portfolio = ledger.portfolio(portfolio);
  change.date = day(date);
  return change;
}

FactChange price_of(const Ledger& ledger, std::string_view security, std::string_view date) {
  FactChange change;
  change.file = BookFile::prices;
  change.security = ledger.security(security);
  change.date = day(date);
  return change;
}

FactChange rate_on(std::string_view date) {
  FactChange change;
  change.file = BookFile::fx;
  change.date = day(date);
  return change;
}

/// P of a ledger up to 2024-04-20.
struct Valued {
  explicit Valued(const Ledger& ledger)
      : valuation(ledger.book(), {ledger.portfolio("P"), Ledger::currency("EUR"), day("2024-01-01")}) {
    EXPECT_EQ(from(update({})), "2024-01-01");
  }
  Result<Recomputed> update(const std::vector<FactChange>& changes, std::string_view to = "2024-04-20") {
    return valuation.update(changes, day(to));
  }
  static std::string from(const Result<Recomputed>& recomputed) {
    if (!recomputed) return recomputed.error().message();
    return recomputed->from ? recomputed->from->to_string() : "nowhere";
  }
  std::string from_after(const std::vector<FactChange>& changes) { return from(update(changes)); }

  IncrementalValuation valuation;
};

TEST(IncrementalValuation, computes_a_new_day_and_nothing_before) {
  const Ledger ledger(four_months);
  Valued p(ledger);
  EXPECT_EQ(p.from_after({}), "nowhere");
  EXPECT_EQ(Valued::from(p.update({}, "2024-04-21")), "2024-04-21");
  EXPECT_EQ(Valued::from(p.update({price_of(ledger, "A", "2024-04-22")}, "2024-04-22")), "2024-04-22");
  EXPECT_EQ(p.valuation.days().size(), 113U);
}

TEST(IncrementalValuation, computes_from_the_month_end_before_a_change) {
  const Ledger ledger(four_months);
  Valued p(ledger);
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2024-04-20")}), "2024-04-01");
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2024-03-31")}), "2024-03-01");
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2024-04-01")}), "2024-04-01");
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2024-03-05"), transaction_of(ledger, "P", "2024-02-29")}),
            "2024-02-01");
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2023-05-05")}), "2024-01-01");
}

TEST(IncrementalValuation, changes_of_what_it_does_not_hold_are_nothing_to_it) {
  const Ledger ledger(four_months);
  Valued p(ledger);
  EXPECT_EQ(p.from_after({transaction_of(ledger, "Q", "2024-03-05")}), "nowhere");
  EXPECT_EQ(p.from_after({price_of(ledger, "B", "2024-03-05")}), "nowhere");
  EXPECT_EQ(p.from_after({price_of(ledger, "A", "2024-01-30")}), "2024-01-01");  // it may be carried
  EXPECT_EQ(p.from_after({price_of(ledger, "A", "2024-02-09")}), "2024-02-01");
  EXPECT_EQ(p.from_after({rate_on("2024-03-05")}), "nowhere");
}

TEST(IncrementalValuation, rates_matter_from_the_first_foreign_cash) {
  const Ledger ledger = with(four_months, "2024-03-20 P interest amount=1 currency=USD");
  Valued p(ledger);
  EXPECT_EQ(p.from_after({rate_on("2024-02-05")}), "2024-02-01");
  EXPECT_EQ(p.from_after({rate_on("2024-04-05")}), "2024-04-01");
}

TEST(IncrementalValuation, a_split_changes_adjusted_prices_from_the_start) {
  const Ledger ledger = with(four_months, "security ADJ EUR split_adjusted");
  Valued p(ledger);
  FactChange split = transaction_of(ledger, "P", "2024-04-05");
  split.type = TransactionType::split;
  split.security = ledger.security("A");
  EXPECT_EQ(p.from_after({split}), "2024-04-01");
  split.security = ledger.security("ADJ");
  EXPECT_EQ(p.from_after({split}), "2024-01-01");
}

TEST(IncrementalValuation, tells_an_error_and_recovers_from_it) {
  Ledger ledger(four_months);
  Valued p(ledger);
  Ledger broken = with(four_months, R"(
    2024-03-15 P deposit amount=99999999999999999999999999999999999999
    2024-03-15 P deposit amount=0.1)");
  std::swap(ledger.book().transactions, broken.book().transactions);
  EXPECT_FALSE(p.update({transaction_of(ledger, "P", "2024-03-15")}).ok());
  EXPECT_TRUE(p.valuation.days().empty());
  std::swap(ledger.book().transactions, broken.book().transactions);
  EXPECT_EQ(p.from_after({transaction_of(ledger, "P", "2024-03-15")}), "2024-01-01");
}

/// Two years of a trade a day: 730 in two securities.
Ledger busy() {
  Ledger ledger(R"(portfolio P EUR
                   security A EUR
                   security B EUR
                   price A 2022-01-01 10
                   price B 2022-01-01 10)");
  const Date first = day("2022-01-01");
  for (int i = 0; i < 730; ++i) {
    const std::string what = i % 4 < 2 ? " P buy " : " P sell ";
    ledger.add((first + i).to_string() + what + (i % 2 == 0 ? "A" : "B") + " quantity=1 price=10");
  }
  return ledger;
}

TEST(IncrementalValuation, checkpoints_are_as_large_as_what_is_held) {
  const Ledger ledger = busy();
  IncrementalValuation valuation(ledger.book(), {ledger.portfolio("P"), Ledger::currency("EUR"), day("2022-01-01")});
  ASSERT_TRUE(valuation.update({}, day("2023-12-31")).ok());
  EXPECT_EQ(valuation.checkpoints().size(), 25U);
  for (const ValuationCheckpoint& checkpoint : valuation.checkpoints()) {
    EXPECT_LE(checkpoint.state.holdings.size(), 2U);
    EXPECT_LE(checkpoint.lots.size(), 2U);
    for (const SecurityLotState& lots : checkpoint.lots) EXPECT_LE(lots.lots.size(), 1U);
  }
}

TEST(IncrementalValuation, a_report_over_its_days_has_the_figures_of_a_report_from_scratch) {
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    Random random(seed);
    const GeneratedLedger g(random, {200, true, true, true, true, true});
    const Book& book = g.ledger.book();
    const MarketData market(book, book.policy, PortfolioIndex{0});
    IncrementalValuation valuation(book, {PortfolioIndex{0}, g.eur, g.first - 1});
    for (Date to = g.first; to < g.last; to = to + 13) ASSERT_TRUE(valuation.update({}, to).ok());
    ASSERT_TRUE(valuation.update({}, g.last).ok());
    PortfolioFacts kept, scratch;
    kept.currency = scratch.currency = g.eur;
    kept.days = valuation.days();
    scratch.days = replay(book, market, PortfolioIndex{0}, g.eur, g.first - 1, g.last)->days;
    const DateRange range{g.first - 1, g.last};
    const PortfolioReport a = report_on(kept, range, book.policy), b = report_on(scratch, range, book.policy);
    ASSERT_EQ(a.figures.size(), b.figures.size());
    for (std::size_t i = 0; i < a.figures.size(); ++i) {
      EXPECT_EQ(a.figures[i].name, b.figures[i].name);
      EXPECT_EQ(a.figures[i].rate, b.figures[i].rate) << a.figures[i].name << " of seed " << seed;
    }
    EXPECT_EQ(valuation.linked(ReturnBasis::net).rate, a.figures.front().rate) << "seed " << seed;
  }
}

}  // namespace
}  // namespace dietz
