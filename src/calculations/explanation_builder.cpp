#include "calculations/explanation_builder.hpp"

#include <utility>

namespace dietz {

using Place = ExplanationBuilder::Place;

Place ExplanationBuilder::add(Operation operation, std::string label, ExplanationNode::Value value, std::string unit,
                              std::vector<Place> children, std::string note) {
  ExplanationNode node;
  node.label = std::move(label);
  node.value = std::move(value);
  node.unit = std::move(unit);
  node.operation = operation;
  node.children = std::move(children);
  node.note = std::move(note);
  explanation_.nodes.push_back(std::move(node));
  return static_cast<Place>(explanation_.nodes.size() - 1);
}

Place ExplanationBuilder::fact(std::string label, Decimal value, std::string unit, std::optional<SourceRow> source,
                               std::string note) {
  const Place place = add(Operation::fact, std::move(label), value, std::move(unit), {}, std::move(note));
  if (source && source->line != 0) explanation_.nodes[place].source = source;
  return place;
}

Place ExplanationBuilder::number(std::string label, double value, std::string unit, std::string note) {
  return add(Operation::fact, std::move(label), value, std::move(unit), {}, std::move(note));
}

Place ExplanationBuilder::sum(std::string label, std::string unit, std::vector<Place> parts) {
  Decimal total;
  for (const Place part : parts) total = working_sum(total, exact(part));
  return add(Operation::sum, std::move(label), total, std::move(unit), std::move(parts));
}

Place ExplanationBuilder::difference(std::string label, std::string unit, std::vector<Place> parts) {
  Decimal rest = exact(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) rest = working_sum(rest, -exact(parts[i]));
  return add(Operation::difference, std::move(label), rest, std::move(unit), std::move(parts));
}

Place ExplanationBuilder::negative(std::string label, std::string unit, Place part) {
  return add(Operation::negative, std::move(label), -exact(part), std::move(unit), {part});
}

Place ExplanationBuilder::product(std::string label, std::string unit, std::vector<Place> parts) {
  Decimal total = exact(parts.front());
  for (std::size_t i = 1; i < parts.size(); ++i) total = working_product(total, exact(parts[i]));
  return add(Operation::product, std::move(label), total, std::move(unit), std::move(parts));
}

Place ExplanationBuilder::quotient(std::string label, std::string unit, Place dividend, Place divisor) {
  return add(Operation::quotient, std::move(label), working_quotient(exact(dividend), exact(divisor)), std::move(unit),
             {dividend, divisor});
}

Place ExplanationBuilder::growth(std::string label, Place numerator, Place denominator) {
  return add(Operation::growth, std::move(label), ratio(exact(numerator), exact(denominator)), "factor",
             {numerator, denominator});
}

Place ExplanationBuilder::chain(std::string label, std::vector<Place> factors) {
  double total = 1.0;
  for (const Place factor : factors) total *= rate(factor);
  return add(Operation::chain, std::move(label), total, "factor", std::move(factors));
}

Place ExplanationBuilder::link(std::string label, std::vector<Place> factors) {
  double total = 1.0;
  for (const Place factor : factors) total *= rate(factor);
  return add(Operation::link, std::move(label), total - 1.0, "ratio", std::move(factors));
}

Place ExplanationBuilder::computed(Operation operation, std::string label, double value, std::string unit,
                                   std::vector<Place> parts, std::string note) {
  return add(operation, std::move(label), value, std::move(unit), std::move(parts), std::move(note));
}

Place ExplanationBuilder::series(std::string label, std::vector<Place> entries) {
  return add(Operation::series, std::move(label), std::monostate(), "", std::move(entries));
}

Place ExplanationBuilder::absent(std::string label, std::string unit, std::string why) {
  return add(Operation::fact, std::move(label), std::monostate(), std::move(unit), {}, std::move(why));
}

}  // namespace dietz
