#include "calculations/private_asset_figures.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>

// Cases that tests/golden/private_assets/worked_cases.py computes from units of the index and by bisection.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

std::vector<std::string> cells_of(const std::string& entry) {
  std::vector<std::string> cells;
  std::istringstream in(entry);
  for (std::string cell; std::getline(in, cell, '|');) cells.push_back(cell);
  return cells;
}

Decimal decimal(const std::string& text) { return *Decimal::parse(text); }

PrivateAssetReport report_of(const std::string& params) {
  std::map<Date, PrivateFlow> days;
  std::istringstream in(param(params, "flows"));
  for (std::string entry; in >> entry;) {
    const auto cells = cells_of(entry);
    const Date date = *Date::parse(cells[0]);
    days[date] = {date, decimal(cells[1]), decimal(cells[2]), {}, decimal(cells[3])};
  }
  const auto end = cells_of(param(params, "nav_on"));
  PrivateFlow& last = days[*Date::parse(end[0])];
  last.date = *Date::parse(end[0]);
  last.nav = decimal(param(params, "nav"));
  last.index = decimal(end[1]);
  std::vector<PrivateFlow> flows;
  for (const auto& [date, flow] : days) flows.push_back(flow);
  PrivateAssetOptions options;
  options.committed = decimal(param(params, "committed"));
  return private_asset_report(flows, options);
}

Rate item_of(const PrivateAssetReport& report, const std::string& item) {
  if (item == "index_nav")
    return report.index_nav ? Rate(report.index_nav->to_double()) : Rate(Reason::insufficient_data);
  const auto found = std::find_if(report.figures.begin(), report.figures.end(),
                                  [&](const Figure& figure) { return figure.name == item; });
  return found == report.figures.end() ? Rate(Reason::unsupported) : found->rate;
}

TEST(PrivateAssetWorkedCases, are_what_units_of_the_index_give) {
  FamilyCount count("golden/private_assets");
  std::map<std::string, int> cases;
  for (const Row& row :
       test::read_rows(std::filesystem::path(DIETZ_SOURCE_DIR) / "tests/golden/private_assets/worked_cases.csv")) {
    const Rate got = item_of(report_of(row.at("params")), row.at("item"));
    ++cases[row.at("case")];
    const bool none = row.at("expected") == "none";
    const double want = none ? 0.0 : std::stod(row.at("expected"));
    const bool near = got && std::abs(got.value() - want) <= 1e-12 * std::max(1.0, std::abs(want));
    EXPECT_TRUE(count.ran(none ? !got : near))
        << row.at("case") << " " << row.at("item") << ": " << (got ? std::to_string(got.value()) : "none") << " for "
        << row.at("expected");
  }
  std::cout << "  " << cases.size() << " cases\n";
}

}  // namespace
}  // namespace dietz
