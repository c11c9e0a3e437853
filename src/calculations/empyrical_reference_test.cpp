#include "calculations/return_series.hpp"
#include "calculations/risk.hpp"
#include "support/family_count.hpp"
#include "support/shared.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <optional>

// Risk figures of small artificial series, gaps, single points and empty series included, as the Python package
// empyrical gives them. Where it answers with nan or infinity, a figure of ours has a reason.
namespace dietz {
namespace {

using test::FamilyCount;
using test::param;
using test::Row;

using Series = std::map<Date, std::optional<double>>;

std::map<std::string, Series> read_series() {
  std::map<std::string, Series> all;
  for (const Row& row : test::read_rows(test::shared_file("reference/empyrical/series.csv"))) {
    const std::string& value = row.at("value");
    all[row.at("series")][*Date::parse(row.at("date"))] =
        value.empty() ? std::nullopt : std::optional(std::stod(value));
  }
  return all;
}

/// A series by name, or its double as `2 * name`; nothing where the name is a number. Some series have no rows.
std::optional<Series> series_named(const std::string& name) {
  static const auto all = read_series();
  if (name.starts_with("2 * ")) {
    auto series = series_named(name.substr(4));
    for (auto& [date, value] : *series) {
      if (value) *value *= 2;
    }
    return series;
  }
  if (name == "empty_returns") return Series();
  const auto found = all.find(name);
  return found == all.end() ? std::nullopt : std::optional(found->second);
}

double periods_of(const std::string& period) {
  if (period == "weekly") return 52;
  if (period == "monthly") return 12;
  if (period == "quarterly") return 4;
  if (period == "yearly") return 1;
  return 252;
}

/// The dates of one case on which its returns and everything they are compared with have values.
struct Case {
  explicit Case(const std::string& given_params) : params(given_params) {
    const auto column = [this](std::initializer_list<const char*> keys) -> std::optional<Series> {
      for (const char* key : keys) {
        if (auto series = series_named(param(params, key))) return series;
      }
      return {};
    };
    const auto own = column({"returns"});
    const auto market = column({"benchmark", "factor_returns"});
    const auto free = column({"risk_free"});
    const auto acceptable = column({"required_return"});
    for (const auto& [date, value] : own.value()) {
      const auto is_gap = [date = date](const std::optional<Series>& other) {
        return other && !(other->contains(date) && other->at(date));
      };
      all_dates.push_back(date);
      if (!value || is_gap(market) || is_gap(free) || is_gap(acceptable)) continue;
      dates.push_back(date);
      returns.push_back(*value);
      if (market) benchmark.push_back(*market->at(date));
      if (free) risk_free.push_back(*free->at(date));
      if (acceptable) mar.push_back(*acceptable->at(date));
    }
    if (!free) flat_risk_free = number("risk_free");
    if (!acceptable) flat_mar = number("required_return");
    if (risk_free.empty()) risk_free.assign(returns.size(), flat_risk_free);
  }

  [[nodiscard]] double number(std::string_view key) const {
    const std::string text = param(params, key);
    return text.empty() ? 0 : std::stod(text);
  }

  /// The figure over the places of `all_dates` from `begin` up to `end`.
  [[nodiscard]] Rate figure(std::string_view name, std::size_t begin, std::size_t end) const {
    std::size_t first = 0;
    while (first < dates.size() && begin < all_dates.size() && dates[first] < all_dates[begin]) ++first;
    std::size_t last = first;
    while (last < dates.size() && (end >= all_dates.size() || dates[last] < all_dates[end])) ++last;
    const auto part = [first, last](const std::vector<double>& column) {
      return column.empty() ? std::span<const double>() : std::span(column).subspan(first, last - first);
    };
    RiskInput input;
    input.dates = std::span(dates).subspan(first, last - first);
    input.returns = part(returns);
    input.risk_free = part(risk_free);
    input.benchmark = part(benchmark);
    input.mar = flat_mar;
    input.mar_series = part(mar);
    input.periods_per_year = periods_of(param(params, "period"));
    input.annualize_under_one_year = true;
    for (const Figure& figure : risk_figures(input)) {
      if (figure.name == name) return figure.rate;
    }
    // Without a single pair there is nothing to be relative to.
    return Reason::insufficient_data;
  }
  [[nodiscard]] Rate figure(std::string_view name) const { return figure(name, 0, all_dates.size()); }

  const std::string& params;
  std::vector<Date> all_dates;  ///< gaps included
  std::vector<Date> dates;
  std::vector<double> returns;
  std::vector<double> benchmark;
  std::vector<double> risk_free;
  std::vector<double> mar;
  double flat_risk_free = 0;
  double flat_mar = 0;
};

Rate times(const Rate& rate, double factor) { return rate ? Rate(rate.value() * factor) : rate; }

const double root_252 = std::sqrt(252.0);

/// empyrical's number out of our figures. `item`: the place in a list of results.
using Reading = std::function<Rate(const Case&, const std::string& item)>;

Reading plain(const std::string& name, double factor = 1) {
  return [=](const Case& c, const std::string&) { return times(c.figure(name), factor); };
}

/// Item i is over the `window` returns from the i-th on.
Reading rolling(const std::string& name, double factor = 1) {
  return [=](const Case& c, const std::string& item) {
    const std::size_t begin = std::stoul(item);
    return times(c.figure(name, begin, begin + std::stoul(param(c.params, "window"))), factor);
  };
}

Rate annual_alpha(const Rate& per_period) {
  return per_period ? Rate(std::pow(1 + per_period.value(), 252) - 1) : per_period;
}

Rate alpha(const Case& c, const std::string&) { return c.figure("alpha_regression_annualized"); }

Rate alpha_or_beta(const Case& c, const std::string& item) { return item == "0" ? alpha(c, item) : c.figure("beta"); }

Reading one_sided(const std::string& alpha_name, const std::string& beta_name) {
  return [=](const Case& c, const std::string& item) {
    return item == "0" ? annual_alpha(c.figure(alpha_name)) : c.figure(beta_name);
  };
}

/// Items are WINDOW.0 for alpha and WINDOW.1 for beta.
Rate rolling_alpha_or_beta(const Case& c, const std::string& item) {
  const bool is_alpha = item.ends_with(".0");
  const Rate rate = rolling(is_alpha ? "alpha_regression" : "beta")(c, item.substr(0, item.find('.')));
  return is_alpha ? annual_alpha(rate) : rate;
}

Rate cumulative(const Case& c, const std::string& item) {
  const double start = c.number("starting_value");
  const Rate rate =
      item.empty() ? c.figure("cumulative_return") : c.figure("cumulative_return", 0, std::stoul(item) + 1);
  return !rate || start == 0 ? rate : Rate(start * (1 + rate.value()));
}

Rate omega(const Case& c, const std::string&) {
  Case shifted = c;
  shifted.flat_mar = c.flat_risk_free + (std::pow(1 + c.flat_mar, 1.0 / 252) - 1);
  return shifted.figure("omega");
}

/// Item i is the i-th calendar period.
Rate aggregate(const Case& c, const std::string& item) {
  const std::map<std::string, CalendarPeriod, std::less<>> periods{{"weekly", CalendarPeriod::week},
                                                                   {"monthly", CalendarPeriod::month},
                                                                   {"quarterly", CalendarPeriod::quarter},
                                                                   {"yearly", CalendarPeriod::year}};
  const auto all = calendar_returns(c.dates, c.returns, periods.find(param(c.params, "convert_to"))->second);
  const std::size_t place = item.empty() ? 0 : std::stoul(item);
  return place < all.size() ? all[place].rate : Rate(Reason::insufficient_data);
}

const std::map<std::string, Reading, std::less<>>& readings() {
  static const std::map<std::string, Reading, std::less<>> all{
      {"aggregate_returns", aggregate},
      {"cum_returns", cumulative},
      {"cum_returns_final", cumulative},
      {"max_drawdown", plain("max_drawdown", -1)},
      {"annual_return", plain("annualized_return")},
      {"cagr", plain("annualized_return")},
      {"annual_volatility", plain("volatility_annualized")},
      {"calmar_ratio", plain("calmar_ratio")},
      {"omega_ratio", omega},
      {"sharpe_ratio", plain("sharpe_ratio")},
      {"downside_risk", plain("downside_deviation_annualized")},
      {"sortino_ratio", plain("sortino_ratio_annualized")},
      {"stability_of_timeseries", plain("stability")},
      {"tail_ratio", plain("tail_ratio")},
      {"capture", plain("capture_annualized")},
      {"up_capture", plain("up_capture_annualized")},
      {"down_capture", plain("down_capture_annualized")},
      {"up_down_capture", plain("up_down_capture_annualized")},
      {"roll_up_capture", rolling("up_capture_annualized")},
      {"roll_down_capture", rolling("down_capture_annualized")},
      {"roll_up_down_capture", rolling("up_down_capture_annualized")},
      {"excess_sharpe", plain("information_ratio", 1 / root_252)},
      {"alpha", alpha},
      {"beta", plain("beta")},
      {"alpha_beta", alpha_or_beta},
      {"up_alpha_beta", one_sided("alpha_bull", "beta_bull")},
      {"down_alpha_beta", one_sided("alpha_bear", "beta_bear")},
      {"roll_max_drawdown", rolling("max_drawdown", -1)},
      {"roll_sharpe_ratio", rolling("sharpe_ratio")},
      {"roll_alpha_beta", rolling_alpha_or_beta},
  };
  return all;
}

/// Why a case is none of ours; "" where it is.
std::string reason_to_skip(const std::string& function, const std::string& item, const Case& c) {
  if (!readings().contains(function)) return function + ", not a measure of the product";
  if ((function == "annual_return" || function == "calmar_ratio") && c.dates.size() < c.all_dates.size()) {
    return function + ", a gap counts as a period there";
  }
  if (function == "omega_ratio" && c.flat_mar <= -1) return "omega_ratio, an annual threshold below -100 %";
  if (function == "cum_returns" && !c.all_dates.empty() && c.dates.front() > c.all_dates[std::stoul(item)]) {
    return "cum_returns, a value before the first return";
  }
  return "";
}

bool agrees(const Rate& rate, const std::string& expected, double tolerance) {
  const double value = std::stod(expected);
  if (!std::isfinite(value)) return !rate && rate.reason() != Reason::none;
  return rate && std::abs(rate.value() - value) <= tolerance;
}

TEST(EmpyricalReference, measures_of_the_same_definition_agree) {
  DIETZ_NEEDS_SHARED();
  FamilyCount count("empyrical/expected");
  for (const Row& row : test::read_rows(test::shared_file("reference/empyrical/expected.csv"))) {
    const std::string function = row.at("function").substr(std::string("empyrical.").size());
    const std::string& item = row.at("item");
    if (!series_named(param(row.at("params"), "returns"))) {
      count.skip(function + ", its series " + param(row.at("params"), "returns") + " isn't in the file");
      continue;
    }
    const Case c(row.at("params"));
    if (const std::string why = reason_to_skip(function, item, c); !why.empty()) {
      count.skip(why);
      continue;
    }
    const Rate rate = readings().find(function)->second(c, item);
    EXPECT_TRUE(count.ran(agrees(rate, row.at("expected"), std::stod(row.at("tolerance")))))
        << row.at("case_id") << " " << item << " " << c.params << "\n  expected " << row.at("expected") << ", got "
        << (rate ? std::to_string(rate.value()) : std::string(name_of(rate.reason())));
  }
}

}  // namespace
}  // namespace dietz
