#include "presentation/explanation_output.hpp"

#include "presentation/figures.hpp"

namespace dietz {
namespace {

void write_value(JsonWriter& json, const ExplanationNode& node) {
  json.key("value");
  if (const auto* exact = std::get_if<Decimal>(&node.value)) {
    json.string(exact->to_string());
  } else if (const auto* rate = std::get_if<double>(&node.value)) {
    json.number(*rate);
  } else {
    json.null();
  }
}

void write_fields(JsonWriter& json, const ExplanationNode& node) {
  json.key("label").string(node.label);
  write_value(json, node);
  json.key("unit").string(node.unit).key("op").string(name_of(node.operation));
  if (!node.note.empty()) json.key("note").string(node.note);
  if (node.date) json.key("date").string(node.date->to_string());
  if (node.source) {
    json.key("source").begin_object().key("file").string(file_name_of(node.source->file));
    json.key("line").integer(node.source->line).end_object();
  }
}

std::string value_text(const ExplanationNode& node) {
  if (const auto* exact = std::get_if<Decimal>(&node.value)) {
    const std::string text = exact->to_string();
    const bool long_fraction = exact->scale() > 12;
    return (long_fraction ? exact->rounded(12).to_string() + "…" : text) + (node.unit.empty() ? "" : " " + node.unit);
  }
  if (const auto* rate = std::get_if<double>(&node.value)) {
    if (node.unit == "ratio") return readable(*rate) + " (" + shortest_text(*rate) + ")";
    return shortest_text(*rate) + (node.unit.empty() || node.unit == "factor" ? "" : " " + node.unit);
  }
  return "-";
}

class TextTree {
 public:
  explicit TextTree(const Explanation& explanation) : explanation_(explanation) {}

  void add(std::uint32_t place, std::size_t level, std::size_t depth) {
    const ExplanationNode& node = explanation_.nodes[place];
    const std::string indent(2 * level, ' ');
    std::string line = node.label + ": " + value_text(node);
    if (!node.children.empty()) line += "  = " + std::string(name_of(node.operation)) + " of " + parts(node);
    if (!node.note.empty()) line += "  " + node.note;
    if (node.source) {
      line += "  [" + std::string(file_name_of(node.source->file)) + ":" + std::to_string(node.source->line) + "]";
    }
    text_ += indent + wrapped(line, indent.size(), indent + "    ") + "\n";
    if (depth == 0) return;
    const std::size_t count = node.children.size();
    const std::size_t ends = shown_ends(level);
    for (std::size_t i = 0; i < count; ++i) {
      if (count > 2 * ends + 1 && i == ends) {
        text_ += indent + "  … " + std::to_string(count - 2 * ends) + " more like these; --format json has all\n";
        i = count - ends;
      }
      add(node.children[i], level + 1, depth - 1);
    }
  }
  [[nodiscard]] std::string take() { return std::move(text_); }

 private:
  /// Long lists inside long lists would fill a book, so only the first level shows many of its parts.
  static std::size_t shown_ends(std::size_t level) { return level == 0 ? 6 : 2; }

  static std::string parts(const ExplanationNode& node) {
    return std::to_string(node.children.size()) + (node.children.size() == 1 ? " part" : " parts");
  }

  const Explanation& explanation_;
  std::string text_;
};

/// The tree as nested JSON. A step that several others share is written out where it is first met; later it only names
/// the first by its id.
class JsonTree {
 public:
  JsonTree(JsonWriter& json, const Explanation& explanation)
      : json_(json), explanation_(explanation), written_(explanation.nodes.size(), false) {}

  void add(std::uint32_t place, std::size_t depth) {
    const ExplanationNode& node = explanation_.nodes[place];
    json_.begin_object().key("id").integer(place);
    write_fields(json_, node);
    if (node.children.empty()) {
      json_.end_object();
      return;
    }
    if (depth == 0) {
      json_.key("cut").integer(static_cast<std::int64_t>(node.children.size()));
    } else if (written_[place]) {
      json_.key("repeats").integer(place);
    } else {
      written_[place] = true;
      json_.key("children").begin_array();
      for (const std::uint32_t child : node.children) add(child, depth - 1);
      json_.end_array();
    }
    json_.end_object();
  }

 private:
  JsonWriter& json_;
  const Explanation& explanation_;
  std::vector<bool> written_;
};

}  // namespace

void write_explanation_tree(JsonWriter& json, const Explanation& explanation, std::uint32_t root, std::size_t depth) {
  JsonTree(json, explanation).add(root, depth);
}

std::string explanation_as_text(const Explanation& explanation, std::uint32_t root, std::size_t depth) {
  TextTree tree(explanation);
  tree.add(root, 0, depth);
  return tree.take();
}

}  // namespace dietz
