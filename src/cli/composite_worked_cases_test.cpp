#include "support/command_run.hpp"
#include "support/family_count.hpp"
#include "support/json.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

// Composites that tests/golden/composites/worked_cases.py computes with fractions from a book of its own.
namespace dietz {
namespace {

using test::FamilyCount;
using test::Json;
using test::param;
using test::Row;

const std::filesystem::path golden = std::filesystem::path(DIETZ_SOURCE_DIR) / "tests/golden/composites";

Json composite_of(const std::string& params) {
  std::map<std::string, std::string> files;
  for (const char* name : {"transactions.csv", "valuations.csv", "groups.csv", "portfolios.csv"}) {
    files[std::string("b/") + name] = test::read_text(golden / "book" / name);
  }
  std::string header = "composite", row = param(params, "group");
  for (const char* key : {"weighting", "minimum_assets", "significant_flow_percent", "dispersion", "minimum_members"}) {
    header += std::string(",") + key;
    row += "," + param(params, key);
  }
  files["b/composites.csv"] = header + "\n" + row + "\n";
  const Outcome outcome = test::run({"composite", "b", "--group", param(params, "group"), "--format", "json"}, files);
  EXPECT_EQ(outcome.exit, Exit::done) << outcome.notes;
  return test::JsonReader(outcome.result).read();
}

/// `composite_return`, or of a year `2019 composite_return`, `2019 members`.
const Json& item_of(const Json& document, const std::string& item) {
  const std::size_t blank = item.find(' ');
  if (blank == std::string::npos) return document["figures"][item]["value"];
  for (const Json& year : document["years"].items) {
    if (year["name"].text != item.substr(0, blank)) continue;
    const std::string name = item.substr(blank + 1);
    return year.has(name) ? year[name] : year["figures"][name]["value"];
  }
  throw std::runtime_error("no " + item);
}

TEST(CompositeWorkedCases, are_what_fractions_give) {
  FamilyCount count("golden/composites");
  std::map<std::string, std::pair<int, int>> cases;  // values, and how many of them of dispersion
  std::map<std::string, Json> documents;
  for (const Row& row : test::read_rows(golden / "worked_cases.csv")) {
    const std::string& params = row.at("params");
    const auto known = documents.find(params);
    const Json& document =
        known != documents.end() ? known->second : documents.emplace(params, composite_of(params)).first->second;
    const std::string& item = row.at("item");
    const Json& got = item_of(document, item);
    const bool none = row.at("expected") == "none", absent = got.kind == Json::Kind::null;
    const double want = none ? 0.0 : std::stod(row.at("expected"));
    const bool near = !none && !absent && std::abs(std::stod(got.text) - want) <= 2e-14 * std::max(1.0, std::abs(want));
    EXPECT_TRUE(count.ran(none ? absent : near))
        << row.at("case") << " " << item << ": " << (absent ? "none" : got.text) << " for " << row.at("expected");
    auto& [values, dispersions] = cases[row.at("case")];
    ++values;
    dispersions += item.find("internal_dispersion") != std::string::npos && !none ? 1 : 0;
  }
  const auto spreads = std::count_if(cases.begin(), cases.end(), [](const auto& c) { return c.second.second > 0; });
  std::cout << "  " << cases.size() << " cases, " << spreads << " of them with dispersion\n";
}

}  // namespace
}  // namespace dietz
