#include "repository/keys.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>

namespace dietz::test {
namespace {

std::string shown(std::string_view text) {
  if (text.empty()) return "";
  const std::size_t slash = text.find(" / ");
  if (slash == std::string_view::npos) return "`" + std::string(text) + "`";
  return "`" + std::string(text.substr(0, slash)) + "` / `" + std::string(text.substr(slash + 3)) + "`";
}

TEST(DataModel, the_page_has_the_rows_of_the_code) {
  std::ifstream file(std::string(DIETZ_SOURCE_DIR) + "/docs/data-model.md");
  std::stringstream page;
  page << file.rdbuf();
  std::string expected =
      "| entity | partition key | sort key | first index | second index | what is asked for |\n| --- | --- | --- | --- "
      "| --- | --- |\n";
  for (const KeyRow& row : key_table()) {
    expected += "| " + std::string(row.entity) + " | " + shown(row.partition) + " | " + shown(row.sort) + " | " +
                shown(row.index1) + " | " + shown(row.index2) + " | " + std::string(row.access) + " |\n";
  }
  EXPECT_NE(std::string::npos, page.str().find(expected)) << "docs/data-model.md should hold:\n" << expected;
}

}  // namespace
}  // namespace dietz::test
