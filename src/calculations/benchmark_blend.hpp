#pragma once

#include "calculations/benchmark_return.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

// The parts behind `benchmark_growth`: what a component grows by, and a blend of components.
namespace dietz {

/// Growth since a close, or why it isn't known.
struct GrowthSince {
  double factor = 1.0;
  Reason missing = Reason::none;
  std::string missing_what;
  double over_day = 1.0;  ///< growth over the last day alone; 0 from a price of 0

  [[nodiscard]] bool known() const { return missing == Reason::none; }
};

/// A component followed day by day from the close at which its weight was set.
class ComponentPath {
 public:
  ComponentPath() = default;
  ComponentPath(const ComponentPath&) = delete;
  ComponentPath& operator=(const ComponentPath&) = delete;
  virtual ~ComponentPath() = default;

  /// Starts anew at the close of `date`; unknown when there is nothing to start from.
  virtual GrowthSince restart(Date date) = 0;
  /// Growth up to the close of `date`, which is the day after the last call's.
  virtual GrowthSince advance(Date date) = 0;
};

class SecurityPath final : public ComponentPath {
 public:
  SecurityPath(const Book& book, const MarketData& market, SecurityIndex security, Currency currency)
      : book_(book), market_(market), security_(security), currency_(currency) {}
  GrowthSince restart(Date date) override;
  GrowthSince advance(Date date) override;

 private:
  struct Worth {
    Decimal value;
    GrowthSince gap;
  };
  [[nodiscard]] Worth worth(Date date);
  [[nodiscard]] Worth worth_on(Date date) const;

  const Book& book_;
  const MarketData& market_;
  SecurityIndex security_;
  Currency currency_;
  Decimal start_;
  Decimal shares_ = Decimal(1);  ///< what one share of the start has become
  std::optional<Date> last_date_;
  Worth last_;  ///< of last_date_: a rebalancing asks for a day twice
};

/// A blend's days, and for each close from `range.from` on why nothing can start from it.
struct BlendPath {
  BenchmarkGrowth growth;
  std::vector<GrowthSince> closes;
};

class NestedPath final : public ComponentPath {
 public:
  explicit NestedPath(const BlendPath& blend) : blend_(blend) {}
  GrowthSince restart(Date date) override;
  GrowthSince advance(Date date) override;

 private:
  const BlendPath& blend_;
  GrowthSince since_;
};

/// The weights that hold together from the close of a date.
struct WeightSet {
  struct Member {
    std::size_t component;
    double weight;
  };
  std::optional<Date> from;  ///< none: from the beginning
  std::vector<Member> members;
};

/// The latest close up to `from` whose weights are known without what came before: where a blend's path begins.
[[nodiscard]] Date path_start(const std::vector<WeightSet>& sets, Rebalance rule, Date from);

/// Follows a blend of `paths` over `growth.range`, beginning at `start`, and fills its days. `sets`: in order of date.
[[nodiscard]] BlendPath follow_blend(BenchmarkGrowth growth, const std::vector<WeightSet>& sets, Rebalance rule,
                                     const std::vector<std::unique_ptr<ComponentPath>>& paths, Date start);

}  // namespace dietz
