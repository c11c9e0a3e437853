#include "calculations/data_quality_parts.hpp"

#include <cmath>
#include <optional>

namespace dietz::data_quality {
namespace {

/// A split comes with an ordinary day's move; further away from n it is a move of its own.
constexpr double split_tolerance = 0.06;
/// Between closes further apart anything can happen to a price.
constexpr int longest_step_days = 14;
constexpr double largest_split = 100;

/// Halves are taken for splits only close by: falls by a third happen.
constexpr double half_tolerance = 0.03;

/// Where `factor` is about n (2, 3, …), 3/2 or 5/2.
struct SplitShape {
  int new_shares, old_shares;
};
std::optional<SplitShape> split_like(double factor) {
  for (const int halves : {3, 5}) {
    if (std::abs(2 * factor / halves - 1) <= half_tolerance) return SplitShape{halves, 2};
  }
  if (factor < 2 * (1 - split_tolerance) || factor > largest_split) return {};
  const double n = std::max(2.0, std::nearbyint(factor));
  if (std::abs(factor / n - 1) > split_tolerance) return {};
  return SplitShape{static_cast<int>(n), 1};
}

/// The product of the ratios of splits after `from` up to `to`, and whether there is one.
std::optional<Decimal> split_between(std::span<const SplitEvent> splits, Date from, Date to) {
  std::optional<Decimal> ratio;
  for (const SplitEvent& split : splits) {
    if (from < split.date && split.date <= to) ratio = working_product(ratio.value_or(Decimal(1)), split.ratio);
  }
  return ratio;
}

std::string step_text(const Price& before, const Price& after) {
  return before.close.to_string() + " on " + before.date.to_string() + ", " + after.close.to_string() + " on " +
         after.date.to_string();
}

/// Nearer to each other than any split would bring them: 5/9 < after/before < 9/5. Says no where it isn't quickly told.
bool is_small_step(const Decimal& before, const Decimal& after) {
  constexpr i128 limit = static_cast<i128>(1) << 120;
  const i128 x = before.coefficient(), y = after.coefficient();
  return before.scale() == after.scale() && x < limit && y < limit && 5 * x < 9 * y && 5 * y < 9 * x;
}

void check_step(const Security& security, const Price& before, const Price& after, std::span<const SplitEvent> splits,
                Findings& findings) {
  const double fall = ratio(before.close, after.close);
  const auto split = split_between(splits, before.date, after.date);
  if (!split) {
    const bool down = fall > 1;
    const auto shape = split_like(down ? fall : ratio(after.close, before.close));
    if (!shape) return;
    const int from = down ? shape->new_shares : shape->old_shares;
    const int to = down ? shape->old_shares : shape->new_shares;
    findings.add("split_like_jump", BookFile::prices, after.line,
                 "price of " + security.id + " " + (down ? "falls" : "rises") + " like after a split " +
                     std::to_string(from) + ":" + std::to_string(to) + " and none is booked (" +
                     step_text(before, after) + ")");
    return;
  }
  const double expected = split->to_double();
  const bool visible = expected > 1.5 || expected < 1 / 1.5;
  if (visible && std::abs(fall - 1) <= split_tolerance)
    findings.add("split_without_jump", BookFile::prices, after.line,
                 "price of " + security.id + " stays where it was over the booked split with ratio " +
                     split->to_string() + " (" + step_text(before, after) + ")");
}

}  // namespace

void check_prices(const Book& book, const MarketData& market, Findings& findings) {
  for (std::size_t s = 0; s < book.prices.size(); ++s) {
    const SecurityIndex index{static_cast<std::uint32_t>(s)};
    const PriceSeries& series = book.prices[s];
    const auto splits = market.splits(index);
    for (std::size_t i = 0; i < series.closes.size(); ++i) {
      const Price& close = series.closes[i];
      if (close.close.is_zero())
        findings.add("zero_price", BookFile::prices, close.line, "price of " + book.securities[s].id + " is 0");
      if (i == 0 || series.adjustment != Adjustment::raw) continue;
      const Price& before = series.closes[i - 1];
      if (before.close.is_zero() || close.close.is_zero() || close.date - before.date > longest_step_days) continue;
      if (splits.empty() && is_small_step(before.close, close.close)) continue;
      check_step(book.securities[s], before, close, splits, findings);
    }
  }
}

}  // namespace dietz::data_quality
