#pragma once

#include "calculations/measures.hpp"
#include "model/figure.hpp"

#include <array>
#include <initializer_list>
#include <utility>

namespace dietz {

// Rates that carry their reason through arithmetic; the left operand's reason comes first.
[[nodiscard]] Rate product(const Rate& a, const Rate& b);
[[nodiscard]] Rate sum(const Rate& a, const Rate& b);
[[nodiscard]] Rate difference(const Rate& a, const Rate& b);
/// undefined_ratio for a denominator of 0.
[[nodiscard]] Rate quotient(const Rate& a, const Rate& b);
[[nodiscard]] Rate root(const Rate& a);

/// A measure by its name; a name that isn't in the table doesn't compile.
class MeasureId {
 public:
  consteval MeasureId(const char* name) : index_(measure_index(name)) {
    if (index_ == measure_count) throw "there is no measure of this name";
  }
  [[nodiscard]] constexpr std::size_t index() const { return index_; }

 private:
  std::size_t index_;
};

/// The rates of all measures by their places in the table, and what some figures say of themselves besides.
struct RiskRates {
  std::array<Rate, measure_count> rates = unset();
  std::size_t bull_periods = 0;  ///< with b > rf
  std::size_t bear_periods = 0;  ///< with b < rf

  [[nodiscard]] const Rate& operator[](MeasureId id) const { return rates[id.index()]; }

 private:
  static std::array<Rate, measure_count> unset() {
    return []<std::size_t... i>(std::index_sequence<i...>) {
      return std::array{((void)i, Rate(Reason::insufficient_data))...};
    }
    (std::make_index_sequence<measure_count>());
  }
};

/// Gathers rates under the names of the measures.
class RateTable {
 public:
  explicit RateTable(const MeasureSet& wanted) : wanted_(wanted) {}

  /// Whether any of these is wanted: what costs a pass over the series is computed only then.
  [[nodiscard]] bool wants(std::initializer_list<MeasureId> ids) const {
    for (const MeasureId id : ids) {
      if (wanted_[id.index()]) return true;
    }
    return false;
  }
  /// A value that overflowed becomes `unsupported`.
  void add(MeasureId id, const Rate& rate);

  RiskRates result;

 private:
  const MeasureSet& wanted_;
};

}  // namespace dietz
