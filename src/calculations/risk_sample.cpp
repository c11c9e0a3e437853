#include "calculations/risk_sample.hpp"

#include "calculations/portable_math.hpp"

#include <charconv>
#include <cmath>
#include <string>

namespace dietz {
namespace {

constexpr double days_a_year = 365;

/// Fewer returns than a year has. Days also tell: a year of daily returns often has a few less than 252.
bool is_under_a_year(const RiskInput& input) {
  const auto n = static_cast<double>(input.returns.size());
  if (input.periods_per_year <= 0 || n >= input.periods_per_year) return false;
  if (input.dates.size() < 2) return true;
  const double days_between = input.dates.back() - input.dates.front();
  return days_between * n / (n - 1) < days_a_year;
}

std::string text_of(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string periods_text(double periods, std::string_view what) {
  return text_of(periods) + " " + std::string(what) + (periods == 1 ? "" : "s");
}

}  // namespace

RiskSample::RiskSample(const RiskInput& given)
    : input(given),
      n(given.returns.size()),
      per_year(given.periods_per_year),
      under_a_year(is_under_a_year(given)),
      sums(central_sums(given.returns)),
      falls(drawdown_sums(given.returns)),
      periods_a_year(per_year > 0 ? Rate(per_year) : Rate(Reason::insufficient_data)),
      flat_risk_free(per_year > 0 ? portable::compound(given.risk_free_annual, 1 / per_year) : 0) {
  growth = compounded(falls);
  excess.resize(n);
  for (std::size_t i = 0; i < n; ++i) excess[i] = input.returns[i] - risk_free(i);
  excess_sums = central_sums(excess, std::max(largest_magnitude(input.returns), largest_magnitude(excess)));
  risk_free_annual = input.risk_free.empty() ? Rate(input.risk_free_annual) : compounded(input.risk_free).annual;
}

Compounded RiskSample::compounded(const DrawdownSums& curve) const {
  Compounded result;
  if (n == 0) return result;
  result.total = curve.growth - 1;
  if (per_year <= 0) return result;
  if (under_a_year && !input.annualize_under_one_year) {
    result.annual = Reason::period_under_one_year;
  } else if (curve.lowest_growth < 0) {
    result.annual = Reason::negative_base;
  } else {
    result.annual = portable::compound(curve.growth - 1, per_year / count());
  }
  return result;
}

Rate product(const Rate& a, const Rate& b) { return !a ? a : !b ? b : Rate(a.value() * b.value()); }

Rate difference(const Rate& a, const Rate& b) { return !a ? a : !b ? b : Rate(a.value() - b.value()); }

Rate quotient(const Rate& a, const Rate& b) {
  if (!a || !b) return !a ? a : b;
  return b.value() == 0 ? Rate(Reason::undefined_ratio) : Rate(a.value() / b.value());
}

Rate root(const Rate& a) { return a ? Rate(std::sqrt(a.value())) : a; }

BasisEntry number_entry(std::string name, double value) { return {std::move(name), text_of(value), true}; }

Figure& FigureTable::add(std::string_view name, const Rate& rate) {
  const Measure& measure = *find_measure(name);
  Figure& figure = figures_.emplace_back();
  figure.name = measure.name;
  figure.unit = measure.unit;
  figure.method = measure.formula;
  figure.rate = rate;
  if (rate) figure.rate = std::isfinite(rate.value()) ? Rate(rate.value() + 0.0) : Rate(Reason::unsupported);  // no -0
  if (!figure.rate) figure.detail = explain(figure.rate.reason(), measure);
  add_basis(figure, measure);
  if (figure.rate && measure.annual != Annual::no && sample_.under_a_year) {
    figure.warnings.push_back(
        {std::string(name_of(Reason::period_under_one_year)), "by year, but there is less than a year of returns"});
  }
  return figure;
}

void FigureTable::add_basis(Figure& figure, const Measure& measure) const {
  const auto number = [&figure](const char* name, double value) { figure.basis.push_back(number_entry(name, value)); };
  number("periods", sample_.count());
  if (measure.annual != Annual::no && sample_.per_year > 0) number("periods_per_year", sample_.per_year);
  if (measure.has_need(need::risk_free)) {
    if (sample_.input.risk_free.empty()) {
      number("risk_free_annual", sample_.input.risk_free_annual);
    } else {
      figure.basis.push_back({"risk_free", "series", false});
    }
  }
  if (measure.has_need(need::mar)) {
    if (sample_.input.mar_series.empty()) {
      number("mar", sample_.input.mar);
    } else {
      figure.basis.push_back({"mar", "series", false});
    }
  }
  if (measure.has_need(need::confidence)) number("confidence", sample_.input.confidence);
}

std::string FigureTable::explain(Reason reason, const Measure& measure) const {
  switch (reason) {
    case Reason::insufficient_data:
      if (measure.annual != Annual::no && sample_.per_year <= 0 && sample_.n > 1) {
        return "it isn't known how many periods a year has";
      }
      return "there are too few returns: " + std::to_string(sample_.n);
    case Reason::period_under_one_year:
      return "less than a year, not annualised: " + periods_text(sample_.count(), "period") + ", a year has " +
             text_of(sample_.per_year);
    case Reason::negative_base:
      return "a loss of more than everything can't be compounded";
    case Reason::undefined_ratio:
      return "undefined: " + std::string(measure.undefined_when);
    case Reason::unsupported:
      return "the value is beyond the range of a double";
    default:
      return {};
  }
}

}  // namespace dietz
