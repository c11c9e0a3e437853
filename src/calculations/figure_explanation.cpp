#include "calculations/figure_explanation.hpp"

#include "calculations/business_days.hpp"
#include "calculations/model_fee.hpp"
#include "calculations/money_weighted_figures.hpp"
#include "calculations/portfolio_risk.hpp"

#include <algorithm>
#include <cmath>

namespace dietz {

using Place = ExplanationBuilder::Place;

namespace {

std::string on(const std::string& what, Date date) { return what + " on " + date.to_string(); }

}  // namespace

FigureExplanation::FigureExplanation(ExplanationBuilder& builder, const PortfolioFacts& facts,
                                     const PortfolioReport& report, const Policy& policy, std::vector<DayNodes> days,
                                     std::map<Date, Place> benchmark_growth)
    : builder_(builder),
      facts_(facts),
      report_(report),
      policy_(policy),
      days_(std::move(days)),
      net_(portfolio_return(facts, report.range, policy, ReturnBasis::net, policy.twr_method, "twr")),
      benchmark_growth_(std::move(benchmark_growth)) {}

void FigureExplanation::explain() {
  explain_money();
  explain_returns();
  explain_money_weighted();
  explain_risk();
  explain_absent();
  for (const auto& [name, place] : roots_) builder_.root(name, place);
}

const Figure* FigureExplanation::figure(std::string_view name) const {
  const auto found = std::find_if(report_.figures.begin(), report_.figures.end(),
                                  [name](const Figure& candidate) { return candidate.name == name; });
  return found == report_.figures.end() ? nullptr : &*found;
}

const DayNodes& FigureExplanation::day(Date date) const {
  return days_[static_cast<std::size_t>(date - report_.range.from)];
}

/// The value on a day, or the stated one before it that stands in.
Place FigureExplanation::value_at(Date date) {
  for (Date known = date; known >= report_.range.from; known = known - 1) {
    if (day(known).value) return *day(known).value;
  }
  return builder_.fact(on("nothing held", date), Decimal(), report_.currency.code(), {});
}

Place FigureExplanation::adjusted(const std::string& label, Place base, const Parts& plus, const Parts& minus) {
  const std::string unit = report_.currency.code();
  Place place = base;
  if (!plus.empty()) {
    Parts parts{place};
    parts.insert(parts.end(), plus.begin(), plus.end());
    place = builder_.sum(label, unit, std::move(parts));
  }
  if (minus.empty()) return place;
  Parts parts{place};
  parts.insert(parts.end(), minus.begin(), minus.end());
  return builder_.difference(label, unit, std::move(parts));
}

/// (V_end − flows at end) / (V_begin + flows at start), what the basis adds back leaving at the end.
Place FigureExplanation::daily_growth(const SubPeriod& link, ReturnBasis basis) {
  const DayNodes& nodes = day(link.to);
  Parts end_plus, end_minus, start_plus, start_minus;
  const FlowTiming timing = policy_.flow_timing;
  if (nodes.flows_in) (timing == FlowTiming::end ? end_minus : start_plus).push_back(*nodes.flows_in);
  if (nodes.flows_out) (timing == FlowTiming::start ? start_minus : end_plus).push_back(*nodes.flows_out);
  if (basis == ReturnBasis::gross && nodes.fee_rows) end_plus.push_back(*nodes.fee_rows);
  if (basis == ReturnBasis::before_tax && nodes.taxes) end_plus.push_back(*nodes.taxes);
  const Place numerator = adjusted(on("value before what left", link.to), value_at(link.to), end_plus, end_minus);
  const Place denominator =
      adjusted(on("value before and what came in", link.to), value_at(link.from), start_plus, start_minus);
  return builder_.growth(on("growth", link.to), numerator, denominator);
}

/// Money in less money out; what the basis adds back counts as money out.
std::optional<Place> FigureExplanation::net_flow(Date date, ReturnBasis basis) {
  const auto key = std::pair(date, basis);
  if (const auto known = net_flows_.find(key); known != net_flows_.end()) return known->second;
  const DayNodes& nodes = day(date);
  Parts out;
  if (nodes.flows_out) out.push_back(*nodes.flows_out);
  if (basis == ReturnBasis::gross && nodes.fee_rows) out.push_back(*nodes.fee_rows);
  if (basis == ReturnBasis::before_tax && nodes.taxes) out.push_back(*nodes.taxes);
  if (!nodes.flows_in && out.empty()) return {};
  const std::string unit = report_.currency.code();
  if (out.empty()) return net_flows_[key] = *nodes.flows_in;
  if (nodes.flows_in) {
    out.insert(out.begin(), *nodes.flows_in);
    return net_flows_[key] = builder_.difference(on("flow", date), unit, std::move(out));
  }
  const Place all_out = out.size() == 1 ? out.front() : builder_.sum(on("paid out and added back", date), unit, out);
  return net_flows_[key] = builder_.negative(on("flow", date), unit, all_out);
}

/// 1 + gain / average capital, both times the interval's days (or 2, where every flow weighs half).
Place FigureExplanation::dietz_growth_node(std::span<const ValuedDay> days, ReturnBasis basis, bool half) {
  const std::string unit = report_.currency.code();
  const Date to = days.back().date;
  Date from = days.front().date;
  const bool empty_before = days.front().value->is_zero();
  std::vector<std::pair<Date, Place>> flows;
  for (const ValuedDay& one : days.subspan(1)) {
    if (!one.has_flow()) continue;
    if (empty_before && flows.empty()) from = one.date;
    if (const auto flow = net_flow(one.date, basis)) flows.emplace_back(one.date, *flow);
  }
  const Place opening = value_at(days.front().date);
  const Place length = builder_.fact(half ? "two halves" : "days from " + from.to_string() + " to " + to.to_string(),
                                     Decimal(half ? 2 : to - from), half ? "" : "days", {});
  Parts capital{builder_.product("value at the beginning, weighted", unit, {opening, length})};
  Parts gain{value_at(to), opening};
  for (const auto& [date, flow] : flows) {
    const Place left = builder_.fact(half ? "one half" : "days left after " + date.to_string(),
                                     Decimal(half ? 1 : to - date), half ? "" : "days", {});
    capital.push_back(builder_.product(on("flow, weighted,", date), unit, {flow, left}));
    gain.push_back(flow);
  }
  const Place average = builder_.sum("average capital, weighted", unit, std::move(capital));
  const Place earned = builder_.difference("gain", unit, std::move(gain));
  const Place weighted_gain = builder_.product("gain, weighted", unit, {earned, length});
  return builder_.growth((half ? "growth by simple Dietz to " : "growth by Modified Dietz to ") + to.to_string(),
                         builder_.sum("average capital and gain", unit, {average, weighted_gain}), average);
}

Place FigureExplanation::link_growth(const ValuedInterval& interval, const SubPeriod& link, ReturnBasis basis,
                                     TwrMethod method) {
  const auto key = std::pair(link.to, basis);
  if (!link.by_modified_dietz) {
    if (const auto known = growths_.find(key); known != growths_.end()) return known->second;
    return growths_[key] = daily_growth(link, basis);
  }
  const auto days = std::span(interval.days).subspan(link.first, link.last - link.first + 1);
  return dietz_growth_node(days, basis, method == TwrMethod::simple_dietz);
}

/// One chain a calendar month, as link() multiplies; growth of exactly 1 changes nothing and is left out.
FigureExplanation::Parts FigureExplanation::months(const ValuedInterval& interval, std::span<const SubPeriod> links,
                                                   ReturnBasis basis, TwrMethod method) {
  Parts months;
  for (std::size_t i = 0; i < links.size();) {
    const Date end = links[i].to.month_end();
    Parts growths;
    for (; i < links.size() && links[i].to.month_end() == end; ++i) {
      if (links[i].growth.without_capital || links[i].factor == 1.0) continue;
      growths.push_back(link_growth(interval, links[i], basis, method));
    }
    if (growths.empty()) continue;
    months.push_back(builder_.chain("growth in " + end.to_string().substr(0, 7), std::move(growths)));
  }
  return months;
}

void FigureExplanation::explain_total(const char* name, std::optional<Place> DayNodes::*part) {
  Parts parts;
  for (std::size_t i = 1; i < days_.size(); ++i) {
    if (const auto& place = days_[i].*part) parts.push_back(*place);
  }
  std::string label = name;
  std::replace(label.begin(), label.end(), '_', ' ');
  roots_[name] = builder_.sum(std::move(label), report_.currency.code(), std::move(parts));
}

void FigureExplanation::explain_money() {
  if (!report_.money) return;
  const std::string unit = report_.currency.code();
  roots_["begin_value"] = value_at(report_.range.from);
  roots_["end_value"] = value_at(report_.range.to);
  explain_total("flows_in", &DayNodes::flows_in);
  explain_total("flows_out", &DayNodes::flows_out);
  explain_total("income", &DayNodes::income);
  explain_total("fees", &DayNodes::fees);
  explain_total("taxes", &DayNodes::taxes);
  explain_total("currency_gain", &DayNodes::currency_gain);
  const Place end =
      builder_.sum("value at the end and what was paid out", unit, {roots_["end_value"], roots_["flows_out"]});
  roots_["gain"] = builder_.difference("gain", unit, {end, roots_["begin_value"], roots_["flows_in"]});
  const Place before =
      builder_.sum("gain before fees and taxes", unit, {roots_["gain"], roots_["fees"], roots_["taxes"]});
  roots_["price_gain"] = builder_.difference("price gain", unit, {before, roots_["currency_gain"], roots_["income"]});
}

void FigureExplanation::explain_return(const Figure& figure, ReturnBasis basis, TwrMethod method) {
  if (!figure.rate) return;
  const PortfolioReturn computed = portfolio_return(facts_, report_.range, policy_, basis, method, figure.name);
  Parts parts = months(computed.interval, computed.result.links, basis, method);
  std::string label = figure.name;
  std::replace(label.begin(), label.end(), '_', ' ');
  roots_[figure.name] = builder_.link(label, std::move(parts));
}

/// The gross growth times what the model fee leaves of each month.
void FigureExplanation::explain_model_fee() {
  const Figure* net = figure("twr_net_of_model_fee");
  if (net == nullptr || !net->rate) return;
  const PortfolioReturn gross =
      portfolio_return(facts_, report_.range, policy_, ReturnBasis::gross, policy_.twr_method, "twr_gross");
  const Place growth = builder_.chain(
      "gross growth", months(gross.interval, gross.result.links, ReturnBasis::gross, policy_.twr_method));
  Parts kept;
  const std::string fee = policy_.model_fee_annual->to_string() + " a year";
  for (const ModelFeeMonth& month : model_fee_months(gross.result.links, *policy_.model_fee_annual)) {
    kept.push_back(builder_.number(on("left by the model fee", month.period.to), month.factor, "ratio", fee));
  }
  roots_[net->name] = builder_.link("net of model fee", {growth, builder_.chain("left by the model fee", kept)});
}

void FigureExplanation::explain_annualized(const char* annualized, const char* base) {
  const Figure* annual = figure(annualized);
  if (annual == nullptr || !annual->rate || !roots_.contains(base)) return;
  const int days = std::stoi(annual->basis.front().text);
  const Place length = builder_.fact("days invested", Decimal(days), "days", {});
  roots_[annualized] =
      builder_.computed(Operation::annualized, "annualised", annual->rate.value(), "ratio", {roots_[base], length});
}

void FigureExplanation::explain_returns() {
  const std::pair<const char*, ReturnBasis> by_basis[] = {
      {"twr", ReturnBasis::net}, {"twr_gross", ReturnBasis::gross}, {"twr_before_tax", ReturnBasis::before_tax}};
  for (const auto& [name, basis] : by_basis) explain_return(*figure(name), basis, policy_.twr_method);
  for (const TwrMethod method : {TwrMethod::modified_dietz, TwrMethod::simple_dietz, TwrMethod::linked_dietz}) {
    explain_return(*figure(figure_name_of(method)), ReturnBasis::net, method);
  }
  explain_model_fee();
  explain_annualized("twr_annualized", "twr");
  explain_annualized("twr_gross_annualized", "twr_gross");
  explain_annualized("twr_net_of_model_fee_annualized", "twr_net_of_model_fee");
}

Place FigureExplanation::cash_flow(Date date, Place amount, bool paid_in) {
  const std::string unit = report_.currency.code();
  const Place place = paid_in ? builder_.negative(on("paid in", date), unit, amount)
                              : builder_.sum(on("got back", date), unit, {amount});
  builder_.node(place).date = date;
  return place;
}

void FigureExplanation::explain_money_weighted() {
  const Figure* annual = figure("xirr");
  if (annual == nullptr || !annual->rate) return;
  const auto& days = net_.interval.days;
  Parts flows;
  if (!days.front().value->is_zero()) flows.push_back(cash_flow(days.front().date, value_at(days.front().date), true));
  for (std::size_t i = 1; i < days.size(); ++i) {
    if (days[i].flow().is_zero()) continue;
    if (const auto flow = net_flow(days[i].date)) flows.push_back(cash_flow(days[i].date, *flow, true));
  }
  if (!days.back().value->is_zero()) flows.push_back(cash_flow(days.back().date, value_at(days.back().date), false));
  roots_["xirr"] = builder_.computed(Operation::root, "money-weighted return, annual", annual->rate.value(), "ratio",
                                     std::move(flows), "day count " + policy_.day_count);
  const Figure* period = figure("mwr");
  if (period == nullptr || !period->rate) return;
  const double years = xirr(investor_flows(net_.interval), *parse_day_count(policy_.day_count)).length;
  roots_["mwr"] = builder_.computed(Operation::compounded, "money-weighted return of the period", period->rate.value(),
                                    "ratio", {roots_["xirr"], builder_.number("years", years, "years")});
}

FigureExplanation::Parts FigureExplanation::business_day_returns() {
  Parts returns;
  for (const std::span<const SubPeriod> span : business_day_spans(net_.result.links)) {
    Parts growths;
    for (const SubPeriod& link : span) {
      growths.push_back(link_growth(net_.interval, link, ReturnBasis::net, policy_.twr_method));
    }
    returns.push_back(builder_.link(on("return", span.back().to), std::move(growths)));
  }
  return returns;
}

/// The benchmark's returns over the same spans.
FigureExplanation::Parts FigureExplanation::benchmark_returns() {
  Parts returns;
  const DatedReturns series = dietz::business_day_returns(net_.result.links);
  for (std::size_t i = 0; i < series.dates.size(); ++i) {
    Parts growths;
    const auto end = benchmark_growth_.upper_bound(series.dates[i]);
    for (auto day = benchmark_growth_.upper_bound(series.begins[i]); day != end; ++day) growths.push_back(day->second);
    returns.push_back(builder_.link(on("return of the benchmark", series.dates[i]), std::move(growths)));
  }
  return returns;
}

/// What measures are computed with beside the returns.
FigureExplanation::Parts FigureExplanation::statistic_inputs() {
  Parts inputs;
  if (!benchmark_growth_.empty()) inputs.push_back(builder_.series("returns of the benchmark", benchmark_returns()));
  inputs.push_back(builder_.number("returns a year", 252.0, "", "Monday to Friday"));
  inputs.push_back(builder_.number("risk-free rate, annual", policy_.risk_free_annual, "ratio", "policy"));
  inputs.push_back(
      builder_.number("minimum acceptable return", policy_.minimum_acceptable_return, "ratio", "policy, per period"));
  return inputs;
}

void FigureExplanation::explain_statistic(const Figure& risk, const std::string& label, Place returns,
                                          const Parts& inputs) {
  Parts parts{returns};
  parts.insert(parts.end(), inputs.begin(), inputs.end());
  roots_[risk.name] =
      builder_.computed(Operation::statistic, label, risk.rate.value(), risk.unit, std::move(parts), risk.method);
}

void FigureExplanation::explain_risk() {
  if (!net_.result.figure.rate) return;
  const Place returns = builder_.series("Monday-to-Friday returns", business_day_returns());
  const Parts inputs = statistic_inputs();
  for (const Figure& risk : report_.figures) {
    if (!risk.rate || roots_.contains(risk.name) || risk.name.starts_with("benchmark")) continue;
    std::string label = risk.name;
    std::replace(label.begin(), label.end(), '_', ' ');
    if (risk.name == "max_drawdown") {
      explain_drawdown(risk);
    } else if (risk.name == "volatility_annualized" && roots_.contains("volatility")) {
      const Place root = builder_.number("square root of 252", std::sqrt(252.0), "");
      roots_[risk.name] =
          builder_.computed(Operation::scaled, label, risk.rate.value(), risk.unit, {roots_["volatility"], root});
    } else if (risk.name == "volatility") {
      roots_[risk.name] =
          builder_.computed(Operation::standard_deviation, label, risk.rate.value(), risk.unit, {returns}, risk.method);
    } else {
      explain_statistic(risk, label, returns, inputs);
    }
  }
}

/// Growth from the beginning to the close of `date`.
Place FigureExplanation::growth_until(Date date) {
  const std::span<const SubPeriod> links(net_.result.links);
  const auto after =
      std::partition_point(links.begin(), links.end(), [date](const SubPeriod& link) { return link.to <= date; });
  const auto count = static_cast<std::size_t>(after - links.begin());
  return builder_.chain(on("growth since the beginning", date),
                        months(net_.interval, links.first(count), ReturnBasis::net, policy_.twr_method));
}

void FigureExplanation::explain_drawdown(const Figure& figure) {
  if (report_.drawdowns.empty()) {
    roots_[figure.name] = builder_.number("maximum drawdown", figure.rate.value(), "ratio", "the value never fell");
    return;
  }
  const Drawdown& deepest = report_.drawdowns.front();
  const Place trough = growth_until(deepest.trough);
  const Place peak = growth_until(deepest.peak.value_or(report_.range.from));
  roots_[figure.name] =
      builder_.computed(Operation::drawdown, "maximum drawdown", figure.rate.value(), "ratio", {trough, peak});
}

void FigureExplanation::explain_absent() {
  for (const Figure& figure : report_.figures) {
    if (roots_.contains(figure.name)) continue;
    std::string why = std::string(name_of(figure.rate.reason()));
    if (!figure.detail.empty()) why += ": " + figure.detail;
    if (!figure.rate) roots_[figure.name] = builder_.absent(figure.name, figure.unit, why);
  }
}

}  // namespace dietz
