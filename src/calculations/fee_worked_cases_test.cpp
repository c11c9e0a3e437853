#include "calculations/management_fee.hpp"
#include "calculations/performance_fee.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

// Cases that tests/golden/fees/worked_cases.py computes with fractions, tranche by tranche.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

Decimal decimal(const std::string& text) { return *Decimal::parse(text, Decimal::max_scale); }
Date date(const std::string& text) { return *Date::parse(text); }

ExactYears years(const std::string& text) {
  const std::size_t slash = text.find('/');
  if (slash == std::string::npos) return {std::stoll(text), 1};
  return {std::stoll(text.substr(0, slash)), std::stoll(text.substr(slash + 1))};
}

std::vector<std::vector<std::string>> entries(const std::string& text, char separator) {
  std::vector<std::vector<std::string>> all;
  std::istringstream in(text);
  for (std::string entry; in >> entry;) {
    std::istringstream cells(entry);
    all.emplace_back();
    for (std::string cell; std::getline(cells, cell, separator);) all.back().push_back(cell);
  }
  return all;
}

PerformanceFee performance_of(const std::string& params) {
  PerformanceFeeTerms terms;
  terms.rate = decimal(param(params, "rate"));
  terms.high_water_mark = param(params, "use_mark") == "yes";
  const std::string kind = param(params, "kind");
  terms.hurdle = kind == "hard" ? Hurdle::hard : kind == "soft" ? Hurdle::soft : Hurdle::none;
  terms.hurdle_rate = decimal(param(params, "hurdle"));
  if (param(params, "base") == "high_water_mark") terms.hurdle_base = HurdleBase::high_water_mark;
  if (!param(params, "catch_up").empty()) terms.catch_up = decimal(param(params, "catch_up"));
  terms.after_management_fee = param(params, "after") == "yes";
  if (param(params, "paid_by") == "investor") terms.paid_by = FeePaidBy::investor;
  return performance_fee(
      terms, {decimal(param(params, "begin")), decimal(param(params, "end")), decimal(param(params, "management")),
              decimal(param(params, "mark")), years(param(params, "years"))});
}

std::map<std::string, double> series_of(const std::string& params) {
  PerformanceFeeTerms terms;
  terms.rate = decimal(param(params, "rate"));
  terms.hurdle = Hurdle::hard;
  terms.hurdle_rate = decimal(param(params, "hurdle"));
  std::vector<FeeValuation> valuations;
  for (const auto& cells : entries(param(params, "rows"), '|')) {
    valuations.push_back({date(cells[0]), decimal(cells[1]), decimal(cells[2]), cells[3] == "yes", decimal(cells[4])});
  }
  std::map<std::string, double> items;
  for (const FeeStep& step :
       performance_fee_series(terms, DayCount::act_365_fixed, date(param(params, "begin")),
                              decimal(param(params, "begin_value")), decimal(param(params, "mark")), valuations)) {
    items[step.date.to_string() + " fee"] = step.fee.to_double();
    items[step.date.to_string() + " net_value"] = step.net_value.to_double();
    items[step.date.to_string() + " high_water_mark"] = step.high_water_mark.to_double();
  }
  return items;
}

std::map<std::string, double> charges_of(const std::string& params) {
  ManagementFeeSchedule schedule;
  for (const auto& tier : entries(param(params, "tiers"), ':')) {
    schedule.tiers.push_back({decimal(tier[0]), decimal(tier[1])});
  }
  if (param(params, "rule") == "whole") schedule.rule = TierRule::whole;
  const std::string base = param(params, "base");
  if (base == "begin_value") schedule.base = FeeBase::begin_value;
  if (base == "average_value") schedule.base = FeeBase::average_value;
  if (param(params, "payment") == "in_advance") schedule.payment = FeePayment::in_advance;
  const std::map<std::string, FeeFrequency> frequencies = {{"1", FeeFrequency::month},
                                                           {"3", FeeFrequency::quarter},
                                                           {"6", FeeFrequency::half_year},
                                                           {"12", FeeFrequency::year}};
  schedule.frequency = frequencies.at(param(params, "months"));
  schedule.day_count = parse_day_count(param(params, "count"));
  schedule.places.reset();
  std::vector<FeeValue> values;
  for (const auto& value : entries(param(params, "values"), '|')) values.push_back({date(value[0]), decimal(value[1])});
  std::map<std::string, double> items;
  const auto charges = management_fees(schedule, values, {date(param(params, "begin")), date(param(params, "end"))});
  for (const FeeCharge& charge : charges.value()) items[charge.charged_on.to_string()] = charge.amount->to_double();
  return items;
}

double computed(const Row& row) {
  const std::string& params = row.at("params");
  const std::string& item = row.at("item");
  if (row.at("function") == "series") return series_of(params).at(item);
  if (row.at("function") == "management") return charges_of(params).at(item);
  const PerformanceFee fee = performance_of(params);
  if (fee.reason != Reason::none) return std::nan("");
  if (item == "threshold") return fee.threshold.to_double();
  if (item == "fee") return fee.fee.to_double();
  if (item == "end_value") return fee.end_value.to_double();
  if (item == "high_water_mark") return fee.high_water_mark.to_double();
  return fee.net_return.value();
}

TEST(FeeWorkedCases, are_what_fractions_give) {
  FamilyCount count("golden/fees");
  std::map<std::string, std::size_t> cases;
  for (const Row& row :
       test::read_rows(std::filesystem::path(DIETZ_SOURCE_DIR) / "tests/golden/fees/worked_cases.csv")) {
    const double want = std::stod(row.at("expected"));
    const double got = computed(row);
    cases[row.at("case")] += 1;
    // Both round once at most: amounts to a double, returns a quotient less one.
    EXPECT_TRUE(count.ran(std::abs(got - want) <= 1e-15 * std::max(1.0, std::abs(want))))
        << row.at("case") << " " << row.at("item") << ": " << got << " for " << want;
  }
  std::cout << "  " << cases.size() << " cases\n";
}

}  // namespace
}  // namespace dietz
