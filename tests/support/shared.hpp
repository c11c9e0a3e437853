#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dietz::test {

/// The folder with reference values and test vectors: $DIETZ_SHARED, else the folder configured with CMake.
[[nodiscard]] inline std::filesystem::path shared_folder() {
  const char* chosen = std::getenv("DIETZ_SHARED");
  return chosen != nullptr && *chosen != '\0' ? chosen : DIETZ_SHARED_DEFAULT;
}

[[nodiscard]] inline std::filesystem::path shared_file(std::string_view relative) { return shared_folder() / relative; }

[[nodiscard]] inline bool skipping_is_a_failure() {
  const char* ci = std::getenv("CI");
  return ci != nullptr && std::string_view(ci) == "true";
}

/// The whole text of a file; a test failure and "" where it can't be read.
[[nodiscard]] inline std::string read_text(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) ADD_FAILURE() << "can't read " << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

/// The records of an RFC 4180 text, header included; independent of the product's own reader.
[[nodiscard]] inline std::vector<std::vector<std::string>> split_csv(std::string_view text) {
  std::vector<std::vector<std::string>> records;
  std::vector<std::string> record;
  std::string cell;
  bool quoted = false;
  bool any = false;
  const auto end_record = [&] {
    if (any) {
      record.push_back(std::exchange(cell, {}));
      records.push_back(std::exchange(record, {}));
    }
    any = false;
  };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
      cell += text[i++];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (quoted) {
      cell += c;
    } else if (c == '\n') {
      end_record();
      continue;
    } else if (c == ',') {
      record.push_back(std::exchange(cell, {}));
    } else if (c != '\r') {
      cell += c;
    }
    any = true;
  }
  end_record();
  return records;
}

using Row = std::map<std::string, std::string, std::less<>>;

/// The rows of a CSV file by column name; cells missing at a line's end are "".
[[nodiscard]] inline std::vector<Row> read_rows(const std::filesystem::path& path) {
  const auto records = split_csv(read_text(path));
  std::vector<Row> rows;
  for (std::size_t r = 1; r < records.size(); ++r) {
    Row row;
    for (std::size_t c = 0; c < records[0].size(); ++c) row[records[0][c]] = c < records[r].size() ? records[r][c] : "";
    rows.push_back(std::move(row));
  }
  return rows;
}

/// The value of `key` in `a=1;b=2`, or "".
[[nodiscard]] inline std::string param(std::string_view params, std::string_view key) {
  while (!params.empty()) {
    const std::string_view pair = params.substr(0, params.find(';'));
    params.remove_prefix(std::min(params.size(), pair.size() + 1));
    if (pair.size() > key.size() && pair.starts_with(key) && pair[key.size()] == '=')
      return std::string(pair.substr(key.size() + 1));
  }
  return {};
}

}  // namespace dietz::test

/// Ends the test where the shared folder is missing: loudly skipped on a private machine, failed under CI=true.
#define DIETZ_NEEDS_SHARED()                                                                                \
  do {                                                                                                      \
    if (!std::filesystem::is_directory(dietz::test::shared_folder())) {                                     \
      if (dietz::test::skipping_is_a_failure()) FAIL() << "no folder " << dietz::test::shared_folder();     \
      GTEST_SKIP() << "SKIPPED: no folder " << dietz::test::shared_folder() << "; name it in DIETZ_SHARED"; \
    }                                                                                                       \
  } while (false)
