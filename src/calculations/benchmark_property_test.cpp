#include "calculations/benchmark_return.hpp"
#include "support/cases.hpp"
#include "support/small_book.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace dietz {
namespace {

using test::Random;
using test::SmallBook;

constexpr int length = 29;  // over one quarter's end
const Date first = *Date::parse("2024-03-15");
const Date last = first + length;

/// Dollar shares, the rate of the dollar, and blends of the shares, one inside another.
class BlendBook {
 public:
  BlendBook(Random& random, bool gaps, bool constant_rate = false) : random_(random) {
    for (const char* id : {"A", "B"}) {
      const SecurityIndex share = book_.add_security(id, "USD");
      add_prices(share, gaps);
    }
    const Decimal rate = amount(5000, 15000, 4);
    for (Date day = first; day <= last; ++day) {
      const bool may_lack = day > first && !constant_rate && (gaps || (day - first) % 4 != 0);
      if (may_lack && random_.chance(1, 2)) continue;
      book_.add_rate("USD", day, constant_rate ? rate : amount(5000, 15000, 4));
    }
    book_.book().benchmarks.resize(3);
    fill("INNER", book_.book().benchmarks[0], {"A", "B"});
    fill("OUTER", book_.book().benchmarks[1], {"B", "INNER"});
    Benchmark& single = book_.book().benchmarks[2];
    single.id = "SINGLE";
    single.rebalance = Rebalance::daily;
    single.components.push_back({"A", Decimal(1), {}, 9});
    book_.sort();
  }

  [[nodiscard]] BenchmarkGrowth growth(const char* id, const char* code, DateRange range) {
    Policy policy;
    policy.stale_after_days = 6;
    const MarketData market(book_.book(), policy);
    auto result = benchmark_growth(book_.book(), market, id, test::currency(code), range, Rebalance::daily);
    if (!result) ADD_FAILURE() << result.error().message();
    return result ? *result : BenchmarkGrowth{};
  }
  [[nodiscard]] MarketData market() { return {book_.book(), Policy{}}; }

 private:
  Decimal amount(std::int64_t low, std::int64_t high, unsigned places) {
    return Decimal::from_parts(random_.between(low, high), places);
  }
  void add_prices(SecurityIndex share, bool gaps) {
    const Date from = gaps ? first + random_.any(0, 10) : first;
    for (Date day = from; day <= last; ++day) {
      if (day > from && day < last && random_.chance(1, 3)) continue;
      book_.add_price(share, day, amount(5000, 15000, 2));
      if (gaps && random_.chance(1, 20)) day = day + random_.any(5, 12);
    }
    if (random_.chance(1, 2)) {
      const Date day = first + random_.any(1, length - 1);
      book_.add(TransactionType::split, day, "s", share).ratio = Decimal(random_.between(2, 5));
    }
  }
  /// Two sets of weights, dated or from the beginning; a rule that doesn't depend on where an interval begins.
  void fill(const char* id, Benchmark& benchmark, std::array<const char*, 2> components) {
    benchmark.id = id;
    const bool dated = random_.chance(1, 2);
    benchmark.rebalance =
        dated ? random_.pick({Rebalance::daily, Rebalance::monthly, Rebalance::quarterly, Rebalance::none})
              : random_.pick({Rebalance::daily, Rebalance::monthly, Rebalance::quarterly});
    const std::optional<Date> start = dated ? std::optional(first) : std::nullopt;
    for (const std::optional<Date> from : {start, std::optional(first + random_.any(1, length - 2))}) {
      const std::int64_t weight = random_.between(0, 100);
      benchmark.components.push_back({components[0], Decimal::from_parts(weight, 2), from, 2});
      benchmark.components.push_back({components[1], Decimal::from_parts(100 - weight, 2), from, 3});
    }
  }

  Random& random_;
  SmallBook book_;
};

void expect_near(double a, double b, const char* what) { EXPECT_LE(std::abs(a - b), 1e-13 * std::abs(b)) << what; }

TEST(BenchmarkProperty, one_component_alone_is_the_security) {
  test::for_cases(2401, [](Random& random) {
    BlendBook book(random, true);
    const BenchmarkGrowth blend = book.growth("SINGLE", "EUR", {first, last});
    const BenchmarkGrowth security = book.growth("A", "EUR", {first, last});
    ASSERT_EQ(blend.days.size(), static_cast<std::size_t>(length));
    for (std::size_t i = 0; i < blend.days.size(); ++i) EXPECT_EQ(blend.days[i].growth, security.days[i].growth);
  });
}

TEST(BenchmarkProperty, days_do_not_depend_on_where_the_interval_begins) {
  test::for_cases(2402, [](Random& random) {
    BlendBook book(random, true);
    const Date later = first + random.any(1, length - 1);
    const BenchmarkGrowth whole = book.growth("OUTER", "EUR", {first, last});
    const BenchmarkGrowth part = book.growth("OUTER", "EUR", {later, last});
    const auto skipped = static_cast<std::size_t>(later - first);
    ASSERT_EQ(part.days.size() + skipped, whole.days.size());
    for (std::size_t i = 0; i < part.days.size(); ++i) {
      const BenchmarkDay& day = whole.days[i + skipped];
      EXPECT_EQ(part.days[i].date, day.date);
      EXPECT_EQ(part.days[i].growth, day.growth) << day.date.to_string();  // bit for bit
    }
  });
}

TEST(BenchmarkProperty, return_is_the_product_of_its_parts) {  // P1
  test::for_cases(2403, [](Random& random) {
    BlendBook book(random, random.chance(1, 2));
    const BenchmarkGrowth growth = book.growth("OUTER", "EUR", {first, last});
    const Date middle = first + random.any(1, length - 1);
    const Rate whole = benchmark_return(growth, first, last).rate;
    const Rate left = benchmark_return(growth, first, middle).rate;
    const Rate right = benchmark_return(growth, middle, last).rate;
    EXPECT_EQ(whole.has_value(), left.has_value() && right.has_value());
    if (whole) expect_near((1.0 + left.value()) * (1.0 + right.value()), 1.0 + whole.value(), "whole");
    const auto points = benchmark_cumulative(growth, first, last);
    EXPECT_EQ(points.back().rate, whole);
    EXPECT_EQ(points[static_cast<std::size_t>(middle - first) - 1].rate, left);
  });
}

TEST(BenchmarkProperty, base_return_is_the_local_one_times_the_currencys) {  // P9
  test::for_cases(2404, [](Random& random) {
    BlendBook book(random, false);
    const MarketData market = book.market();
    const BenchmarkGrowth base = book.growth("OUTER", "EUR", {first, last});
    const BenchmarkGrowth local = book.growth("OUTER", "USD", {first, last});
    for (std::size_t i = 0; i < base.days.size(); ++i) {
      if (!base.days[i].growth || !local.days[i].growth) continue;
      const Date date = base.days[i].date;
      const Currency usd = test::currency("USD"), eur = test::currency("EUR");
      const double fx = ratio(market.rate(usd, eur, date).value, market.rate(usd, eur, date - 1).value);
      expect_near(base.days[i].growth.value(), local.days[i].growth.value() * fx, "day");
    }
  });
}

TEST(BenchmarkProperty, at_a_constant_rate_is_the_same_in_both_currencies) {  // P9
  test::for_cases(2405, [](Random& random) {
    BlendBook book(random, false, true);
    const BenchmarkGrowth base = book.growth("OUTER", "EUR", {first, last});
    const BenchmarkGrowth local = book.growth("OUTER", "USD", {first, last});
    for (std::size_t i = 0; i < base.days.size(); ++i) {
      if (base.days[i].growth && local.days[i].growth) {
        expect_near(base.days[i].growth.value(), local.days[i].growth.value(), "day");
      }
    }
  });
}

TEST(BenchmarkProperty, components_explain_each_day) {
  test::for_cases(2406, [](Random& random) {
    BlendBook book(random, true);
    for (const BenchmarkDay& day : book.growth("OUTER", "EUR", {first, last}).days) {
      if (!day.growth) {
        EXPECT_FALSE(day.missing_what.empty());
        continue;
      }
      double weights = 0.0, growth = 0.0;
      for (const BenchmarkComponentDay& component : day.components) {
        ASSERT_TRUE(component.growth.has_value());
        weights += component.weight;
        growth += component.weight * component.growth.value();
      }
      expect_near(weights, 1.0, "weights");
      EXPECT_EQ(growth, day.growth.value());
    }
  });
}

}  // namespace
}  // namespace dietz
