#include "presentation/measures_page.hpp"

#include "calculations/risk.hpp"
#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"
#include "presentation/figures.hpp"

#include <algorithm>
#include <array>
#include <vector>

namespace dietz {
namespace {

/// A year of months that has gains and losses of both series, also over the risk-free return, and a drawdown of more
/// than one month.
struct ExampleMonth {
  const char* date;
  double fund;
  double index;
};
constexpr std::array example_months{
    ExampleMonth{"2024-01-31", 0.021, 0.015},   ExampleMonth{"2024-02-29", -0.014, -0.011},
    ExampleMonth{"2024-03-31", 0.033, 0.028},   ExampleMonth{"2024-04-30", 0.008, 0.012},
    ExampleMonth{"2024-05-31", -0.027, -0.031}, ExampleMonth{"2024-06-30", -0.004, 0.01},
    ExampleMonth{"2024-07-31", 0.016, 0.014},   ExampleMonth{"2024-08-31", -0.009, -0.006},
    ExampleMonth{"2024-09-30", 0.024, 0.019},   ExampleMonth{"2024-10-31", 0.003, -0.008},
    ExampleMonth{"2024-11-30", 0.018, 0.011},   ExampleMonth{"2024-12-31", 0.005, 0.009},
};
constexpr double example_risk_free = 0.02;
constexpr double example_mar = 0.002;
constexpr double example_confidence = 0.95;
constexpr double months_a_year = 12;

RiskRates example_rates() {
  std::vector<double> fund;
  std::vector<double> index;
  for (const ExampleMonth& month : example_months) {
    fund.push_back(month.fund);
    index.push_back(month.index);
  }
  RiskInput input;
  input.returns = fund;
  input.benchmark = index;
  input.risk_free_annual = example_risk_free;
  input.mar = example_mar;
  input.confidence = example_confidence;
  input.periods_per_year = months_a_year;
  return risk_rates(input);
}

std::string example_of(const Rate& rate) {
  return rate ? shortest_text(rate.value()) : std::string(name_of(rate.reason()));
}

std::vector<std::string_view> needs_of(const Measure& measure) {
  std::vector<std::string_view> needs;
  const auto add = [&](unsigned what, std::string_view name) {
    if (measure.has_need(what)) needs.push_back(name);
  };
  add(need::benchmark, "benchmark");
  add(need::risk_free, "risk-free");
  add(need::mar, "mar");
  add(need::confidence, "confidence");
  add(need::reference_sharpe, "reference Sharpe ratio");
  return needs;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string all;
  for (const std::string_view word : words) all += (all.empty() ? "" : ", ") + std::string(word);
  return all;
}

std::string_view by_year(const Measure& measure) {
  switch (measure.annual) {
    case Annual::scaled:
      return "scaled";
    case Annual::compounded:
      return "from a year on";
    default:
      return "";
  }
}

/// A cell of a table: a bar would end it.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

constexpr std::string_view introduction = R"(# Measures

<!-- Written by `dietz measures --format markdown`. A change belongs into the table of measures. -->

Every measure of `dietz risk`, the ones marked • also in reports and in what `dietz risk` prints as text. In the
formulas r is a return, b the benchmark's, rf the risk-free return of a period, mar the minimum acceptable return of a
period, n the number of periods, m periods a year. Mean and deviation are over periods; x' is x by year, compounded:
(product of (1+x))^(m/n) - 1.

*Unit*: a ratio is a fraction (0.01 is 1 %), a number has no unit. *By year*: `scaled` measures are multiplied by m or
its root, also under a year, with the warning `period_under_one_year`; those `from a year on` are compounded and have no
value under a year (`period_under_one_year`) unless asked for. *Needs*: the risk-free return is a rate by year, converted
once by (1+rate)^(1/m) - 1, or a series of returns; mar is a return of a period, or a series. Beside the reasons here,
too few returns are `insufficient_data`, and a loss of more than everything is `negative_base` where it would have to be
compounded.

)";

std::string example_part() {
  std::string out =
      "## Example\n\nThe values below are those of this year, against the index, with a risk-free rate of " +
      shortest_text(example_risk_free) + " a year, mar\n" + shortest_text(example_mar) +
      " a month, and a confidence of " + shortest_text(example_confidence) +
      ":\n\n```console\n$ cat > year.csv <<END\n";
  out += "> date,fund,index\n";
  for (const ExampleMonth& month : example_months) {
    out += "> " + std::string(month.date) + "," + shortest_text(month.fund) + "," + shortest_text(month.index) + "\n";
  }
  out += "> END\n$ dietz risk year.csv --series fund --benchmark index --risk-free " +
         shortest_text(example_risk_free) + " --mar " + shortest_text(example_mar) + " --format csv | head -2\n";
  const RiskRates rates = example_rates();
  out += "figure,value,reason,unit,method\n" + std::string(measures.front().name) + "," +
         example_of(rates.rates.front()) + ",," + std::string(measures.front().unit) + "," +
         csv_cell(measures.front().formula) + "\n```\n";
  return out;
}

}  // namespace

std::string measures_as_markdown() {
  const RiskRates rates = example_rates();
  std::string out = std::string(introduction) + example_part();
  std::size_t place = 0;
  for (const MeasureFamily& family : measure_families) {
    out += "\n## " + std::string(family.title) +
           "\n\n| measure | unit | definition | needs | by year | undefined if | source | example |\n"
           "| --- | --- | --- | --- | --- | --- | --- | ---: |\n";
    for (const Measure& measure : family.measures) {
      out += "| `" + std::string(measure.name) + "`" + (measure.is(trait::report) ? " •" : "") + " | " +
             std::string(measure.unit) + " | " + cell(measure.formula) + " | " + joined(needs_of(measure)) + " | " +
             std::string(by_year(measure)) + " | " + cell(measure.undefined_when) + " | " + cell(measure.source) +
             " | " + example_of(rates.rates[place++]) + " |\n";
    }
  }
  return out;
}

std::string measures_as_json() {
  const RiskRates rates = example_rates();
  JsonWriter json;
  json.begin_object().key("example").begin_object();
  json.key("risk_free_annual").number(example_risk_free).key("mar").number(example_mar);
  json.key("confidence").number(example_confidence).key("periods_per_year").number(months_a_year);
  json.key("returns").begin_array();
  for (const ExampleMonth& month : example_months) {
    json.begin_object().key("date").string(month.date).key("fund").number(month.fund);
    json.key("index").number(month.index).end_object();
  }
  json.end_array().end_object().key("measures").begin_array();
  std::size_t place = 0;
  for (const MeasureFamily& family : measure_families) {
    for (const Measure& measure : family.measures) {
      json.begin_object().key("name").string(measure.name).key("family").string(family.title);
      json.key("unit").string(measure.unit).key("formula").string(measure.formula).key("needs").begin_array();
      for (const std::string_view need : needs_of(measure)) json.string(need);
      json.end_array().key("by_year").string(by_year(measure)).key("undefined_when").string(measure.undefined_when);
      json.key("source").string(measure.source).key("common").boolean(measure.is(trait::report)).key("example");
      const Rate& rate = rates.rates[place++];
      rate ? json.number(rate.value()) : json.null();
      json.end_object();
    }
  }
  json.end_array().end_object();
  return json.take();
}

std::string measures_as_csv() {
  const RiskRates rates = example_rates();
  std::string out = "name,family,unit,formula,needs,by_year,undefined_when,source,common,example\n";
  std::size_t place = 0;
  for (const MeasureFamily& family : measure_families) {
    for (const Measure& measure : family.measures) {
      const Rate& rate = rates.rates[place++];
      for (const std::string_view text : {measure.name, family.title, measure.unit, measure.formula}) {
        out += csv_cell(text) + ",";
      }
      out += csv_cell(joined(needs_of(measure))) + "," + csv_cell(by_year(measure)) + "," +
             csv_cell(measure.undefined_when) + "," + csv_cell(measure.source) + "," +
             (measure.is(trait::report) ? "yes" : "no") + "," + (rate ? shortest_text(rate.value()) : "") + "\n";
    }
  }
  return out;
}

std::string measures_as_text() {
  std::size_t width = 0;
  for (const Measure& measure : measures) width = std::max(width, measure.name.size());
  const std::string indent(width + 4, ' ');
  std::string out;
  for (const MeasureFamily& family : measure_families) {
    out += (out.empty() ? "" : "\n") + std::string(family.title) + "\n\n";
    for (const Measure& measure : family.measures) {
      out += "  " + std::string(measure.name) + std::string(width + 2 - measure.name.size(), ' ') +
             wrapped(measure.formula, indent.size(), indent) + "\n";
    }
  }
  return out;
}

}  // namespace dietz
