#pragma once

#include "calculations/explanation.hpp"

#include <string>
#include <vector>

namespace dietz {

/// Builds an explanation from below: each call adds one node, whose value is computed from its children here, so that a
/// node can't disagree with what stands under it. Returns the node's place.
class ExplanationBuilder {
 public:
  using Place = std::uint32_t;

  Place fact(std::string label, Decimal value, std::string unit, std::optional<SourceRow> source,
             std::string note = {});
  Place number(std::string label, double value, std::string unit, std::string note = {});

  // Exact arithmetic at working precision, in the order of the parts.
  Place sum(std::string label, std::string unit, std::vector<Place> parts);
  Place difference(std::string label, std::string unit, std::vector<Place> parts);
  Place negative(std::string label, std::string unit, Place part);
  Place product(std::string label, std::string unit, std::vector<Place> parts);
  Place quotient(std::string label, std::string unit, Place dividend, Place divisor);

  Place growth(std::string label, Place numerator, Place denominator);
  Place chain(std::string label, std::vector<Place> factors);
  Place link(std::string label, std::vector<Place> factors);
  /// A node whose value was computed elsewhere from the children by the operation.
  Place computed(Operation operation, std::string label, double value, std::string unit, std::vector<Place> parts,
                 std::string note = {});
  Place series(std::string label, std::vector<Place> entries);
  /// A figure without a value: the note says why.
  Place absent(std::string label, std::string unit, std::string why);

  [[nodiscard]] const Decimal& exact(Place place) const { return std::get<Decimal>(explanation_.nodes[place].value); }
  [[nodiscard]] double rate(Place place) const { return std::get<double>(explanation_.nodes[place].value); }
  [[nodiscard]] ExplanationNode& node(Place place) { return explanation_.nodes[place]; }
  void root(const std::string& figure, Place place) { explanation_.roots[figure] = place; }

  [[nodiscard]] Explanation take() { return std::move(explanation_); }

 private:
  Place add(Operation operation, std::string label, ExplanationNode::Value value, std::string unit,
            std::vector<Place> children, std::string note = {});

  Explanation explanation_;
};

}  // namespace dietz
