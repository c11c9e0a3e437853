#include "performance_calculator/report_series.hpp"

#include <map>

namespace dietz {
namespace {

std::int32_t day_number(Date date) { return date - Date::from_epoch_day(0); }

void add(RateColumn& column, const Rate& rate) {
  column.values.push_back(rate ? rate.value() : 0.0);
  column.reasons.push_back(rate ? std::uint8_t{0} : static_cast<std::uint8_t>(rate.reason()));
}

SeriesColumn rates_by_date(std::string name, const std::vector<DatedRate>& rates, const std::vector<DatedMoney>& days) {
  std::map<Date, Rate> by_date;
  for (const DatedRate& one : rates) by_date.insert_or_assign(one.date, one.rate);
  RateColumn column;
  for (const DatedMoney& day : days) {
    const auto found = by_date.find(day.date);
    add(column, found == by_date.end() ? Rate(Reason::insufficient_data) : found->second);
  }
  return {std::move(name), std::move(column)};
}

Series daily(const PortfolioReport& report) {
  Series series;
  FactColumn values;
  for (const DatedMoney& day : report.value) {
    series.first_days.push_back(day_number(day.date));
    series.last_days.push_back(day_number(day.date));
    values.push_back(day.value ? day.value->to_string() : std::string());
  }
  series.columns.push_back({"value", std::move(values)});
  series.columns.push_back(rates_by_date("twr_cumulative", report.twr_cumulative, report.value));
  series.columns.push_back(rates_by_date("drawdown", report.drawdown, report.value));
  return series;
}

constexpr std::string_view period_figures[] = {"twr", "twr_gross", "mwr"};

Rate figure_of(const PeriodReport& period, std::string_view name) {
  for (const Figure& figure : period.figures) {
    if (figure.name == name) return figure.rate;
  }
  return Reason::insufficient_data;
}

/// `2024-03`
bool is_month(const std::string& name) { return name.size() == 7 && name[4] == '-' && name[5] != 'Q'; }

Series monthly(const PortfolioReport& report) {
  std::map<std::int32_t, const PeriodReport*> months;
  for (const PeriodReport& period : report.periods) {
    if (is_month(period.period.name)) months[day_number(period.period.to)] = &period;
  }
  Series series;
  std::vector<RateColumn> columns(std::size(period_figures));
  for (const auto& [last, month] : months) {
    series.first_days.push_back(day_number(month->period.from));
    series.last_days.push_back(last);
    for (std::size_t i = 0; i < columns.size(); ++i) add(columns[i], figure_of(*month, period_figures[i]));
  }
  for (std::size_t i = 0; i < columns.size(); ++i)
    series.columns.push_back({std::string(period_figures[i]), std::move(columns[i])});
  return series;
}

/// The whole interval as one point.
Series custom(const PortfolioReport& report) {
  Series series;
  series.first_days.push_back(day_number(report.range.from));
  series.last_days.push_back(day_number(report.range.to));
  for (const Figure& figure : report.figures) {
    RateColumn column;
    add(column, figure.rate);
    series.columns.push_back({figure.name, std::move(column)});
  }
  return series;
}

}  // namespace

std::vector<std::pair<SeriesKey, Series>> series_of(const TenantContext& context, const Calculation& calculation,
                                                    const PortfolioReport& report) {
  std::vector<std::pair<SeriesKey, Series>> all;
  const auto keep = [&](SeriesFrequency frequency, Series series) {
    if (series.size() == 0 || series.columns.empty()) return;
    SeriesKey key{
        {context.tenant.text(), SeriesSubject::portfolio, calculation.portfolios.front()}, calculation.id, frequency};
    all.emplace_back(std::move(key), std::move(series));
  };
  keep(SeriesFrequency::daily, daily(report));
  keep(SeriesFrequency::monthly, monthly(report));
  keep(SeriesFrequency::custom, custom(report));
  return all;
}

}  // namespace dietz
