#include "presentation/packed_explanation.hpp"

#include <gtest/gtest.h>

namespace dietz {
namespace {

ExplanationNode node(Operation operation, const std::string& label, ExplanationNode::Value value,
                     const std::string& unit) {
  ExplanationNode made;
  made.operation = operation;
  made.label = label;
  made.value = std::move(value);
  made.unit = unit;
  return made;
}

std::string packed(const Explanation& explanation) {
  JsonWriter json;
  write_packed_explanation(json, explanation);
  return json.take();
}

TEST(PackedExplanation, leaves_off_what_a_node_lacks_and_names_shared_texts_once) {
  Explanation explanation;
  explanation.nodes.push_back(node(Operation::fact, "amount", *Decimal::parse("12.50"), "EUR"));
  explanation.nodes.back().source = SourceRow{BookFile::transactions, 7};
  explanation.nodes.push_back(node(Operation::negative, "paid in", *Decimal::parse("-12.50"), "EUR"));
  explanation.nodes.back().children = {0};
  explanation.nodes.back().date = *Date::parse("2024-02-29");
  explanation.nodes.push_back(node(Operation::link, "return", 0.25, "ratio"));
  explanation.nodes.back().children = {1, 0};
  explanation.roots["twr"] = 2;
  EXPECT_EQ(packed(explanation),
            R"({"nodes":[[1,"amount","12.5",2,0,0,3,7],[4,"paid in","-12.5",2,[0],0,0,0,"2024-02-29"],)"
            R"([5,"return",0.25,6,[1,0]]],"texts":["","fact","EUR","transactions.csv","negative","link","ratio"],)"
            R"("roots":{"twr":2}})"
            "\n");
}

TEST(PackedExplanation, an_absent_value_is_null_with_its_note) {
  Explanation explanation;
  explanation.nodes.push_back(node(Operation::fact, "omega", std::monostate(), "number"));
  explanation.nodes.back().note = "undefined_ratio";
  EXPECT_EQ(
      packed(explanation),
      "{\"nodes\":[[1,\"omega\",null,2,0,3]],\"texts\":[\"\",\"fact\",\"number\",\"undefined_ratio\"],\"roots\":{}}\n");
}

}  // namespace
}  // namespace dietz
