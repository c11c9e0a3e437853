#include "calculations/portfolio_report.hpp"

#include "calculations/model_fee.hpp"
#include "calculations/money_weighted_figures.hpp"
#include "calculations/portfolio_risk.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::size_t drawdowns_listed = 10;

struct Basis {
  ReturnBasis basis;
  const char* name;
  const char* method;
};
constexpr Basis bases[] = {{ReturnBasis::net, "twr", "net of all fees and taxes"},
                           {ReturnBasis::gross, "twr_gross", "before management and custody fees"},
                           {ReturnBasis::before_tax, "twr_before_tax", "before taxes"}};

ReturnMethod method_by(const Policy& policy, TwrMethod method) {
  ReturnMethod by;
  by.method = method;
  by.flow_timing = policy.flow_timing;
  by.large_flow_percent = policy.large_flow_percent;
  by.annualize_under_one_year = policy.annualize_under_one_year;
  return by;
}

int carry_days(const PortfolioFacts& facts, const Policy& policy) {
  return facts.valued_by_custodian_only ? policy.stale_after_days : 0;
}

ValuedInterval interval_in(std::span<const ValuedDay> all, DateRange range, int carry) {
  const auto last =
      std::partition_point(all.begin(), all.end(), [&](const ValuedDay& day) { return day.date <= range.to; });
  // Days long before the interval can't matter; starting near it keeps the search short.
  const auto first = std::partition_point(
      all.begin(), last, [&](const ValuedDay& day) { return day.date < range.from - std::max(carry, 1); });
  return interval_of({first, last}, range.from, range.to, carry);
}

/// The days as returns want them; portfolios that come into a total or leave it do so outside of its day.
std::vector<ValuedDay> days_of(const PortfolioFacts& facts, FlowTiming timing, ReturnBasis basis) {
  std::vector<ValuedDay> days = valued_days(facts.days, timing, basis);
  for (const BorderFlow& flow : facts.border) {
    const auto day =
        std::partition_point(days.begin(), days.end(), [&flow](const ValuedDay& one) { return one.date < flow.date; });
    if (day == days.end() || day->date != flow.date) continue;
    if (timing == FlowTiming::end) {
      day->flow_at_start = working_sum(day->flow_at_start, flow.in);
      day->flow_at_end = working_sum(day->flow_at_end, -flow.in);
    }
    if (timing == FlowTiming::start) {
      day->flow_at_start = working_sum(day->flow_at_start, flow.out);
      day->flow_at_end = working_sum(day->flow_at_end, -flow.out);
    }
    day->flow_stated_start = working_sum(day->flow_stated_start, flow.in);
  }
  return days;
}

class PortfolioReporter {
 public:
  PortfolioReporter(const PortfolioFacts& facts, DateRange range, const Policy& policy)
      : facts_(facts), range_(range), policy_(policy), method_(method_by(policy, policy.twr_method)) {
    for (const Basis& basis : bases) days_.push_back(days_of(facts, policy.flow_timing, basis.basis));
    link_whole();
  }

  PortfolioReport report() {
    PortfolioReport report;
    report.id = facts_.id;
    report.name = facts_.name;
    report.currency = facts_.currency;
    report.range = range_;
    report.benchmark_id = facts_.benchmark_id;
    const ValuedInterval whole = interval(0, range_);
    report.figures = whole_figures(whole);
    const auto summed = days_between(range_);
    report.money = money_summary(summed);
    add_value_series(report, summed);
    const IntervalReturn net = links_[0].empty()
                                   ? interval_return(whole, method_, "twr")
                                   : IntervalReturn{linked_return(whole.range, links_[0], method_, "twr"), links_[0]};
    add_return_series(report, whole, net);
    add_risk_figures(report, facts_, net, policy_);
    add_periods(report);
    return report;
  }

 private:
  [[nodiscard]] ValuedInterval interval(std::size_t basis, DateRange range) const {
    return interval_in(days_[basis], range, carry_days(facts_, policy_));
  }

  [[nodiscard]] std::span<const PortfolioDay> days_between(DateRange range) const {
    const std::span<const PortfolioDay> all(facts_.days);
    const auto before = [](Date date) { return [date](const PortfolioDay& day) { return day.date < date; }; };
    const auto first = std::partition_point(all.begin(), all.end(), before(range.from));
    const auto last = std::partition_point(first, all.end(), before(range.to + 1));
    return {first, last};
  }

  [[nodiscard]] std::vector<Figure> returns_by_basis(DateRange range) const {
    std::vector<Figure> figures;
    for (std::size_t b = 0; b < std::size(bases); ++b) {
      Figure figure = return_over(b, range);
      figure.basis.push_back({"returns", bases[b].method, false});
      figures.push_back(std::move(figure));
    }
    return figures;
  }

  /// The whole interval's links inside the period, where it begins and ends with one; none otherwise.
  [[nodiscard]] std::span<const SubPeriod> links_inside(std::size_t basis, DateRange range) const {
    const std::span<const SubPeriod> all(links_[basis]);
    const auto first =
        std::partition_point(all.begin(), all.end(), [&](const SubPeriod& link) { return link.from < range.from; });
    const auto last =
        std::partition_point(first, all.end(), [&](const SubPeriod& link) { return link.to <= range.to; });
    const bool whole = first != last && first->from == range.from && std::prev(last)->to == range.to;
    return whole ? std::span<const SubPeriod>(first, last) : std::span<const SubPeriod>();
  }

  /// Out of the whole interval's links where possible, which gives the same bits as cutting the period out first.
  [[nodiscard]] Figure return_over(std::size_t basis, DateRange range) const {
    const auto links = links_inside(basis, range);
    if (!links.empty()) return linked_return(range, links, method_, bases[basis].name);
    return interval_return(interval(basis, range), method_, bases[basis].name).figure;
  }

  /// The gross return less the policy's model fee, with a warning where that comes to less than the fees really paid.
  void add_net_of_model_fee(std::vector<Figure>& figures, DateRange range) const {
    if (!policy_.model_fee_annual) return;
    const auto links = links_inside(1, range);
    Figure figure = net_of_model_fee(figures[1],
                                     links.empty() ? interval_return(interval(1, range), method_, bases[1].name).links
                                                   : std::vector(links.begin(), links.end()),
                                     *policy_.model_fee_annual);
    const Rate& actual = figures[0].rate;
    if (figure.rate && actual && figure.rate.value() > actual.value()) {
      figure.warnings.push_back(
          {"model_fee_below_actual", "the model fee is less than the fees and taxes really paid"});
    }
    figures.push_back(std::move(figure));
  }

  /// The daily links of the whole interval; none for other methods, or where an end isn't valued.
  void link_whole() {
    for (std::size_t b = 0; b < std::size(bases); ++b) {
      links_.emplace_back();
      if (method_.method != TwrMethod::daily) continue;
      const ValuedInterval whole = interval(b, range_);
      if (whole.usable() && whole.warnings.empty()) links_[b] = sub_periods(whole.days);
    }
  }

  [[nodiscard]] Figure annualized(const Figure& figure, int invested_days) const {
    return annualized_return(figure, figure.name + "_annualized", invested_days, policy_.annualize_under_one_year);
  }

  [[nodiscard]] std::vector<Figure> whole_figures(const ValuedInterval& whole) const {
    const int invested_days = whole.invested_days();
    std::vector<Figure> figures = returns_by_basis(range_);
    add_net_of_model_fee(figures, range_);
    figures.push_back(annualized(figures[0], invested_days));
    figures.push_back(annualized(figures[1], invested_days));
    if (policy_.model_fee_annual) figures.push_back(annualized(figures[std::size(bases)], invested_days));
    for (Figure& figure : money_weighted_figures(whole, day_count())) figures.push_back(std::move(figure));
    for (const TwrMethod dietz : {TwrMethod::modified_dietz, TwrMethod::simple_dietz, TwrMethod::linked_dietz}) {
      figures.push_back(interval_return(whole, method_by(policy_, dietz), figure_name_of(dietz)).figure);
    }
    if (facts_.benchmark) {
      figures.push_back(benchmark_figure(*facts_.benchmark, range_));
      figures.push_back(annualized_return(figures.back(), "benchmark_return_annualized", range_.days(),
                                          policy_.annualize_under_one_year));
    }
    return figures;
  }

  void add_value_series(PortfolioReport& report, std::span<const PortfolioDay> days) const {
    Decimal invested = !days.empty() && days.front().value ? *days.front().value : Decimal();
    report.value.reserve(days.size());
    report.invested.reserve(days.size());
    for (std::size_t i = 0; i < days.size(); ++i) {
      report.value.push_back({days[i].date, days[i].value});
      if (i > 0) invested = working_sum(invested, working_sum(days[i].flows_in, -days[i].flows_out));
      report.invested.push_back({days[i].date, invested});
    }
  }

  void add_return_series(PortfolioReport& report, const ValuedInterval& whole, const IntervalReturn& net) const {
    if (!whole.usable()) return;
    const auto points = cumulative_by(net.links, ReturnFrequency::day);
    report.twr_cumulative.push_back({whole.range.from, 0.0});
    report.drawdown.push_back({whole.range.from, 0.0});
    report.twr_cumulative.reserve(points.size() + 1);
    report.drawdown.reserve(points.size() + 1);
    std::vector<Date> dates;
    std::vector<double> growth;
    dates.reserve(points.size());
    growth.reserve(points.size());
    for (const ReturnPoint& point : points) {
      report.twr_cumulative.push_back({point.date, point.rate});
      if (!point.rate) continue;
      dates.push_back(point.date);
      growth.push_back(1.0 + point.rate.value());
    }
    const std::vector<double> drawdowns = drawdown_series_of_growth(growth);
    for (std::size_t i = 0; i < dates.size(); ++i) report.drawdown.push_back({dates[i], drawdowns[i]});
    report.drawdowns = drawdowns_of_growth(dates, growth, whole.range.from);
    if (report.drawdowns.size() > drawdowns_listed) report.drawdowns.resize(drawdowns_listed);
    if (facts_.benchmark) report.benchmark_cumulative = benchmark_series(whole.range);
  }

  [[nodiscard]] std::vector<DatedRate> benchmark_series(DateRange range) const {
    std::vector<DatedRate> series{{range.from, 0.0}};
    for (const ReturnPoint& point : benchmark_cumulative(*facts_.benchmark, range.from, range.to)) {
      series.push_back({point.date, point.rate});
    }
    return series;
  }

  void add_periods(PortfolioReport& report) const {
    for (ReportingPeriod& period : reporting_periods(range_.from, range_.to)) {
      PeriodReport entry;
      const DateRange range{period.from, period.to};
      const ValuedInterval whole = interval(0, range);
      entry.figures = returns_by_basis(range);
      add_net_of_model_fee(entry.figures, range);
      entry.figures.push_back(annualized(entry.figures[0], whole.invested_days()));
      for (Figure& figure : money_weighted_figures(whole, day_count())) {
        entry.figures.push_back(std::move(figure));
      }
      if (facts_.benchmark) entry.figures.push_back(benchmark_figure(*facts_.benchmark, range));
      entry.period = std::move(period);
      report.periods.push_back(std::move(entry));
    }
  }

  [[nodiscard]] DayCount day_count() const { return *parse_day_count(policy_.day_count); }

  const PortfolioFacts& facts_;
  DateRange range_;
  const Policy& policy_;
  ReturnMethod method_;
  std::vector<std::vector<ValuedDay>> days_;   ///< by basis
  std::vector<std::vector<SubPeriod>> links_;  ///< by basis
};

}  // namespace

PortfolioReturn portfolio_return(const PortfolioFacts& facts, DateRange range, const Policy& policy, ReturnBasis basis,
                                 TwrMethod method, const std::string& name) {
  const std::vector<ValuedDay> days = days_of(facts, policy.flow_timing, basis);
  PortfolioReturn answer;
  answer.interval = interval_in(days, range, carry_days(facts, policy));
  answer.result = interval_return(answer.interval, method_by(policy, method), name);
  return answer;
}

PortfolioReport report_on(const PortfolioFacts& facts, DateRange range, const Policy& policy) {
  return PortfolioReporter(facts, range, policy).report();
}

}  // namespace dietz
