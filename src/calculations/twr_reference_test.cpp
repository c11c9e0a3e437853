#include "calculations/annualize.hpp"
#include "calculations/composite_return.hpp"
#include "calculations/drawdown.hpp"
#include "calculations/irr.hpp"
#include "calculations/statistics.hpp"
#include "calculations/time_weighted_return.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <sstream>

// Returns of other people's software and books, from valuations and flows.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

std::vector<double> numbers(const std::string& text) {
  std::istringstream in(text);
  std::vector<double> values;
  for (double value = 0.0; in >> value;) values.push_back(value);
  return values;
}

/// The facts of one case: its days in order.
struct Case {
  std::vector<ValuedDay> days;

  [[nodiscard]] std::span<const ValuedDay> until(Date last) const {
    std::size_t n = 0;
    while (n < days.size() && days[n].date <= last) ++n;
    return std::span(days).first(n);
  }
  /// The last value known on a day; 0 before the first.
  [[nodiscard]] Decimal value_on(Date date) const {
    Decimal value;
    for (const ValuedDay& d : until(date)) value = d.value.value_or(value);
    return value;
  }
  /// The value that a period which begins with this day starts from: before the day's own flows.
  [[nodiscard]] Decimal opening_of(Date begin) const {
    for (const ValuedDay& d : days) {
      if (d.date == begin && d.value) return *d.value - d.flow();
    }
    return value_on(begin - 1);
  }
};

std::map<std::string, Case> read_cases() {
  std::map<std::string, std::map<Date, ValuedDay>> days;
  const auto day_of = [&days](const Row& row) -> ValuedDay& {
    const Date date = *Date::parse(row.at("date"));
    ValuedDay& day = days[row.at("case_id")][date];
    day.date = date;
    return day;
  };
  for (const Row& row : test::read_rows(test::shared_file("reference/twr/valuations.csv"))) {
    ValuedDay& day = day_of(row);
    day.value = Decimal::parse(row.at("value")).value();
    day.missing = Reason::none;
  }
  for (const Row& row : test::read_rows(test::shared_file("reference/twr/flows.csv"))) {
    add_flow(day_of(row), Decimal::parse(row.at("amount")).value(), FlowTiming::end,
             row.at("timing") == "start" ? FlowTiming::start : FlowTiming::end);
  }
  std::map<std::string, Case> cases;
  for (auto& [id, by_date] : days) {
    for (auto& [date, day] : by_date) cases[id].days.push_back(day);
  }
  return cases;
}

/// The annual rate of money invested from `begin` to `end`, whose close is dated a day later where the source counts
/// the end day.
IrrResult money_weighted(const Case& c, Date begin, Date end, bool end_inclusive, DayCount day_count) {
  std::vector<DatedAmount> flows = {{begin, -c.opening_of(begin)}};
  for (const ValuedDay& d : c.until(end)) {
    if (d.date >= begin && d.has_flow()) flows.push_back({d.date, -d.flow()});
  }
  flows.push_back({end + (end_inclusive ? 1 : 0), c.value_on(end)});
  std::erase_if(flows, [](const DatedAmount& flow) { return flow.amount.is_zero(); });
  return xirr(flows, day_count);
}

/// 1 + the money-weighted return of a window, whose flows begin with its opening value; not a number without one.
double growth_of_window(std::vector<DatedAmount> flows, const Decimal& opening, Date end, const Decimal& closing) {
  if (flows.size() == 1) return ratio(closing, opening);  // an annual rate for one day may be beyond all bounds
  flows.push_back({end, closing});
  const Rate rate = xirr(flows).period_rate();
  return rate ? 1.0 + rate.value() : std::nan("");
}

/// The product of money-weighted growth over the windows between valuations that say something new: a value that is
/// the one before plus the flows since is only a book value.
Rate linked_money_weighted(const Case& c, Date begin, Date end) {
  double growth = 1.0;
  Date from = begin;
  Decimal value = c.opening_of(begin), flows;
  bool started = !value.is_zero();
  std::vector<DatedAmount> window = {{begin, -value}};
  const auto close = [&](Date date, const Decimal& at_close) {
    if (started && working_sum(value, flows) != at_close) {
      growth *= growth_of_window(window, value, date, at_close);
    }
    started = started || !at_close.is_zero();
    window = {{date, -at_close}};
    from = date;
    value = at_close;
    flows = Decimal();
  };
  for (const ValuedDay& d : c.until(end)) {
    if (d.date < begin) continue;
    flows = flows + d.flow();
    if (d.has_flow()) window.push_back({d.date, -d.flow()});
    // The first valuation closes no window: what was paid before it only opened the account.
    const bool book_value = started && d.value && *d.value == value + flows;
    if (d.value && !book_value && d.date > from) close(d.date, *d.value);
    if (d.value && !started) close(d.date, *d.value);
  }
  if (!(c.value_on(end) == value + flows)) close(end, c.value_on(end));
  return std::isnan(growth) ? Rate(Reason::no_root) : Rate(growth - 1.0);
}

/// One row of expected.csv against the product.
class Check {
 public:
  Check(const Row& row, const std::map<std::string, Case>& cases)
      : row_(row), params_(row.at("params")), function_(row.at("function")) {
    const auto found = cases.find(row.at("case_id"));
    if (found != cases.end()) case_ = found->second;
  }

  std::string skipped;
  Rate got = Reason::unsupported;

  [[nodiscard]] bool as_expected() {
    if (function_ == "TWR" && row_.at("expected") == "error") {
      got = link(sub_periods(case_.days)).rate;
      return !got;
    }
    if (params_.starts_with("weight=") && function_ == "ModifiedDietz") {
      // Average capital below 0: a reason, where the source divides on.
      got = modified_dietz();
      return got.reason() == Reason::negative_base;
    }
    got = compute();
    return got && std::abs(got.value() - std::stod(row_.at("expected"))) <= std::stod(row_.at("tolerance"));
  }

 private:
  [[nodiscard]] Rate skip(const std::string& reason) {
    skipped = reason;
    return Reason::unsupported;
  }
  [[nodiscard]] Date date(std::string_view key) const { return Date::parse(param(params_, key)).value(); }
  [[nodiscard]] bool has_flag(std::string_view flag) const { return params_.find(flag) != std::string::npos; }

  [[nodiscard]] Rate modified_dietz() const {
    const Growth growth = dietz_growth(case_.days, DietzWeighting::day_weighted, DietzFlows::at_end_of_day);
    return growth.reason == Reason::none ? Rate(growth.factor() - 1.0) : Rate(growth.reason);
  }

  [[nodiscard]] Rate compute() {
    if (function_ == "TWR.cumulative") return link(sub_periods(case_.until(date("date")))).rate;
    if (function_ == "TWR.period" || function_ == "TWR.annual") return time_weighted();
    if (function_ == "MWR.annual") {
      const DayCount count = param(params_, "day_count") == "365.25" ? DayCount::act_365_25 : DayCount::act_365_fixed;
      return money_weighted(case_, date("begin"), date("end"), has_flag("end_inclusive"), count).rate;
    }
    if (function_ == "ModifiedDietz" || function_ == "SimpleDietz") return dietz();
    if (function_ == "Gain") return gain().to_double();
    if (function_ == "LinkReturns") return linked();
    if (function_ == "Annualise") return annualised();
    if (function_ == "MaxDrawdown") return deepest();
    if (function_ == "Drawdown") return drawdown_on(date("date"));
    if (function_ == "TWR.sub_period") return sub_period();
    if (function_ == "Contribution") return skip("of contributions whose parts stand only in words");
    if (function_ == "CompositeReturn") return composite();
    if (function_ == "SimpleReturn") return simple_return();
    return skip("of the function " + function_);
  }

  [[nodiscard]] Rate dietz() {
    if (case_.days.empty() || (!params_.empty() && params_ != "whole portfolio" && !params_.starts_with("weight=")))
      return skip("of parts whose flows stand only in words");
    if (function_ == "ModifiedDietz") return modified_dietz();
    const Growth growth = dietz_growth(case_.days, DietzWeighting::half, DietzFlows::at_end_of_day);
    return growth.reason == Reason::none ? Rate(growth.factor() - 1.0) : Rate(growth.reason);
  }

  [[nodiscard]] Rate composite() const {
    std::vector<Decimal> weights;
    std::istringstream in(param(params_, "weights"));
    for (std::string text; in >> text;) weights.push_back(Decimal::parse(text).value());
    return weighted_return(weights, numbers(param(params_, "returns")));
  }

  /// Gain over the start value: every flow counts at the end.
  [[nodiscard]] Rate simple_return() const {
    ValuedDay end = case_.days.back();
    end.flow_at_start = Decimal();
    end.flow_at_end = *end.value - *case_.days.front().value - gain();
    return growth_between(*case_.days.front().value, end).factor() - 1.0;
  }

  [[nodiscard]] Decimal gain() const {
    Decimal flows;
    for (const ValuedDay& d : std::span(case_.days).subspan(1)) flows = flows + d.flow();
    return *case_.days.back().value - *case_.days.front().value - flows;
  }

  [[nodiscard]] Rate time_weighted() const {
    const bool by_money = has_flag("linked_irr");
    const Rate period =
        by_money ? linked_money_weighted(case_, date("begin"), date("end")) : link(sub_periods(case_.days)).rate;
    if (function_ == "TWR.period" || !period) return period;
    const double days = date("end") - date("begin") + (has_flag("end_inclusive") ? 1 : 0);
    return std::pow(1.0 + period.value(), std::stod(param(params_, "day_count")) / days) - 1.0;
  }

  [[nodiscard]] Rate sub_period() {
    std::vector<ValuedDay> part;
    for (const ValuedDay& d : case_.days) {
      if (date("from") <= d.date && d.date <= date("to")) part.push_back(d);
    }
    return link(sub_periods(part)).rate;
  }

  [[nodiscard]] Rate linked() const {
    std::vector<Decimal> returns;
    std::istringstream in(param(params_, "returns"));
    for (std::string text; in >> text;) returns.push_back(Decimal::parse(text).value());
    return link_exactly(returns, 18, Rounding::half_even)->to_double();
  }

  [[nodiscard]] Rate annualised() const {
    const int days = std::stoi(param(params_, "days"));
    const Rate annual = annualized(std::stod(param(params_, "return")), days, UnderOneYear::annualize);
    return days == 0 && annual.reason() == Reason::insufficient_data ? Rate(0.0)
                                                                     : annual;  // no days: the source says 0
  }

  [[nodiscard]] std::vector<ReturnPoint> growth_points() const {
    return cumulative_by(sub_periods(case_.days), ReturnFrequency::day);
  }
  [[nodiscard]] std::vector<double> depths() const {
    std::vector<double> growth;
    for (const ReturnPoint& point : growth_points()) growth.push_back(1.0 + point.rate.value());
    return drawdown_series_of_growth(growth);
  }
  [[nodiscard]] Rate deepest() {
    if (params_ != "from TWR") return skip("of drawdowns not from a TWR");
    const auto all = depths();
    return -*std::min_element(all.begin(), all.end());
  }
  [[nodiscard]] Rate drawdown_on(Date date) const {
    const auto points = growth_points();
    const auto all = depths();
    for (std::size_t i = 0; i < points.size(); ++i) {
      if (points[i].date == date) return all[i];
    }
    return Reason::insufficient_data;
  }

  const Row& row_;
  std::string params_;
  std::string function_;
  Case case_;
};

TEST(TwrReference, returns_of_other_software_and_books) {
  DIETZ_NEEDS_SHARED();
  const auto cases = read_cases();
  FamilyCount count("twr/expected");
  std::map<std::string, int> run_by_function;
  for (const Row& row : test::read_rows(test::shared_file("reference/twr/expected.csv"))) {
    Check check(row, cases);
    const bool as_expected = check.as_expected();
    if (!check.skipped.empty()) {
      count.skip(check.skipped);
      continue;
    }
    ++run_by_function[row.at("function")];
    EXPECT_TRUE(count.ran(as_expected)) << row.at("case_id") << " " << row.at("function") << " " << row.at("params")
                                        << ": "
                                        << (check.got ? std::to_string(check.got.value())
                                                      : std::string(name_of(check.got.reason())))
                                        << " for " << row.at("expected");
  }
  for (const auto& [function, run] : run_by_function) std::cout << "  " << function << ": " << run << " run\n";
}

/// Growth since the start out of cumulative returns, the first of which may be one already.
std::vector<double> growth_of(const std::vector<double>& cumulative) {
  std::vector<double> growth;
  for (const double r : cumulative) growth.push_back(1.0 + r);
  return growth;
}

TEST(TwrReference, drawdowns_and_volatility_of_tiny_series) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("twr/expected_risk_small");
  for (const Row& row : test::read_rows(test::shared_file("reference/twr/expected_risk_small.csv"))) {
    const std::string& function = row.at("function");
    const std::vector<double> growth = growth_of(numbers(param(row.at("params"), "cumulative_returns")));
    std::vector<Date> dates;
    for (std::size_t i = 0; i < growth.size(); ++i) dates.push_back(*Date::parse("2024-01-01") + static_cast<int>(i));
    double got = 0.0;
    if (function == "MaxDrawdown") {
      const auto depths = drawdown_series_of_growth(growth);
      got = -*std::min_element(depths.begin(), depths.end());
    } else if (function == "MaxDrawdownDuration.days") {
      got = longest_days_without_new_high(dates, growth);
    } else if (function == "LongestRecovery.days") {
      for (const Drawdown& d : drawdowns_of_growth(dates, growth)) got = std::max(got, double{1} * d.days_recovery);
    } else if (function == "Volatility.logreturns") {
      std::vector<double> logs;
      for (const double r : numbers(param(row.at("params"), "returns"))) logs.push_back(std::log1p(r));
      got = central_sums(logs).deviation(1);
    } else {
      count.skip("of the function " + function);
      continue;
    }
    EXPECT_TRUE(count.ran(std::abs(got - std::stod(row.at("expected"))) <= std::stod(row.at("tolerance"))))
        << row.at("case_id") << " " << function << ": " << got << " for " << row.at("expected");
  }
}

}  // namespace
}  // namespace dietz
