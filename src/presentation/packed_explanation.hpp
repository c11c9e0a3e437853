#pragma once

#include "calculations/explanation.hpp"
#include "codec/json_writer.hpp"

namespace dietz {

/// An explanation small enough to stand in a page:
/// {"nodes": [[op, label, value, unit, children, note, file, line, date], …], "texts": […], "roots": {figure: place}}.
/// op, unit, note and file are places in `texts`, whose first is empty; children are places in `nodes`. 0 stands for
/// what a node lacks, and is left off at a row's end. Exact values are strings, doubles numbers.
void write_packed_explanation(JsonWriter& json, const Explanation& explanation);

}  // namespace dietz
