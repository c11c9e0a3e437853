#pragma once

#include "calculations/explanation.hpp"
#include "codec/json_writer.hpp"

#include <cstddef>
#include <string>

namespace dietz {

/// The tree below a node, nested: {"id", "label", "value", "unit", "op", "note"?, "date"?, "source"?,
/// "children"?: [{…}]}, exact values as strings and doubles as numbers, down to `depth` levels below it.
/// Where the depth cuts, "cut" tells how many children are left out; a step met before has "repeats" in place of
/// children.
void write_explanation_tree(JsonWriter& json, const Explanation& explanation, std::uint32_t root, std::size_t depth);

/// The tree as indented text. Lists longer than a screen show their first and last parts and say how many lie between.
[[nodiscard]] std::string explanation_as_text(const Explanation& explanation, std::uint32_t root, std::size_t depth);

}  // namespace dietz
