#include "calculations/rate_table.hpp"
#include "calculations/risk.hpp"
#include "calculations/risk_sample.hpp"

#include <charconv>
#include <string>

namespace dietz {
namespace {

std::string text_of(double value) {
  char buffer[32];
  return {buffer, std::to_chars(buffer, buffer + sizeof buffer, value).ptr};
}

std::string periods_text(double periods, std::string_view what) {
  return text_of(periods) + " " + std::string(what) + (periods == 1 ? "" : "s");
}

/// Makes figures of rates: what they are in words, and what they rest on.
class FigureWriter {
 public:
  FigureWriter(const RiskInput& input, const RiskRates& rates)
      : input_(input),
        rates_(rates),
        periods_(static_cast<double>(input.returns.size())),
        under_a_year_(is_under_a_year(input)) {}

  [[nodiscard]] Figure figure(std::size_t place) const {
    const Measure& measure = measures[place];
    Figure figure;
    figure.name = measure.name;
    figure.unit = measure.unit;
    figure.method = measure.formula;
    figure.rate = rates_.rates[place];
    if (!figure.rate) figure.detail = explain(figure.rate.reason(), measure);
    add_basis(figure, measure);
    if (figure.rate && measure.annual != Annual::no && under_a_year_) {
      figure.warnings.push_back(
          {std::string(name_of(Reason::period_under_one_year)), "by year, but there is less than a year of returns"});
    }
    return figure;
  }

 private:
  void add_basis(Figure& figure, const Measure& measure) const {
    const auto number = [&figure](const char* name, double value) {
      figure.basis.push_back({name, text_of(value), true});
    };
    number("periods", periods_);
    if (measure.annual != Annual::no && input_.periods_per_year > 0) {
      number("periods_per_year", input_.periods_per_year);
    }
    const auto rate_or_series = [&](const char* rate_name, const char* name, double rate, bool is_rate) {
      is_rate ? number(rate_name, rate) : figure.basis.push_back({name, "series", false});
    };
    if (measure.has_need(need::risk_free)) {
      rate_or_series("risk_free_annual", "risk_free", input_.risk_free_annual, input_.risk_free.empty());
    }
    if (measure.has_need(need::mar)) rate_or_series("mar", "mar", input_.mar, input_.mar_series.empty());
    if (measure.has_need(need::confidence)) number("confidence", input_.confidence);
    if (measure.is(trait::sample_deviation)) number("ddof", 1);
    if (measure.is(trait::population_deviation)) number("ddof", 0);
    if (measure.has_need(need::reference_sharpe)) number("reference_sharpe", input_.reference_sharpe);
    if (measure.is(trait::bull | trait::bear)) number("periods_used", static_cast<double>(periods_used(measure)));
  }

  [[nodiscard]] std::size_t periods_used(const Measure& measure) const {
    return measure.is(trait::bull) ? rates_.bull_periods : rates_.bear_periods;
  }

  [[nodiscard]] std::string explain(Reason reason, const Measure& measure) const {
    switch (reason) {
      case Reason::insufficient_data:
        if (measure.is(trait::bull | trait::bear)) {
          return "there are too few periods of this kind: " + std::to_string(periods_used(measure));
        }
        if (measure.annual != Annual::no && input_.periods_per_year <= 0 && periods_ > 1) {
          return "it isn't known how many periods a year has";
        }
        return "there are too few returns: " + text_of(periods_);
      case Reason::period_under_one_year:
        return "less than a year, not annualised: " + periods_text(periods_, "period") + ", a year has " +
               text_of(input_.periods_per_year);
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

  const RiskInput& input_;
  const RiskRates& rates_;
  double periods_;
  bool under_a_year_;
};

}  // namespace

std::vector<Figure> risk_figures(const RiskInput& input, const MeasureSet& wanted) {
  const RiskRates rates = risk_rates(input, wanted);
  const FigureWriter writer(input, rates);
  std::vector<Figure> figures;
  figures.reserve(wanted.count());
  for (std::size_t i = 0; i < measure_count; ++i) {
    const bool possible = !input.benchmark.empty() || !measures[i].has_need(need::benchmark);
    if (wanted[i] && possible) figures.push_back(writer.figure(i));
  }
  return figures;
}

}  // namespace dietz
