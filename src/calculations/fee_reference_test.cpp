#include "calculations/management_fee.hpp"
#include "calculations/performance_fee.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

// Fees and currency effects of other people's examples.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

Decimal decimal(const std::string& text) { return *Decimal::parse(text); }

/// The number that a term such as `0.02 of end nav` begins with.
Decimal leading(const std::string& text) { return decimal(text.substr(0, text.find(' '))); }

bool says(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

/// Terms as the source words them: "hurdle=0.05 on hwm", "incentive=0.20 after mgmt fee", …
PerformanceFeeTerms terms_of(const std::string& params) {
  PerformanceFeeTerms terms;
  const std::string incentive = param(params, "incentive");
  terms.rate = incentive.empty() ? decimal("0.20") : leading(incentive);
  terms.after_management_fee = says(params, "after mgmt fee") || says(params, "net of mgmt fee");
  const std::string hurdle = param(params, "hurdle");
  if (!hurdle.empty()) {
    terms.hurdle = says(params, "soft") ? Hurdle::soft : Hurdle::hard;
    terms.hurdle_rate = leading(hurdle);
    if (says(hurdle, "hwm")) terms.hurdle_base = HurdleBase::high_water_mark;
  }
  if (says(params, "outside the fund")) terms.paid_by = FeePaidBy::investor;
  return terms;
}

Decimal first_of(const std::string& params, std::initializer_list<const char*> keys, const Decimal& otherwise) {
  for (const char* key : keys) {
    if (const std::string text = param(params, key); !text.empty()) return decimal(text);
  }
  return otherwise;
}

/// Periods of one case follow one another: each begins with what the one before left.
class Case {
 public:
  Rate figure(const Row& row) {
    const std::string& params = row.at("params");
    if (params != params_) next_period(params);
    const std::string& function = row.at("function");
    if (function == "Fee.management") return management_.to_double();
    if (function == "Fee.incentive") return fee_.fee.to_double();
    if (function == "Fee.total") return working_sum(management_, fee_.fee).to_double();
    if (function == "Fee.net_nav" || function == "Fee.end_value") return fee_.end_value.to_double();
    if (function == "Fee.high_water_mark") return fee_.high_water_mark.to_double();
    if (function == "Fee.net_return") return fee_.net_return;
    return Reason::unsupported;
  }

 private:
  void next_period(const std::string& params) {
    params_ = params;
    FeePeriod period;
    period.begin_value = first_of(params, {"start_nav", "start", "initial_nav"}, begun_ ? fee_.end_value : Decimal());
    if (begun_ && (!param(params, "epoch").empty() || !param(params, "period").empty())) {
      period.begin_value = fee_.end_value;
    }
    const std::string growth = param(params, "return");
    period.end_value = growth.empty() ? first_of(params, {"end_nav_gross", "end_gross", "gross_nav"}, Decimal())
                                      : working_product(period.begin_value, working_sum(Decimal(1), decimal(growth)));
    const bool years_of_a_manager = !param(params, "year").empty();
    const std::string rate = param(params, "mgmt_fee");
    if (!rate.empty()) rate_ = leading(rate);
    if (years_of_a_manager) rate_ = decimal("0.01");  // the terms stand with the first year's case
    management_ = annual_fee(std::vector<FeeTier>{{Decimal(), rate_}}, TierRule::whole, period.end_value);
    period.management_fee = management_;
    period.high_water_mark = first_of(params, {"hwm"}, begun_ ? fee_.high_water_mark : period.begin_value);
    fee_ = performance_fee(terms_of(params), period);
    begun_ = true;
  }

  bool begun_ = false;
  std::string params_;
  Decimal rate_;
  Decimal management_;
  PerformanceFee fee_;
};

std::vector<Decimal> decimals(const std::string& text) {
  std::istringstream in(text);
  std::vector<Decimal> values;
  for (std::string value; in >> value;) values.push_back(decimal(value));
  return values;
}

/// Σ weight × effect of a portfolio in several currencies, by (1 + local)(1 + fx) − 1.
Rate currency_effect(const Row& row) {
  const std::string& params = row.at("params");
  const auto weights = decimals(param(params, "weights")), local = decimals(param(params, "local")),
             fx = decimals(param(params, "fx"));
  Decimal base, own;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const std::vector<Decimal> both = {local[i], fx[i]};
    base = base + weights[i] * *link_exactly(both, 18, Rounding::half_even);
    own = own + weights[i] * local[i];
  }
  if (row.at("function") == "Currency.base_return") return base.to_double();
  if (row.at("function") == "Currency.local_contribution") return own.to_double();
  return (base - own).to_double();
}

TEST(FeeReference, fees_and_currency_effects_of_other_people) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("fees_currency/expected");
  std::map<std::string, Case> cases;
  for (const Row& row : test::read_rows(test::shared_file("reference/fees_currency/expected.csv"))) {
    const bool currency = row.at("function").starts_with("Currency.");
    const Rate got = currency ? currency_effect(row) : cases[row.at("case_id")].figure(row);
    const bool near = got && std::abs(got.value() - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"));
    EXPECT_TRUE(count.ran(near)) << row.at("case_id") << " " << row.at("function") << ": "
                                 << (got ? std::to_string(got.value()) : "none") << " for " << row.at("expected");
  }
}

}  // namespace
}  // namespace dietz
