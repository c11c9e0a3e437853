#include "calculations/xirr_columns.hpp"

#include "calculations/irr.hpp"
#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

struct Portfolio {
  std::vector<std::int32_t> days;
  std::vector<double> amounts;
};

std::vector<ColumnRate> solve(const std::vector<Portfolio>& portfolios) {
  std::vector<std::size_t> starts = {0};
  std::vector<std::int32_t> days;
  std::vector<double> amounts;
  for (const Portfolio& p : portfolios) {
    days.insert(days.end(), p.days.begin(), p.days.end());
    amounts.insert(amounts.end(), p.amounts.begin(), p.amounts.end());
    starts.push_back(days.size());
  }
  std::vector<ColumnRate> results(portfolios.size());
  XirrColumns().solve({starts, days, amounts}, results);
  return results;
}

double cents(std::int64_t n) { return static_cast<double>(n) / 100.0; }

/// A savings plan with withdrawals, or flows of any sign; gaps from none to years.
Portfolio any_portfolio(Random& random) {
  Portfolio p;
  const auto rows = random.any<std::size_t>(2, random.chance(1, 20) ? 200 : 15);
  const bool plan = random.chance(3, 4);
  const auto widest = random.pick({35, 5, 400, 63, 64, 1500});
  std::int32_t day = random.any<std::int32_t>(-20000, 20000);
  double held = 0.0;
  for (std::size_t row = 0; row + 1 < rows; ++row) {
    double in = cents(random.between(1, 100000));
    if (plan && row > 2 && random.chance(1, 8)) in = -held * cents(random.between(1, 40));
    if (!plan && random.chance(1, 2)) in = -in;
    held += in;
    p.days.push_back(day);
    p.amounts.push_back(-in);
    day += random.any<std::int32_t>(random.chance(1, 10) ? 0 : 1, widest);
  }
  p.days.push_back(day + 1);
  p.amounts.push_back(plan ? std::max(0.01, held * (0.2 + 3.0 * random.unit()))
                           : cents(random.between(-100000, 100000)));
  return p;
}

/// The same by the exact interface. Amounts are given in cents where they are cents, else they round to 1e-6.
IrrResult one_by_one(const Portfolio& p) {
  std::vector<DatedAmount> flows;
  for (std::size_t i = 0; i < p.days.size(); ++i) {
    const auto millionths = static_cast<std::int64_t>(std::llround(p.amounts[i] * 1e6));
    flows.push_back({Date::from_epoch_day(p.days[i]), Decimal::from_parts(millionths, 6)});
  }
  return xirr(flows);
}

Portfolio rounded(Portfolio p) {
  for (double& amount : p.amounts) amount = std::round(amount * 1e6) / 1e6;
  return p;
}

TEST(XirrColumns, agree_with_the_single_solver_on_rate_and_root_count) {
  std::size_t quick = 0;
  std::size_t searched = 0;
  for_cases(0xC01, [&](Random& random) {
    const Portfolio p = rounded(any_portfolio(random));
    const ColumnRate column = solve({p}).front();
    const IrrResult single = one_by_one(p);
    ++(column.by_search ? searched : quick);
    ASSERT_EQ(column.rate.reason(), single.rate.reason());
    EXPECT_EQ(column.root_count, single.roots.size());
    if (!single.rate) return;
    const IrrRoot& root = single.roots[single.chosen];
    const double blur = root.touches ? 1e-6 : 2e-12 + (root.high - root.low) / (1.0 + root.rate);
    EXPECT_NEAR(column.rate.value(), single.rate.value(), blur * (1.0 + single.rate.value()) + 3e-16);
  });
  EXPECT_GT(quick, searched / 10) << "the quick proof must not be the exception";
}

TEST(XirrColumns, a_result_does_not_depend_on_its_neighbours) {
  for_cases(0xC02, [](Random& random) {
    const Portfolio a = any_portfolio(random);
    const Portfolio b = any_portfolio(random);
    const auto alone = solve({a});
    const auto before = solve({a, b});
    const auto behind = solve({b, a, b});
    EXPECT_EQ(alone[0].rate, before[0].rate);
    EXPECT_EQ(alone[0].rate, behind[1].rate);
    EXPECT_EQ(before[1].rate, behind[0].rate);
    EXPECT_EQ(behind[0].rate, behind[2].rate);
    EXPECT_EQ(alone[0].root_count, behind[1].root_count);
  });
}

TEST(XirrColumns, special_cases_have_their_reasons) {
  const auto r = solve({{{}, {}},
                        {{5}, {-1.0}},
                        {{5, 5}, {-1.0, 2.0}},
                        {{5, 400}, {-1.0, -2.0}},
                        {{0, 365, 730}, {1.0, -3.0, 2.5}},
                        {{0, 365, 730}, {-100.0, 220.0, -121.0}},
                        {{0, 365, 730, 1095}, {-1000.0, 6000.0, -11000.0, 6000.0}},
                        {{730, 0}, {121.0, -100.0}},
                        {{0, 0, 0}, {0.0, 0.0, 0.0}},
                        {{0, 1}, {-1.0, 1000.0}},
                        {{0, 1}, {-1.0, std::nan("")}}});
  const Reason reasons[] = {Reason::insufficient_data, Reason::insufficient_data, Reason::insufficient_data,
                            Reason::no_sign_change, Reason::no_root};
  for (std::size_t i = 0; i < 5; ++i) EXPECT_EQ(r[i].rate.reason(), reasons[i]) << i;
  EXPECT_NEAR(r[5].rate.value(), 0.1, 1e-9);
  EXPECT_EQ(r[6].root_count, 3U);
  EXPECT_NEAR(r[6].rate.value(), 0.0, 1e-12);
  EXPECT_NEAR(r[7].rate.value(), 0.1, 1e-12) << "rows out of order";
  EXPECT_EQ(r[8].rate.reason(), Reason::insufficient_data);
  EXPECT_EQ(r[9].rate.reason(), Reason::no_root) << "1000 times in a day is beyond the range";
  EXPECT_EQ(r[10].rate.reason(), Reason::unsupported);
}

}  // namespace
}  // namespace dietz
