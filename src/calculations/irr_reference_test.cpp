#include "calculations/irr.hpp"
#include "calculations/net_present_value.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <iostream>
#include <sstream>

namespace dietz {
namespace {

using test::param;
using test::Row;

/// What a family of reference rows came to, printed at the end of a test.
struct Tally {
  std::map<std::string, std::pair<int, int>> families;  // run, passed
  void add(const std::string& family, bool passed) {
    ++families[family].first;
    families[family].second += passed ? 1 : 0;
  }
  ~Tally() {
    for (const auto& [name, count] : families) {
      std::cout << "[ reference ] irr/" << name << ": run " << count.first << ", passed " << count.second
                << ", skipped 0\n";
    }
  }
};

/// Reference amounts are doubles in print; those with an exponent are written out first.
Decimal amount(const std::string& text) {
  if (const auto plain = Decimal::parse(text, Decimal::max_scale)) return *plain;
  std::ostringstream out;
  out.precision(18);
  out << std::fixed << std::stod(text);
  return *Decimal::parse(out.str());
}

std::vector<double> numbers(const std::string& text) {
  std::istringstream in(text);
  std::vector<double> values;
  for (double value = 0.0; in >> value;) values.push_back(value);
  return values;
}

template <class Flow>
std::vector<Flow> flows_of(const std::vector<Row>& rows, const std::string& id) {
  std::vector<Flow> flows;
  for (const Row& row : rows) {
    if (row.at("case_id") != id) continue;
    if constexpr (std::is_same_v<Flow, DatedAmount>) {
      flows.push_back({*Date::parse(row.at("date")), amount(row.at("amount"))});
    } else {
      flows.push_back({std::stoi(row.at("seq")), amount(row.at("amount"))});
    }
  }
  return flows;
}

/// Whether the periodic flows' value keeps its sign, by a wide margin, from a hair below to a hair above this rate:
/// Horner in 80-bit numbers from the end that keeps factors below 1, independent of the product.
bool is_refuted(std::span<const PeriodicAmount> flows, double rate) {
  const auto relative_value = [&](long double growth) {
    long double value = 0.0L;
    long double size = 0.0L;
    for (std::size_t i = 0; i < flows.size(); ++i) {
      const auto& flow = flows[growth >= 1.0L ? flows.size() - 1 - i : i];
      const long double factor = growth >= 1.0L ? 1.0L / growth : growth;
      value = value * factor + static_cast<long double>(flow.amount.to_double());
      size = size * factor + std::abs(static_cast<long double>(flow.amount.to_double()));
    }
    return value / size;
  };
  const long double growth = 1.0L + static_cast<long double>(rate);
  const long double below = relative_value(growth * (1.0L - 1e-6L));
  const long double above = relative_value(growth * (1.0L + 1e-6L));
  return below * above > 0.0L && std::min(std::abs(below), std::abs(above)) > 1e-6L;
}

void check_value(const Row& row, const IrrResult& result) {
  const std::string& id = row.at("case_id");
  if (row.at("expected") == "none") {
    EXPECT_FALSE(result.rate) << id << " gave " << (result.rate ? result.rate.value() : 0.0);
    return;
  }
  ASSERT_TRUE(result.rate) << id << ": " << name_of(result.rate.reason());
  EXPECT_NEAR(result.rate.value(), std::stod(row.at("expected")), std::stod(row.at("tolerance"))) << id;
  EXPECT_LE(result.residual, 1e-10) << id;
}

/// Every listed root, each once, to 1e-12 or, where rounding blurs it more, to the width of its certain bracket.
void check_roots(const std::string& id, const IrrResult& result, const std::vector<double>& listed) {
  ASSERT_EQ(result.roots.size(), listed.size()) << id;
  EXPECT_LE(result.roots.size(), result.sign_changes) << id;
  for (std::size_t i = 0; i < listed.size(); ++i) {
    const IrrRoot& root = result.roots[i];
    const double width = root.touches ? 1e-6 : std::max(1e-12 * (1.0 + std::abs(listed[i])), root.high - root.low);
    EXPECT_LE(width, 1e-6 * (1.0 + std::abs(listed[i]))) << id;
    EXPECT_NEAR(root.rate, listed[i], width) << id;
  }
}

DayCount day_count_of(const Row& row) { return *parse_day_count(param(row.at("params"), "day_count")); }

TEST(IrrReference, dated_flows) {
  DIETZ_NEEDS_SHARED();
  const auto flows = test::read_rows(test::shared_file("reference/irr/flows_dated.csv"));
  Tally tally;
  for (const Row& row : test::read_rows(test::shared_file("reference/irr/expected_dated.csv"))) {
    const auto failures = testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
    const auto own = flows_of<DatedAmount>(flows, row.at("case_id"));
    ASSERT_FALSE(own.empty()) << row.at("case_id");
    const std::string& function = row.at("function");
    const std::string& parameters = row.at("params");
    const auto rate = [&] { return std::stod(param(parameters, "rate")); };
    if (function == "XIRR") {
      const IrrResult result = xirr(own, day_count_of(row));
      check_value(row, result);
      if (!row.at("n_roots").empty()) check_roots(row.at("case_id"), result, numbers(row.at("all_roots")));
    } else {
      ASSERT_TRUE(function == "XNPV" || function == "XNFV") << function;
      const Rate value = function == "XNPV" ? xnpv(rate(), own, own.front().date, day_count_of(row))
                                            : xnfv(rate(), own, day_count_of(row));
      ASSERT_TRUE(value) << row.at("case_id");
      EXPECT_NEAR(value.value(), std::stod(row.at("expected")), std::stod(row.at("tolerance"))) << row.at("case_id");
    }
    tally.add(row.at("case_id").find("daycount") != std::string::npos ? "day count" : function,
              testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count() == failures);
  }
}

TEST(IrrReference, periodic_flows) {
  DIETZ_NEEDS_SHARED();
  const auto flows = test::read_rows(test::shared_file("reference/irr/flows_periodic.csv"));
  Tally tally;
  std::size_t refuted = 0;
  for (const Row& row : test::read_rows(test::shared_file("reference/irr/expected_periodic.csv"))) {
    const auto failures = testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count();
    const auto own = flows_of<PeriodicAmount>(flows, row.at("case_id"));
    ASSERT_FALSE(own.empty()) << row.at("case_id");
    const std::string& function = row.at("function");
    const auto number = [&](const char* name) { return std::stod(param(row.at("params"), name)); };
    if (function == "IRR") {
      const IrrResult result = irr(own);
      check_value(row, result);
      std::vector<double> listed = numbers(row.at("all_roots"));
      refuted += std::erase_if(listed, [&](double rate) { return is_refuted(own, rate); });
      if (!row.at("n_roots").empty()) check_roots(row.at("case_id"), result, listed);
    } else {
      ASSERT_TRUE(function == "MIRR" || function == "NPV") << function;
      const bool discounts_first = row.at("params").find("first flow discounted one period") != std::string::npos;
      const Rate value = function == "MIRR" ? mirr(own, number("finance_rate"), number("reinvest_rate"))
                                            : npv(std::stod(param(row.at("params"), "rate")), own,
                                                  discounts_first ? FirstFlow::after_one_period : FirstFlow::now);
      if (row.at("expected") == "none") {
        EXPECT_FALSE(value) << row.at("case_id");
      } else {
        ASSERT_TRUE(value) << row.at("case_id");
        EXPECT_NEAR(value.value(), std::stod(row.at("expected")), std::stod(row.at("tolerance"))) << row.at("case_id");
      }
    }
    tally.add(function,
              testing::UnitTest::GetInstance()->current_test_info()->result()->total_part_count() == failures);
  }
  std::cout << "[ reference ] irr/IRR: " << refuted << " listed roots are none (the value keeps its sign there)\n";
}

}  // namespace
}  // namespace dietz
