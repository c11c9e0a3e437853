#pragma once

#include <string_view>

/// The page's sources from `web/`, built into the binary by `cmake/embed.cmake`.
namespace dietz::html_report_assets {

[[nodiscard]] std::string_view page();
[[nodiscard]] std::string_view styles();
[[nodiscard]] std::string_view scripts();
[[nodiscard]] std::string_view chart_library();
[[nodiscard]] std::string_view chart_styles();
[[nodiscard]] std::string_view chart_licence();

}  // namespace dietz::html_report_assets
