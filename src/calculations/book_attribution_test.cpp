#include "calculations/book_attribution.hpp"

#include "calculations/benchmark_return.hpp"
#include "support/cases.hpp"
#include "support/generated_ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

using test::for_cases;
using test::GeneratedLedger;
using test::Ledger;
using test::Random;

BookFacts facts_for(const Book& book, const std::string& benchmark, std::optional<Date> from = {}) {
  ReportRequest request;
  for (std::uint32_t i = 0; i < book.portfolios.size(); ++i) request.portfolios.push_back(PortfolioIndex{i});
  request.benchmark = benchmark;
  request.from = from;
  request.total_currency = book.portfolios.front().currency;
  auto facts = facts_of(book, request, *range_of(book, request));
  EXPECT_TRUE(facts.ok());
  return std::move(*facts);
}

void add_benchmark(Book& book, const std::string& id, std::vector<std::pair<std::string, Decimal>> weights,
                   std::optional<Rebalance> rule = {}) {
  Benchmark benchmark;
  benchmark.id = id;
  benchmark.rebalance = rule;
  for (auto& [component, weight] : weights) benchmark.components.push_back({component, weight, {}, 1});
  book.benchmarks.push_back(std::move(benchmark));
}

const char* two_trees =
    "portfolio P EUR\nsecurity A EUR\nsecurity B EUR\n"
    "2024-01-30 P deposit amount=1000\n2024-01-30 P buy A quantity=5 price=100\n2024-01-30 P buy B quantity=10 "
    "price=50\n"
    "price A 2024-01-30 100\nprice A 2024-01-31 110\nprice A 2024-02-01 120\nprice A 2024-02-09 90\n"
    "price B 2024-01-30 50\nprice B 2024-01-31 45\nprice B 2024-02-01 55\nprice B 2024-02-09 60\n";

Ledger classified(const char* text) {
  Ledger ledger(text);
  ledger.book().securities[0].sector = "Fruit";
  ledger.book().securities[1].sector = "Timber";
  ledger.book().securities[0].region = ledger.book().securities[1].region = "North";
  return ledger;
}

TEST(BookAttribution, a_portfolio_that_holds_its_benchmark_has_no_effects) {
  Ledger ledger = classified(two_trees);
  add_benchmark(ledger.book(), "I", {{"A", Ledger::number("0.5")}, {"B", Ledger::number("0.5")}}, Rebalance::none);
  const auto facts = facts_for(ledger.book(), "I", Ledger::date("2024-01-30"));
  const auto answer = book_attribution(ledger.book(), facts, 0, {});
  ASSERT_TRUE(answer.ok());
  ASSERT_EQ(answer->reason, Reason::none) << answer->detail;
  ASSERT_EQ(answer->attribution.periods.size(), 2U);
  for (const AttributedPeriod& period : answer->attribution.periods) {
    EXPECT_NEAR(period.active_return.value(), 0.0, 1e-15);
    for (const SegmentEffects& segment : period.segments) {
      EXPECT_NEAR(segment.effects.allocation, 0.0, 1e-15);
      EXPECT_NEAR(segment.effects.selection, 0.0, 1e-15);
    }
  }
}

TEST(BookAttribution, tells_a_month_apart_as_by_hand) {
  Ledger ledger = classified(two_trees);
  add_benchmark(ledger.book(), "I", {{"A", Ledger::number("0.25")}, {"B", Ledger::number("0.75")}});
  const auto answer = book_attribution(ledger.book(), facts_for(ledger.book(), "I", Ledger::date("2024-01-30")), 0, {});
  const AttributedPeriod& january = answer->attribution.periods[0];
  // One day: A +10 %, B −10 %; weights 0.5 and 0.5 against 0.25 and 0.75.
  EXPECT_NEAR(january.portfolio_return.value(), 0.0, 1e-15);
  EXPECT_NEAR(january.benchmark_return.value(), -0.05, 1e-15);
  EXPECT_NEAR(january.segments[0].effects.allocation, 0.25 * 0.15, 1e-15);
  EXPECT_NEAR(january.segments[1].effects.allocation, -0.25 * -0.05, 1e-15);
  EXPECT_NEAR(january.totals.selection, 0.0, 1e-15);
}

TEST(BookAttribution, goes_down_through_benchmarks_in_benchmarks_and_two_levels) {
  Ledger ledger = classified(two_trees);
  add_benchmark(ledger.book(), "I", {{"A", Ledger::number("0.25")}, {"B", Ledger::number("0.75")}});
  add_benchmark(ledger.book(), "outer", {{"I", Ledger::number("1")}});
  BookAttributionRequest request;
  request.group = Classification::region;
  const auto facts = facts_for(ledger.book(), "outer", Ledger::date("2024-01-30"));
  const auto answer = book_attribution(ledger.book(), facts, 0, request);
  ASSERT_EQ(answer->table.groups, std::vector<std::string>({"North"}));
  const AttributedPeriod& january = answer->attribution.periods[0];
  EXPECT_NEAR(january.groups[0].effects.allocation, 0.0, 1e-15);
  EXPECT_NEAR(january.segments[0].effects.allocation, 0.25 * 0.15, 1e-15);
}

TEST(BookAttribution, without_a_benchmark_is_its_reason) {
  const Ledger ledger = classified(two_trees);
  const auto answer = book_attribution(ledger.book(), facts_for(ledger.book(), ""), 0, {});
  ASSERT_TRUE(answer.ok());
  EXPECT_EQ(answer->reason, Reason::insufficient_data);
}

TEST(BookAttribution, a_benchmark_without_price_is_its_reason) {
  Ledger ledger = classified(two_trees);
  ledger.add("security C EUR\nprice C 2024-02-01 10\n");
  const auto answer = book_attribution(ledger.book(), facts_for(ledger.book(), "C"), 0, {});
  EXPECT_EQ(answer->reason, Reason::no_price);
  EXPECT_NE(answer->detail.find("C"), std::string::npos);
}

TEST(BookAttribution, a_merger_whose_value_is_not_known_is_its_reason_unless_it_stays_in_a_class) {
  Ledger ledger(
      "portfolio P EUR\nsecurity OLD EUR\nsecurity NEW EUR\nsecurity INDEX EUR\n"
      "2024-01-01 P deposit amount=1000\n2024-01-01 P buy OLD quantity=10 price=100\n"
      "2024-01-02 P merger OLD new=NEW ratio=1\n"
      "price OLD 2024-01-01 100\nprice NEW 2024-01-03 110\nprice INDEX 2024-01-01 100\nprice INDEX 2024-01-03 104\n");
  for (Security& security : ledger.book().securities) security.sector = "Fruit";
  const BookFacts facts = facts_for(ledger.book(), "INDEX", Ledger::date("2024-01-01"));
  BookAttributionRequest request;
  request.by = Classification::security;
  const auto by_security = book_attribution(ledger.book(), facts, 0, request);
  EXPECT_EQ(by_security->reason, Reason::no_price);
  EXPECT_NE(by_security->detail.find("what OLD brought of NEW"), std::string::npos);
  request.by = Classification::sector;
  const auto by_sector = book_attribution(ledger.book(), facts, 0, request);
  EXPECT_EQ(by_sector->reason, Reason::none);
  EXPECT_NEAR(by_sector->attribution.linked.totals.sum(), 0.06, 1e-15);
}

TEST(BookAttributionProperty, P10_returns_are_those_of_the_report_and_effects_sum_to_their_difference) {
  for_cases(0xB00A, [](Random& random) {
    GeneratedLedger g(random, {.reorganisations = random.chance(1, 2)});
    Book& book = g.ledger.book();
    if (book.securities.empty()) return;
    const std::string first = book.securities.front().id;
    const std::string last = book.securities.back().id;
    add_benchmark(book, "blend", {{first, Ledger::number("0.375")}, {last, Ledger::number("0.625")}},
                  random.pick({Rebalance::daily, Rebalance::monthly, Rebalance::none}));
    if (first == last) book.benchmarks.back().components = {{first, Decimal(1), {}, 1}};
    const BookFacts facts = facts_for(book, random.chance(1, 2) ? "blend" : first);
    BookAttributionRequest request;
    request.by = random.pick({Classification::security, Classification::currency, Classification::sector});
    request.frequency = random.pick({ReturnFrequency::day, ReturnFrequency::month});
    request.method.interaction = random.pick({InteractionEffect::separate, InteractionEffect::in_selection});
    const auto answer = book_attribution(book, facts, 0, request);
    ASSERT_TRUE(answer.ok());
    if (answer->reason != Reason::none) return;
    const auto twr =
        portfolio_return(facts.facts[0], facts.range, book.policy, ReturnBasis::net, TwrMethod::daily, "twr");
    const LinkedAttribution& linked = answer->attribution.linked;
    if (linked.reason != Reason::none) return;
    const double size = 1 + std::abs(linked.portfolio_return.value()) + std::abs(linked.benchmark_return.value());
    EXPECT_NEAR(linked.portfolio_return.value(), twr.result.figure.rate.value(), 1e-12 * size);
    const bool invested_throughout = std::none_of(twr.result.links.begin(), twr.result.links.end(),
                                                  [](const SubPeriod& link) { return link.growth.without_capital; });
    if (invested_throughout) {
      const BenchmarkReturn whole =
          benchmark_return(*facts.facts[0].benchmark, twr.interval.range.from, twr.interval.range.to);
      EXPECT_NEAR(linked.benchmark_return.value(), whole.rate.value(), 1e-12 * size);
    }
    EXPECT_TRUE(answer->attribution.warnings.empty()) << answer->attribution.warnings.front().message;
    EXPECT_NEAR(linked.totals.sum(), linked.active_return.value(), 1e-11 * size);
  });
}

}  // namespace
}  // namespace dietz
