#pragma once

#include "codec/json_writer.hpp"
#include "model/figure.hpp"

#include <span>
#include <string>
#include <string_view>

namespace dietz {

/// One figure as the JSON object {"value", "reason", "unit", "method", "basis", "coverage"?, "warnings", "detail"?}.
void write_figure(JsonWriter& json, const Figure& figure);
/// The member "figures": an object of figures by name.
void write_figures(JsonWriter& json, std::span<const Figure> figures);

/// `figure,value,reason,unit,method`, a line a figure.
[[nodiscard]] std::string figures_as_csv(std::span<const Figure> figures);

/// A table for people, within 80 columns: name, value, and what there is to know about it.
[[nodiscard]] std::string figures_as_text(std::span<const Figure> figures);

/// A ratio as a percentage with two decimals ("8.12 %"), a number with four decimals, or the reason in words.
[[nodiscard]] std::string readable(const Rate& rate, std::string_view unit = "ratio");
[[nodiscard]] inline std::string readable(const Figure& figure) { return readable(figure.rate, figure.unit); }
/// The reason as a sentence a reader understands: "no value: the cash flows never change sign".
[[nodiscard]] std::string_view in_words(Reason reason);

/// Text broken at blanks so that lines end within 80 columns. The first line begins at column `begin`, the others with
/// `indent`.
[[nodiscard]] std::string wrapped(std::string_view text, std::size_t begin, std::string_view indent);

}  // namespace dietz
