#include "calculations/reporting_periods.hpp"

#include <utility>

namespace dietz {
namespace {

std::string year_name(Date end) { return end.to_string().substr(0, 4); }
std::string month_name(Date end) { return end.to_string().substr(0, 7); }
std::string quarter_name(Date end) { return year_name(end) + "-Q" + std::to_string((end.month() + 2) / 3); }

using DateRule = Date (Date::*)() const;

std::vector<ReportingPeriod> calendar_periods(Date from, Date to, DateRule end_of, DateRule start_of,
                                              std::string (*name)(Date)) {
  std::vector<ReportingPeriod> periods;
  if (from >= to) return periods;
  for (Date end = (from.*end_of)(); end <= to; end = ((end + 1).*end_of)()) {
    const Date start = (end.*start_of)();
    if (start >= from) periods.push_back({name(end), start, end});
    if (end == Date::max()) break;
  }
  return periods;
}

void append(std::vector<ReportingPeriod>& periods, std::vector<ReportingPeriod> more) {
  for (ReportingPeriod& period : more) periods.push_back(std::move(period));
}

}  // namespace

std::vector<ReportingPeriod> trailing_periods(Date from, Date to) {
  std::vector<ReportingPeriod> periods;
  if (from >= to) return periods;
  const auto add = [&](const char* name, Date start) {
    if (start >= from) periods.push_back({name, start, to});
  };
  add("MTD", to.previous_month_end());
  add("QTD", to.previous_quarter_end());
  add("YTD", to.previous_year_end());
  for (const auto& [name, years] : {std::pair{"1Y", 1}, {"3Y", 3}, {"5Y", 5}, {"10Y", 10}}) {
    if (to.year() > years) add(name, to.add_years(-years));
  }
  add("since_inception", from);
  return periods;
}

std::vector<ReportingPeriod> calendar_months(Date from, Date to) {
  return calendar_periods(from, to, &Date::month_end, &Date::previous_month_end, month_name);
}

std::vector<ReportingPeriod> calendar_quarters(Date from, Date to) {
  return calendar_periods(from, to, &Date::quarter_end, &Date::previous_quarter_end, quarter_name);
}

std::vector<ReportingPeriod> calendar_years(Date from, Date to) {
  return calendar_periods(from, to, &Date::year_end, &Date::previous_year_end, year_name);
}

std::vector<ReportingPeriod> reporting_periods(Date from, Date to) {
  std::vector<ReportingPeriod> periods = trailing_periods(from, to);
  append(periods, calendar_months(from, to));
  append(periods, calendar_quarters(from, to));
  append(periods, calendar_years(from, to));
  return periods;
}

std::vector<ReportingPeriod> rolling_windows(Date from, Date to, int months) {
  std::vector<ReportingPeriod> windows;
  if (months < 1) return windows;
  for (const ReportingPeriod& month : calendar_months(from, to)) {
    const Date::Civil end = month.to.civil();
    if (12 * end.year + static_cast<int>(end.month) - 12 <= months) continue;
    const Date start = month.to.add_months(-months).month_end();
    if (start >= from) windows.push_back({month.name + " " + std::to_string(months) + "M", start, month.to});
  }
  return windows;
}

Result<ReportingPeriod> custom_period(Date from, Date to, std::string_view name) {
  if (from >= to) {
    return Error::invalid("a period must end after it begins: " + from.to_string() + " to " + to.to_string());
  }
  return ReportingPeriod{name.empty() ? from.to_string() + "/" + to.to_string() : std::string(name), from, to};
}

}  // namespace dietz
