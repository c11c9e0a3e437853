#include "calculations/benchmark_return.hpp"

#include "support/small_book.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

using test::currency;
using test::date;
using test::number;

class BenchmarkReturnTest : public ::testing::Test {
 protected:
  /// Closes on consecutive days from 2024-03-28 (a Thursday; the 31st ends month and quarter).
  void add_prices(SecurityIndex security, std::initializer_list<const char*> closes) {
    Date day = first_;
    for (const char* close : closes) {
      if (*close != '\0') book_.add_price(security, day, number(close));
      ++day;
    }
  }
  Benchmark& add_benchmark(const char* id, std::optional<Rebalance> rule = {}) {
    Benchmark& benchmark = book_.book().benchmarks.emplace_back();
    benchmark.id = id;
    benchmark.rebalance = rule;
    return benchmark;
  }
  static void add_component(Benchmark& benchmark, const char* id, const char* weight, const char* from = nullptr) {
    const auto line = static_cast<std::uint32_t>(benchmark.components.size() + 2);
    benchmark.components.push_back(
        {id, number(weight), from != nullptr ? std::optional(date(from)) : std::nullopt, line});
  }
  Result<BenchmarkGrowth> followed(const char* id, const char* from, const char* to, const char* code = "EUR",
                                   Rebalance by_default = Rebalance::daily) {
    book_.sort();
    Policy policy;
    policy.stale_after_days = stale_after_days_;
    const MarketData market(book_.book(), policy);
    return benchmark_growth(book_.book(), market, id, currency(code), {date(from), date(to)}, by_default);
  }
  BenchmarkGrowth growth(const char* id, const char* from, const char* to, const char* code = "EUR",
                         Rebalance by_default = Rebalance::daily) {
    auto result = followed(id, from, to, code, by_default);
    EXPECT_TRUE(result.ok()) << (result ? "" : result.error().message());
    return result ? *result : BenchmarkGrowth{};
  }
  static std::vector<double> factors(const BenchmarkGrowth& growth) {
    std::vector<double> values;
    for (const BenchmarkDay& day : growth.days) values.push_back(day.growth ? day.growth.value() : -1.0);
    return values;
  }
  static void expect_factors(const BenchmarkGrowth& growth, std::initializer_list<double> expected) {
    const auto values = factors(growth);
    ASSERT_EQ(values.size(), expected.size());
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_DOUBLE_EQ(values[i], expected.begin()[i]) << "day " << i;
  }
  Error error_of(const char* id) {
    const auto result = followed(id, "2024-03-28", "2024-03-31");
    EXPECT_FALSE(result.ok());
    return result ? Error{} : result.error();
  }

  const Date first_ = date("2024-03-28");
  int stale_after_days_ = 10;
  test::SmallBook book_;
  SecurityIndex a_ = book_.add_security("A");
  SecurityIndex b_ = book_.add_security("B");
};

TEST_F(BenchmarkReturnTest, of_a_security_is_its_change_of_price) {
  add_prices(a_, {"100", "110", "", "99"});
  const BenchmarkGrowth result = growth("A", "2024-03-28", "2024-03-31");
  expect_factors(result, {1.1, 1.0, 0.9});
  EXPECT_EQ(result.days[0].date, date("2024-03-29"));
  EXPECT_EQ(result.components, (std::vector<std::string>{"A"}));
  ASSERT_EQ(result.days[0].components.size(), 1U);
  EXPECT_EQ(result.days[0].components[0].weight, 1.0);
  EXPECT_DOUBLE_EQ(1.0 + benchmark_return(result, date("2024-03-28"), date("2024-03-31")).rate.value(), 0.99);
}

TEST_F(BenchmarkReturnTest, of_a_security_in_another_currency_holds_the_rate) {
  const SecurityIndex dollar = book_.add_security("D", "USD");
  add_prices(dollar, {"100", "110"});
  book_.add_rate("USD", date("2024-03-28"), number("0.8"));
  book_.add_rate("USD", date("2024-03-29"), number("1"));
  expect_factors(growth("D", "2024-03-28", "2024-03-29"), {1.375});
  expect_factors(growth("D", "2024-03-28", "2024-03-29", "USD"), {1.1});
}

TEST_F(BenchmarkReturnTest, sees_through_a_split) {
  add_prices(a_, {"100", "", "51", "52"});
  book_.add(TransactionType::split, date("2024-03-29"), "x", a_).ratio = number("2");
  expect_factors(growth("A", "2024-03-28", "2024-03-31"), {1.0, 1.02, 52.0 / 51.0});
  book_.book().prices[a_.at()].adjustment = Adjustment::split_adjusted;
  expect_factors(growth("A", "2024-03-28", "2024-03-31"), {1.0, 0.51, 52.0 / 51.0});
}

TEST_F(BenchmarkReturnTest, drifts_between_rebalancings) {
  add_prices(a_, {"100", "200", "200", "200", "400"});
  add_prices(b_, {"100", "100", "50", "50", "50"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::monthly);
  add_component(blend, "A", "0.5", "2024-03-28");
  add_component(blend, "B", "0.5", "2024-03-28");
  const BenchmarkGrowth monthly = growth("BLEND", "2024-03-28", "2024-04-01");
  // 0.5·2 + 0.5 = 1.5; (0.5·2 + 0.25)/1.5; 1; then from equal weights again: 0.5·2 + 0.5
  expect_factors(monthly, {1.5, 1.25 / 1.5, 1.0, 1.5});
  ASSERT_EQ(monthly.days[1].components.size(), 2U);
  EXPECT_DOUBLE_EQ(monthly.days[1].components[0].weight, 1.0 / 1.5);
  EXPECT_DOUBLE_EQ(monthly.days[1].components[1].growth.value(), 0.5);
  EXPECT_DOUBLE_EQ(monthly.days[3].components[0].weight, 0.5);
  book_.book().benchmarks[0].rebalance = Rebalance::quarterly;
  expect_factors(growth("BLEND", "2024-03-28", "2024-04-01"), {1.5, 1.25 / 1.5, 1.0, 1.5});
  book_.book().benchmarks[0].rebalance = Rebalance::daily;
  expect_factors(growth("BLEND", "2024-03-28", "2024-04-01"), {1.5, 0.75, 1.0, 1.5});
  book_.book().benchmarks[0].rebalance = Rebalance::none;
  expect_factors(growth("BLEND", "2024-03-28", "2024-04-01"), {1.5, 1.25 / 1.5, 1.0, 2.25 / 1.25});
}

TEST_F(BenchmarkReturnTest, takes_the_policys_rule_where_a_benchmark_states_none) {
  add_prices(a_, {"100", "200", "200"});
  add_prices(b_, {"100", "100", "50"});
  Benchmark& blend = add_benchmark("BLEND");
  add_component(blend, "A", "0.5");
  add_component(blend, "B", "0.5");
  expect_factors(growth("BLEND", "2024-03-28", "2024-03-30", "EUR", Rebalance::daily), {1.5, 0.75});
  expect_factors(growth("BLEND", "2024-03-28", "2024-03-30", "EUR", Rebalance::none), {1.5, 1.25 / 1.5});
}

TEST_F(BenchmarkReturnTest, drifts_also_before_the_interval_begins) {
  add_prices(a_, {"100", "200", "200"});
  add_prices(b_, {"100", "100", "50"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::quarterly);
  add_component(blend, "A", "0.5", "2024-03-28");
  add_component(blend, "B", "0.5", "2024-03-28");
  expect_factors(growth("BLEND", "2024-03-29", "2024-03-30"), {1.25 / 1.5});
}

TEST_F(BenchmarkReturnTest, changes_weights_at_the_close_of_their_date) {
  add_prices(a_, {"100", "200", "400", "400"});
  add_prices(b_, {"100", "100", "100", "50"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::none);
  add_component(blend, "A", "1");
  add_component(blend, "B", "0.75", "2024-03-30");
  add_component(blend, "A", "0.25", "2024-03-30");
  expect_factors(growth("BLEND", "2024-03-28", "2024-03-31"), {2.0, 2.0, 0.625});
}

TEST_F(BenchmarkReturnTest, has_no_weights_before_the_first_ones_hold) {
  add_prices(a_, {"100", "200", "300"});
  add_component(add_benchmark("ONE"), "A", "1", "2024-03-29");
  const BenchmarkGrowth result = growth("ONE", "2024-03-28", "2024-03-30");
  EXPECT_EQ(result.days[0].growth.reason(), Reason::insufficient_data);
  EXPECT_EQ(result.days[0].missing_what, "weights before 2024-03-29 on 2024-03-28");
  EXPECT_DOUBLE_EQ(result.days[1].growth.value(), 1.5);
}

TEST_F(BenchmarkReturnTest, follows_a_blend_inside_a_blend) {
  add_prices(a_, {"100", "200", "200"});
  add_prices(b_, {"100", "100", "50"});
  book_.book().benchmarks.reserve(2);
  Benchmark& inner = add_benchmark("INNER", Rebalance::none);
  add_component(inner, "A", "0.5");
  add_component(inner, "B", "0.5");
  Benchmark& outer = add_benchmark("OUTER", Rebalance::daily);
  add_component(outer, "INNER", "0.5");
  add_component(outer, "B", "0.5");
  const BenchmarkGrowth result = growth("OUTER", "2024-03-28", "2024-03-30");
  // inner: 1.5, then 1.25/1.5; outer: half of each, equal weights every day
  expect_factors(result, {0.5 * 1.5 + 0.5, 0.5 * (1.25 / 1.5) + 0.25});
  EXPECT_EQ(result.components, (std::vector<std::string>{"INNER", "B"}));
  EXPECT_DOUBLE_EQ(result.days[1].components[0].growth.value(), 1.25 / 1.5);
}

TEST_F(BenchmarkReturnTest, has_a_days_reason_and_goes_on_after_it) {
  stale_after_days_ = 0;
  add_prices(a_, {"100", "", "150", "300"});
  add_prices(b_, {"100", "100", "100", "200"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::none);
  add_component(blend, "A", "0.5");
  add_component(blend, "B", "0.5");
  const BenchmarkGrowth result = growth("BLEND", "2024-03-28", "2024-03-31");
  EXPECT_EQ(result.days[0].growth.reason(), Reason::stale_price);
  EXPECT_EQ(result.days[0].missing_what, "price of A on 2024-03-29");
  EXPECT_EQ(result.days[1].growth.reason(), Reason::stale_price);
  EXPECT_DOUBLE_EQ(result.days[2].growth.value(), 2.5 / 1.25);
  const BenchmarkReturn whole = benchmark_return(result, date("2024-03-28"), date("2024-03-31"));
  EXPECT_EQ(whole.rate.reason(), Reason::stale_price);
  EXPECT_EQ(whole.failed_on, date("2024-03-29"));
  EXPECT_EQ(whole.detail, "benchmark BLEND has no price of A on 2024-03-29");
  EXPECT_DOUBLE_EQ(benchmark_return(result, date("2024-03-30"), date("2024-03-31")).rate.value(), 1.0);
}

TEST_F(BenchmarkReturnTest, makes_up_for_a_rebalancing_without_prices) {
  stale_after_days_ = 0;
  add_prices(a_, {"100", "200", "200", "", "200", "400"});
  add_prices(b_, {"100", "100", "100", "100", "100", "100"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::monthly);
  add_component(blend, "A", "0.5", "2024-03-28");
  add_component(blend, "B", "0.5", "2024-03-28");
  const BenchmarkGrowth result = growth("BLEND", "2024-03-28", "2024-04-02");
  EXPECT_FALSE(result.days[2].growth.has_value());
  EXPECT_FALSE(result.days[3].growth.has_value());
  EXPECT_DOUBLE_EQ(result.days[4].growth.value(), 1.5);  // equal weights since 1 April
}

TEST_F(BenchmarkReturnTest, begins_where_its_prices_begin) {
  add_prices(a_, {"", "100", "200"});
  add_component(add_benchmark("ONE"), "A", "1");
  const BenchmarkGrowth result = growth("ONE", "2024-03-28", "2024-03-30", "EUR", Rebalance::quarterly);
  EXPECT_EQ(result.days[0].growth.reason(), Reason::no_price);
  EXPECT_DOUBLE_EQ(result.days[1].growth.value(), 2.0);
  EXPECT_EQ(growth("A", "2024-03-28", "2024-03-30", "USD").days[1].growth.reason(), Reason::no_fx_rate);
}

TEST_F(BenchmarkReturnTest, needs_something_to_grow_from) {
  add_prices(a_, {"0", "100"});
  EXPECT_EQ(growth("A", "2024-03-28", "2024-03-29").days[0].growth.reason(), Reason::zero_base);
  add_prices(b_, {"100", "300", "330"});
  const SecurityIndex cash = book_.add_security("CASH");
  add_prices(cash, {"100", "100", "100"});
  Benchmark& short_blend = add_benchmark("SHORT", Rebalance::none);
  add_component(short_blend, "CASH", "2");
  add_component(short_blend, "B", "-1");
  const BenchmarkGrowth result = growth("SHORT", "2024-03-28", "2024-03-30");
  EXPECT_DOUBLE_EQ(result.days[0].growth.value(), -1.0);
  EXPECT_EQ(result.days[1].growth.reason(), Reason::negative_base);
}

TEST_F(BenchmarkReturnTest, bears_a_component_that_is_worth_nothing) {
  add_prices(a_, {"100", "0", "0", "5"});
  add_prices(b_, {"100", "100", "110", "110"});
  Benchmark& blend = add_benchmark("BLEND", Rebalance::none);
  add_component(blend, "A", "0.5");
  add_component(blend, "B", "0.5");
  const BenchmarkGrowth result = growth("BLEND", "2024-03-28", "2024-03-31");
  EXPECT_DOUBLE_EQ(result.days[0].growth.value(), 0.5);
  EXPECT_DOUBLE_EQ(result.days[1].growth.value(), 1.1);
  EXPECT_EQ(result.days[1].components[0].growth.reason(), Reason::zero_base);
  EXPECT_EQ(result.days[2].growth.reason(), Reason::zero_base);
}

TEST_F(BenchmarkReturnTest, needs_weights_that_add_up_to_one) {
  Benchmark& blend = add_benchmark("BLEND");
  add_component(blend, "A", "0.5");
  add_component(blend, "B", "0.4");
  const Error error = error_of("BLEND");
  EXPECT_EQ(error.message(), "the weights of BLEND add up to 0.9, not 1");
  EXPECT_EQ(error.problems[0].origin.file, "benchmarks.csv");
  EXPECT_EQ(error.problems[0].origin.line, 3U);
  EXPECT_EQ(error.problems[0].origin.column, "weight");
}

TEST_F(BenchmarkReturnTest, needs_components_that_exist) {
  add_component(add_benchmark("BLEND"), "ZZZ", "1");
  EXPECT_EQ(error_of("BLEND").message(), "component 'ZZZ' of BLEND is neither a security nor a benchmark");
  EXPECT_EQ(error_of("BLEND").problems[0].origin.line, 2U);
  EXPECT_EQ(error_of("NONE").kind, ErrorKind::not_found);
}

TEST_F(BenchmarkReturnTest, must_not_contain_itself) {
  add_component(add_benchmark("ONE"), "TWO", "1");
  add_component(add_benchmark("TWO"), "ONE", "1");
  EXPECT_EQ(error_of("ONE").message(), "component 'ONE' of TWO contains TWO itself");
}

TEST_F(BenchmarkReturnTest, must_not_nest_without_end) {
  std::vector<std::string> ids;
  for (int i = 0; i <= 40; ++i) ids.push_back("N" + std::to_string(i));
  for (std::size_t i = 0; i < 40; ++i) add_component(add_benchmark(ids[i].c_str()), ids[i + 1].c_str(), "1");
  add_component(add_benchmark(ids[40].c_str()), "A", "1");
  add_prices(a_, {"100", "150"});
  EXPECT_NE(error_of("N0").message().find("levels deep"), std::string::npos);
  expect_factors(growth("N20", "2024-03-28", "2024-03-29"), {1.5});
}

TEST_F(BenchmarkReturnTest, is_unknown_outside_its_range) {
  add_prices(a_, {"100", "110", "121"});
  const BenchmarkGrowth result = growth("A", "2024-03-28", "2024-03-30");
  EXPECT_EQ(benchmark_return(result, date("2024-03-27"), date("2024-03-30")).rate.reason(), Reason::insufficient_data);
  EXPECT_FALSE(benchmark_return(result, date("2024-03-29"), date("2024-03-31")).rate);
  EXPECT_FALSE(benchmark_return(result, date("2024-03-29"), date("2024-03-29")).rate);
  const auto points = benchmark_cumulative(result, date("2024-03-28"), date("2024-03-30"));
  ASSERT_EQ(points.size(), 2U);
  EXPECT_DOUBLE_EQ(1.0 + points[1].rate.value(), 1.21);
  EXPECT_TRUE(benchmark_cumulative(result, date("2024-03-28"), date("2024-04-30")).empty());
}

}  // namespace
}  // namespace dietz
