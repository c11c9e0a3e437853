#include "presentation/packed_explanation.hpp"

#include <cstdint>
#include <string>
#include <unordered_map>

namespace dietz {
namespace {

/// Texts that many nodes share, each once.
class TextList {
 public:
  TextList() { place_of(""); }
  std::int64_t place_of(std::string_view text) {
    const auto [known, added] = places_.try_emplace(std::string(text), static_cast<std::int64_t>(texts_.size()));
    if (added) texts_.push_back(&known->first);
    return known->second;
  }
  [[nodiscard]] const std::vector<const std::string*>& texts() const { return texts_; }

 private:
  std::unordered_map<std::string, std::int64_t> places_;
  std::vector<const std::string*> texts_;
};

class PackedNodes {
 public:
  explicit PackedNodes(JsonWriter& json) : json_(json) {}

  void add(const ExplanationNode& node) {
    lacking_ = 0;
    json_.begin_array().integer(texts_.place_of(name_of(node.operation))).string(node.label);
    value(node.value);
    json_.integer(texts_.place_of(node.unit));
    children(node.children);
    place(texts_.place_of(node.note));
    place(node.source ? texts_.place_of(file_name_of(node.source->file)) : 0);
    place(node.source ? node.source->line : 0);
    if (node.date) later().string(node.date->to_string());
    json_.end_array();
  }

  void write_texts() {
    json_.key("texts").begin_array();
    for (const std::string* text : texts_.texts()) json_.string(*text);
    json_.end_array();
  }

 private:
  void value(const ExplanationNode::Value& value) {
    if (const auto* exact = std::get_if<Decimal>(&value)) {
      json_.string(exact->to_string());
    } else if (const auto* rate = std::get_if<double>(&value)) {
      json_.number(*rate);
    } else {
      json_.null();
    }
  }

  void children(const std::vector<std::uint32_t>& children) {
    if (children.empty()) return place(0);
    json_.begin_array();
    for (const std::uint32_t child : children) json_.integer(child);
    json_.end_array();
  }

  /// A zero waits until something follows it.
  void place(std::int64_t place) { place == 0 ? void(++lacking_) : void(later().integer(place)); }

  JsonWriter& later() {
    for (; lacking_ > 0; --lacking_) json_.integer(0);
    return json_;
  }

  JsonWriter& json_;
  TextList texts_;
  int lacking_ = 0;
};

}  // namespace

void write_packed_explanation(JsonWriter& json, const Explanation& explanation) {
  json.begin_object().key("nodes").begin_array();
  PackedNodes nodes(json);
  for (const ExplanationNode& node : explanation.nodes) nodes.add(node);
  json.end_array();
  nodes.write_texts();
  json.key("roots").begin_object();
  for (const auto& [name, place] : explanation.roots) json.key(name).integer(place);
  json.end_object().end_object();
}

}  // namespace dietz
