#include "calculations/return_figures.hpp"

#include "calculations/annualize.hpp"

namespace dietz {
namespace {

std::vector<SubPeriod> links_of(std::span<const ValuedDay> days, const ReturnMethod& method) {
  switch (method.method) {
    case TwrMethod::daily:
      return sub_periods(days);
    case TwrMethod::linked_dietz:
      return monthly_dietz_periods(days, method.large_flow_percent, method.dietz_flows);
    case TwrMethod::modified_dietz:
    case TwrMethod::simple_dietz: {
      const auto weighting =
          method.method == TwrMethod::simple_dietz ? DietzWeighting::half : DietzWeighting::day_weighted;
      const Growth growth = dietz_growth(days, weighting, method.dietz_flows);
      return {make_link(days, 0, days.size() - 1, growth, true)};
    }
  }
  return {};
}

void add_number(Figure& figure, const char* name, std::size_t value) {
  figure.basis.push_back({name, std::to_string(value), true});
}

void describe_method(Figure& figure, const LinkedReturn& linked, const ReturnMethod& method) {
  const bool daily = method.method == TwrMethod::daily;
  figure.method = std::string(name_of(method.method));
  if (daily && linked.by_modified_dietz == linked.links) figure.method = "modified_dietz";
  if (daily && linked.by_modified_dietz > 0 && linked.by_modified_dietz < linked.links) {
    figure.method = "daily, modified_dietz over " + std::to_string(linked.by_modified_dietz) + " of " +
                    std::to_string(linked.links) + " links";
  }
  const bool early = method.dietz_flows == DietzFlows::at_start_of_day;
  if (method.method != TwrMethod::simple_dietz) {
    const std::string timing = daily ? std::string(name_of(method.flow_timing)) : early ? "start" : "end";
    figure.basis.push_back({"flow_timing", timing, false});
  }
  add_number(figure, "links", linked.links);
  if (daily) add_number(figure, "links_without_capital", linked.without_capital);
  if (daily) add_number(figure, "links_by_modified_dietz", linked.by_modified_dietz);
}

std::string failure_sentence(Reason reason, Date on) {
  const std::string day = on.to_string();
  if (reason == Reason::zero_base) return "there is a gain on " + day + " without capital to measure it against";
  if (reason == Reason::negative_base) return "the invested value is negative on " + day;
  return "no return on " + day;
}

/// The last entry of each calendar period that is valued.
std::vector<std::size_t> period_ends(std::span<const ValuedDay> days, ReturnFrequency frequency) {
  std::vector<std::size_t> ends;
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (!days[i].value) continue;
    const bool same =
        !ends.empty() && period_end(days[ends.back()].date, frequency) == period_end(days[i].date, frequency);
    if (same) {
      ends.back() = i;
    } else {
      ends.push_back(i);
    }
  }
  return ends;
}

Rate rate_of(const Growth& growth) {
  return growth.reason == Reason::none ? Rate(growth.factor() - 1.0) : Rate(growth.reason);
}

}  // namespace

std::string figure_name_of(TwrMethod method) {
  return method == TwrMethod::daily ? "twr" : std::string(name_of(method));
}

Figure absent_return(const ValuedInterval& interval, const ReturnMethod& method, const std::string& name) {
  Figure figure;
  figure.name = name;
  figure.method = std::string(name_of(method.method));
  figure.basis = {{"from", interval.range.from.to_string(), false}, {"to", interval.range.to.to_string(), false}};
  figure.warnings = interval.warnings;
  figure.rate = interval.reason;
  figure.detail = interval.detail;
  return figure;
}

Figure linked_return(DateRange range, std::span<const SubPeriod> links, const ReturnMethod& method,
                     const std::string& name) {
  Figure figure;
  figure.name = name;
  figure.basis = {{"from", range.from.to_string(), false}, {"to", range.to.to_string(), false}};
  add_number(figure, "days", static_cast<std::size_t>(range.days()));
  const LinkedReturn linked = link(links);
  describe_method(figure, linked, method);
  figure.rate = linked.rate;
  if (!linked.rate) {
    figure.detail = failure_sentence(linked.rate.reason(), linked.failed_on);
  } else if (linked.without_capital == linked.links) {
    figure.rate = Reason::zero_base;
    figure.detail = "nothing was invested from " + range.from.to_string() + " to " + range.to.to_string();
  }
  return figure;
}

IntervalReturn interval_return(const ValuedInterval& interval, const ReturnMethod& method, const std::string& name) {
  if (!interval.usable()) return {absent_return(interval, method, name), {}};
  std::vector<SubPeriod> links = links_of(interval.days, method);
  Figure figure = linked_return(interval.range, links, method, name);
  figure.warnings = interval.warnings;
  return {std::move(figure), std::move(links)};
}

Figure annualized_return(const Figure& figure, const std::string& name, int invested_days,
                         bool annualize_under_one_year) {
  Figure annual;
  annual.name = name;
  annual.method = figure.method + ", (1+r)^(365/days)-1";
  annual.basis = {{"days", std::to_string(invested_days), true}};
  if (!figure.rate) {
    annual.rate = figure.rate;
    annual.detail = figure.detail;
    return annual;
  }
  if (invested_days < days_of_a_year && !annualize_under_one_year) {
    annual.rate = Reason::period_under_one_year;
    annual.detail = std::to_string(invested_days) + (invested_days == 1 ? " day is" : " days are") +
                    " less than a year, so nothing is annualised";
    return annual;
  }
  annual.rate = annualized(figure.rate.value(), invested_days, UnderOneYear::annualize);
  if (annual.rate && invested_days < days_of_a_year) {
    annual.warnings.push_back({"period_under_one_year", "annualised as asked, though the interval is under a year"});
  }
  return annual;
}

ReturnSeries return_series(const ValuedInterval& interval, const ReturnMethod& method, ReturnFrequency frequency) {
  ReturnSeries series;
  if (!interval.usable()) return series;
  const std::span<const ValuedDay> days(interval.days);
  const bool linked = method.method == TwrMethod::daily || method.method == TwrMethod::linked_dietz;
  if (linked) {
    const auto links = links_of(days, method);
    return {returns_by(links, frequency), cumulative_by(links, frequency)};
  }
  std::size_t start = 0;
  for (const std::size_t end : period_ends(days, frequency)) {
    const auto part = links_of(days.subspan(start, end - start + 1), method);
    const auto whole = links_of(days.first(end + 1), method);
    series.returns.push_back({days[end].date, rate_of(part.front().growth)});
    series.cumulative.push_back({days[end].date, rate_of(whole.front().growth)});
    start = end;
  }
  return series;
}

}  // namespace dietz
