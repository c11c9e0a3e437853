#include "presentation/html_report.hpp"

#include "presentation/html_report_assets.hpp"

#include <array>
#include <utility>

namespace dietz {
namespace {

// In JSON a `<` can only stand within a string, where the escape means the same.
void append_script_safe(std::string& out, std::string_view json) {
  for (std::size_t begin = 0; begin < json.size();) {
    const std::size_t end = json.find('<', begin);
    out.append(json.substr(begin, end == std::string_view::npos ? end : end - begin));
    if (end == std::string_view::npos) return;
    out.append("\\u003c");
    begin = end + 1;
  }
}

void append_part(std::string& out, std::string_view name, std::string_view report_json) {
  namespace assets = html_report_assets;
  const std::array<std::pair<std::string_view, std::string_view>, 5> parts{
      {{"styles", assets::styles()},
       {"scripts", assets::scripts()},
       {"chart_library", assets::chart_library()},
       {"chart_styles", assets::chart_styles()},
       {"chart_licence", assets::chart_licence()}}};
  if (name == "report") return append_script_safe(out, report_json);
  for (const auto& [part, text] : parts) {
    if (part == name) out.append(text);
  }
}

}  // namespace

std::string render_html_report(std::string_view report_json) {
  std::string_view rest = html_report_assets::page();
  std::string out;
  out.reserve(rest.size() + html_report_assets::scripts().size() + html_report_assets::chart_library().size() +
              report_json.size() + report_json.size() / 16);
  for (std::size_t open = rest.find("{{"); open != std::string_view::npos; open = rest.find("{{")) {
    const std::size_t close = rest.find("}}", open);
    out.append(rest.substr(0, open));
    append_part(out, rest.substr(open + 2, close - open - 2), report_json);
    rest.remove_prefix(close + 2);
  }
  out.append(rest);
  return out;
}

}  // namespace dietz
