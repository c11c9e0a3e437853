#include "calculations/benchmark_definition.hpp"
#include "calculations/booking.hpp"
#include "calculations/data_quality_parts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace dietz::data_quality {
namespace {

/// The securities whose closes a benchmark follows.
void add_followed(const Book& book, const std::string& id, int depth, std::set<SecurityIndex>& followed) {
  const ComponentTarget target = target_of(book, id);
  if (!target.security.is_none()) followed.insert(target.security);
  if (!target.security.is_none() || target.benchmark.is_none() || depth > max_benchmark_depth) return;
  for (const BenchmarkComponent& component : book.benchmarks[target.benchmark.at()].components) {
    add_followed(book, component.id, depth + 1, followed);
  }
}

/// Splits that other portfolios book and one should have booked too.
class SplitsOfOthers {
 public:
  SplitsOfOthers(const Book& book, PortfolioIndex portfolio, Findings& findings)
      : book_(book), portfolio_(portfolio), findings_(findings) {
    add_followed(book, book.portfolios[portfolio.at()].benchmark, 0, followed_);
  }

  void check(const SplitEvent& split) {
    Decimal held;
    bool booked_before = false, booked_since = false, reorganised_before = false;
    for (const Transaction& t : transactions_of(book_, portfolio_)) {
      if (t.security != split.security && t.new_security != split.security) continue;
      if (t.type == TransactionType::split && t.date == split.date) return;
      (t.date < split.date ? booked_before : booked_since) = true;
      if (t.date >= split.date) continue;
      reorganised_before = reorganised_before || is_reorganisation(t.type);
      apply(effect_of(t), held);
    }
    // What a reorganisation brings depends on what is held of the other security.
    if (reorganised_before) held = held_before(split);
    const bool raw = book_.prices[split.security.at()].adjustment == Adjustment::raw;
    if (!held.is_zero()) {
      add(split, "holds it");
    } else if (booked_before && (booked_since || !raw)) {
      add(split, "has held it");
    } else if (raw && followed_.contains(split.security)) {
      add(split, "has it in its benchmark");
    }
  }

 private:
  static bool is_reorganisation(TransactionType type) {
    return type == TransactionType::spin_off || type == TransactionType::merger;
  }

  [[nodiscard]] Decimal held_before(const SplitEvent& split) const {
    std::map<SecurityIndex, Decimal> held;
    for (const Transaction& t : transactions_of(book_, portfolio_)) {
      const BookingEffect effect = effect_of(t);
      if (t.date >= split.date || effect.security.is_none()) continue;
      Decimal& own = held[effect.security];
      if (!effect.received.is_none()) {
        const bool by_ratio = !effect.received_ratio.is_zero();
        const Decimal units = by_ratio ? working_product(own, effect.received_ratio) : received_units(effect, own);
        Decimal& received = held[effect.received];
        received = working_sum(received, units);
      }
      if (effect.gives_up_all) own = Decimal();
      apply(effect, own);
    }
    return held[split.security];
  }

  static void apply(const BookingEffect& effect, Decimal& held) {
    if (!effect.split_ratio.is_zero()) held = working_product(held, effect.split_ratio);
    held = working_sum(held, effect.quantity_change);
  }

  void add(const SplitEvent& split, const std::string& why) {
    findings_.add("split_not_booked", BookFile::transactions, split.line,
                  book_.portfolios[portfolio_.at()].id + ", which " + why + ", doesn't book the split of " +
                      book_.securities[split.security.at()].id + " on " + split.date.to_string() + ", ratio " +
                      split.ratio.to_string() + ", that " + book_.portfolios[split.portfolio.at()].id + " books");
  }

  const Book& book_;
  PortfolioIndex portfolio_;
  Findings& findings_;
  std::set<SecurityIndex> followed_;
};

}  // namespace

void check_splits(const Book& book, const MarketData& market, Findings& findings) {
  for (std::uint32_t p = 0; p < book.portfolios.size(); ++p) {
    SplitsOfOthers others(book, PortfolioIndex{p}, findings);
    for (std::uint32_t s = 0; s < book.securities.size(); ++s) {
      for (const SplitEvent& split : market.splits(SecurityIndex{s})) {
        if (split.portfolio != PortfolioIndex{p}) others.check(split);
      }
    }
  }
}

}  // namespace dietz::data_quality
