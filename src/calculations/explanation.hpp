#pragma once

#include "model/book.hpp"
#include "model/date.hpp"
#include "model/figure.hpp"

#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace dietz {

/// How a node's value follows from its children. `exact` marks arithmetic on decimals, by the working rules of
/// model/decimal.hpp; the others are doubles. docs/explanation.md states each as a formula.
enum class Operation : std::uint8_t {
  fact,                ///< stands in a row, in the policy, or is a count of days
  sum,                 ///< exact: a + b + …
  difference,          ///< exact: a − b − …
  negative,            ///< exact: −a
  product,             ///< exact: a × b × …
  quotient,            ///< exact: a / b
  growth,              ///< a / b of two exact values, as the nearest double
  chain,               ///< a × b × … from the left, of doubles; 1 without parts
  weighted_sum,        ///< a × b + c × d + … of doubles
  drifted,             ///< a × b / c of doubles: a weight after its part grew by b and the whole by c
  link,                ///< the chain less one
  annualized,          ///< (1 + a)^(365 / b) − 1
  compounded,          ///< (1 + a)^b − 1
  root,                ///< the annual rate at which the dated children discount to zero
  standard_deviation,  ///< √(Σ(x − mean)² / (n − 1))
  scaled,              ///< a × b of doubles
  drawdown,            ///< 1 − a / b: trough over peak
  series,              ///< no value of its own: the children in order of time
  statistic,           ///< the measure that the label names (docs/figures.md), over its series and parameters
};
[[nodiscard]] std::string_view name_of(Operation operation);

/// One step of a figure: its value, and the nodes it follows from.
struct ExplanationNode {
  using Value = std::variant<std::monostate, Decimal, double>;
  std::string label;
  Value value;  ///< nothing where there is none; the note says why
  std::string unit;
  Operation operation = Operation::fact;
  std::vector<std::uint32_t> children;
  std::string note;
  std::optional<SourceRow> source;
  std::optional<Date> date;  ///< of a cash flow under a root
};

/// The ways all figures of a portfolio came about, as one graph: children stand before their parents, shared steps
/// stand once. `roots` names the node of each figure.
struct Explanation {
  std::vector<ExplanationNode> nodes;
  std::map<std::string, std::uint32_t, std::less<>> roots;
};

}  // namespace dietz
