#pragma once

#include <string>
#include <string_view>

namespace dietz {

/// The report as one HTML page that needs nothing else: styles, scripts, chart library and the report document are
/// inside it, and its content security policy forbids every outside request.
///
/// `report_json` is the document that `dietz report --format json` writes, as UTF-8. It is carried over byte for byte
/// except that `<` becomes the JSON escape `\u003c`, so that no text of a user can end the script element; the
/// page puts all of it into the document as text, never as markup.
[[nodiscard]] std::string render_html_report(std::string_view report_json);

}  // namespace dietz
