#include "calculations/attribution_columns.hpp"

#include "support/cases.hpp"

#include <gtest/gtest.h>

#include <bit>

namespace dietz {
namespace {

using test::for_cases;
using test::Random;

struct Columns {
  std::vector<double> wp, wb, rp, rb;
  std::size_t segments = 0;
  [[nodiscard]] SegmentColumns view() const { return {segments, wp, wb, rp, rb}; }
};

Columns any_columns(Random& random) {
  Columns columns;
  columns.segments = 1 + random.below(8);
  const std::size_t rows = columns.segments * (1 + random.below(8));
  for (std::size_t i = 0; i < rows; ++i) {
    columns.wp.push_back(random.chance(1, 4) ? 0.0 : random.any(-100, 700) * 1e-3);
    columns.wb.push_back(random.chance(1, 4) ? 0.0 : random.any(-100, 700) * 1e-3);
    columns.rp.push_back(random.any(-3000, 3000) * 1e-4);
    columns.rb.push_back(random.chance(1, 4) ? columns.rp.back() : random.any(-3000, 3000) * 1e-4);
  }
  return columns;
}

AttributionTable table_of(const Columns& columns) {
  AttributionTable table;
  for (std::size_t i = 0; i < columns.segments; ++i) table.segments.push_back(std::to_string(i));
  for (std::size_t i = 0; i < columns.wp.size(); ++i) {
    if (i % columns.segments == 0) table.periods.push_back({std::to_string(table.periods.size()), {}, {}});
    table.periods.back().rows.push_back(
        {static_cast<std::uint32_t>(i % columns.segments), columns.wp[i], columns.wb[i], columns.rp[i], columns.rb[i]});
  }
  return table;
}

bool same_bits(double a, double b) {
  return std::bit_cast<std::uint64_t>(a + 0.0) == std::bit_cast<std::uint64_t>(b + 0.0);
}

TEST(AttributionColumns, have_the_bits_of_the_ordinary_path) {
  ColumnAttribution result;
  for_cases(0xC01A, [&result](Random& random) {
    const Columns columns = any_columns(random);
    AttributionMethod method;
    method.model = random.chance(1, 3) ? AttributionModel::brinson_hood_beebower : AttributionModel::brinson_fachler;
    method.linking = random.pick({LinkingMethod::carino, LinkingMethod::menchero, LinkingMethod::grap});
    const Attribution ordinary = attribute(table_of(columns), method);
    attribute_columns(columns.view(), method, result);
    ASSERT_EQ(result.reason, ordinary.linked.reason);
    for (std::size_t t = 0; t < ordinary.periods.size(); ++t) {
      EXPECT_TRUE(same_bits(result.periods.allocation[t], ordinary.periods[t].totals.allocation));
      EXPECT_TRUE(same_bits(result.periods.selection[t], ordinary.periods[t].totals.selection));
      EXPECT_TRUE(same_bits(result.periods.interaction[t], ordinary.periods[t].totals.interaction));
    }
    if (result.reason != Reason::none) return;
    EXPECT_EQ(result.active_return, ordinary.linked.active_return);
    for (std::size_t i = 0; i < columns.segments; ++i) {
      EXPECT_TRUE(same_bits(result.segments.allocation[i], ordinary.linked.segments[i].effects.allocation));
      EXPECT_TRUE(same_bits(result.segments.selection[i], ordinary.linked.segments[i].effects.selection));
      EXPECT_TRUE(same_bits(result.segments.interaction[i], ordinary.linked.segments[i].effects.interaction));
    }
    EXPECT_TRUE(same_bits(result.totals.sum(), ordinary.linked.totals.sum()));
  });
}

TEST(AttributionColumns, what_they_cannot_do_is_a_reason) {
  const Columns one{{1.0}, {1.0}, {0.25}, {0.125}, 1};
  ColumnAttribution result;
  AttributionMethod method;
  method.linking = LinkingMethod::frongello;
  attribute_columns(one.view(), method, result);
  EXPECT_EQ(result.reason, Reason::unsupported);
  attribute_columns({}, {}, result);
  EXPECT_EQ(result.reason, Reason::insufficient_data);
  Columns uneven = one;
  uneven.rb.push_back(0.0);
  attribute_columns(uneven.view(), {}, result);
  EXPECT_EQ(result.reason, Reason::insufficient_data);
  Columns endless = one;
  endless.rp[0] = 1e308;
  endless.wp[0] = 1e10;
  attribute_columns(endless.view(), {}, result);
  EXPECT_EQ(result.reason, Reason::undefined_ratio);
  attribute_columns(one.view(), {}, result);
  EXPECT_EQ(result.active_return, Rate(0.125));
}

}  // namespace
}  // namespace dietz
