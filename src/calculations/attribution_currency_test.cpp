#include "calculations/attribution_currency.hpp"

#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

// Currency effects against tests/golden/attribution/currency_effects.py, which works them out in exact fractions from
// local returns and money.
namespace dietz {
namespace {

using test::Row;

std::vector<Row> golden_rows(const char* file) {
  return test::read_rows(std::filesystem::path(DIETZ_SOURCE_DIR) / "tests" / "golden" / "attribution" / file);
}

struct WorkedCase {
  AttributionTable table;
  AttributionMethod method;
  AttributedPeriod result;
};

std::map<std::string, WorkedCase> worked_cases() {
  std::map<std::string, WorkedCase> cases;
  for (const Row& row : golden_rows("cases.csv")) {
    WorkedCase& c = cases[row.at("case")];
    const auto number = [&](const char* column) { return std::stod(row.at(column)); };
    c.method.currency =
        row.at("model") == "ankrim_hensel" ? CurrencyModel::ankrim_hensel : CurrencyModel::karnosky_singer;
    if (c.table.periods.empty()) c.table.periods.push_back({"1", {}, {}});
    AttributionPeriod& period = c.table.periods.front();
    period.rows.push_back(
        {static_cast<std::uint32_t>(c.table.segments.size()), number("wp"), number("wb"), number("rp"), number("rb")});
    period.currency.push_back(
        {number("currency_return"), number("forward_premium"), number("deposit_rate"), number("wpf"), number("wbf")});
    c.table.segments.push_back(row.at("segment"));
  }
  for (auto& [name, c] : cases) c.result = attribute(c.table, c.method).periods.front();
  return cases;
}

double value_of(const WorkedCase& c, const Row& row) {
  const std::string& effect = row.at("effect");
  if (effect == "portfolio_return") return c.result.portfolio_return.value();
  if (effect == "benchmark_return") return c.result.benchmark_return.value();
  const auto segment = std::find(c.table.segments.begin(), c.table.segments.end(), row.at("segment"));
  const auto at = static_cast<std::size_t>(segment - c.table.segments.begin());
  if (effect == "allocation") return c.result.segments.at(at).effects.allocation;
  if (effect == "selection") return c.result.segments.at(at).effects.selection;
  if (effect == "interaction") return c.result.segments.at(at).effects.interaction;
  if (effect == "currency_management") return c.result.currency.at(at).management;
  if (effect == "forward_premium") return c.result.currency.at(at).forward_premium;
  EXPECT_EQ(effect, "cross_product");
  return c.result.currency.at(at).cross_product;
}

TEST(AttributionCurrency, agrees_with_cases_worked_in_fractions) {
  const auto cases = worked_cases();
  test::FamilyCount karnosky_singer("golden/Karnosky-Singer");
  test::FamilyCount ankrim_hensel("golden/Ankrim-Hensel");
  for (const Row& row : golden_rows("expected.csv")) {
    const WorkedCase& c = cases.at(row.at("case"));
    test::FamilyCount& count = c.method.currency == CurrencyModel::ankrim_hensel ? ankrim_hensel : karnosky_singer;
    const double value = value_of(c, row);
    EXPECT_TRUE(count.ran(std::abs(value - std::stod(row.at("expected"))) <= 1e-15))
        << "case " << row.at("case") << " " << row.at("segment") << " " << row.at("effect") << ": " << value;
  }
}

TEST(AttributionCurrency, a_return_in_base_currency_splits_into_local_currency_and_their_product) {
  const double weights[] = {0.5, 0.5};
  const double local[] = {0.1, -0.2};
  const double currency[] = {0.0, 0.25};
  const CurrencySplit split = split_by_currency(weights, local, currency);
  EXPECT_NEAR(split.local, -0.05, 1e-16);
  EXPECT_NEAR(split.currency, 0.125, 1e-16);
  EXPECT_NEAR(split.cross_product, -0.025, 1e-16);
  EXPECT_NEAR(split.base, 0.5 * 0.1 + 0.5 * (0.8 * 1.25 - 1), 1e-16);
}

}  // namespace
}  // namespace dietz
