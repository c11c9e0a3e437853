#include "presentation/html_report.hpp"

#include "presentation/html_report_assets.hpp"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace dietz {
namespace {

constexpr std::string_view document_opens = "<script type=\"application/json\" id=\"report-document\">";

std::size_t count(std::string_view text, std::string_view part) {
  std::size_t found = 0;
  for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

std::string embedded_document(const std::string& page) {
  const std::size_t begin = page.find(document_opens) + document_opens.size();
  return page.substr(begin, page.find("</script>", begin) - begin);
}

std::string with_escapes_undone(std::string text) {
  constexpr std::string_view escape = "\\u003c";
  for (std::size_t at = text.find(escape); at != std::string::npos; at = text.find(escape, at + 1)) {
    text.replace(at, escape.size(), "<");
  }
  return text;
}

TEST(HtmlReport, carries_the_document_unchanged) {
  const std::string json = "{\"portfolios\":[{\"id\":\"Zürich & Co {{styles}} \\\" }} \\\\u0041\",\"value\":0.1}]}";
  EXPECT_EQ(embedded_document(render_html_report(json)), json);
}

TEST(HtmlReport, lets_no_text_of_a_user_end_the_script_element) {
  const std::string empty = render_html_report("{}");
  for (const std::string_view attack :
       {"</script><script>alert(1)</script>", "</SCRIPT ", "<!-- <script>", "<![CDATA[", "<"}) {
    const std::string json = "{\"portfolios\":[{\"id\":\"" + std::string(attack) + "\"}]}";
    const std::string page = render_html_report(json);
    EXPECT_EQ(count(page, "<"), count(empty, "<")) << attack;
    EXPECT_EQ(with_escapes_undone(embedded_document(page)), json) << attack;
  }
}

TEST(HtmlReport, takes_an_empty_document_and_one_without_portfolios) {
  EXPECT_EQ(embedded_document(render_html_report("")), "");
  EXPECT_EQ(embedded_document(render_html_report("{\"portfolios\":[]}")), "{\"portfolios\":[]}");
}

TEST(HtmlReport, fills_every_place_of_the_page) {
  for (const std::string_view name :
       {"styles", "scripts", "chart_library", "chart_styles", "chart_licence", "report"}) {
    const std::string place = "{{" + std::string(name) + "}}";
    EXPECT_EQ(count(html_report_assets::page(), place), 1U) << place;
  }
  EXPECT_EQ(count(html_report_assets::page(), "{{"), 6U);
  EXPECT_EQ(count(render_html_report("{}"), "{{"), 0U);
}

TEST(HtmlReport, asks_nothing_of_the_network) {
  const std::string page = render_html_report("{}");
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  for (const std::string_view request :
       {"src=", "@import", "url(", "fetch(", "XMLHttpRequest", "WebSocket", "import("}) {
    EXPECT_EQ(count(page, request), 0U) << request;
  }
  // The one address is the chart library's own licence comment.
  EXPECT_EQ(count(page, "://"), 1U);
  EXPECT_EQ(count(page, "/*! https://github.com/leeoniya/uPlot"), 1U);
}

TEST(HtmlReport, brings_the_licence_of_the_chart_library) {
  EXPECT_NE(render_html_report("{}").find("The MIT License (MIT)"), std::string::npos);
}

TEST(HtmlReport, never_builds_markup_from_text) {
  const std::string_view scripts = html_report_assets::scripts();
  for (const std::string_view way :
       {"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function"}) {
    EXPECT_EQ(count(scripts, way), 0U) << way;
  }
}

}  // namespace
}  // namespace dietz
