#include "codec/csv_text.hpp"
#include "codec/json_writer.hpp"
#include "presentation/composite_output.hpp"
#include "presentation/figures.hpp"

#include <algorithm>

namespace dietz {
namespace {

constexpr std::size_t findings_shown = 20;

const Figure* find(const std::vector<Figure>& figures, std::string_view name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [name](const Figure& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

std::string right(const std::string& text, std::size_t width) {
  return std::string(width > text.size() ? width - text.size() : 1, ' ') + text;
}

/// A percentage, or a dash where there is no value: the reasons stand in the other formats.
std::string short_rate(const std::vector<Figure>& figures, std::string_view name) {
  const Figure* figure = find(figures, name);
  return figure != nullptr && figure->rate ? readable(figure->rate) : "-";
}

std::string years_as_text(const CompositeReport& report) {
  std::string out = "\n  year       return      gross  benchmark  dispersion  deviation 3y  members\n";
  for (const CompositeYear& year : report.years) {
    out += "  " + year.name + (year.whole ? " " : "*") + right(short_rate(year.figures, "composite_return"), 12) +
           right(short_rate(year.figures, "composite_return_gross"), 11) +
           right(short_rate(year.figures, "benchmark_return"), 11) +
           right(short_rate(year.figures, "internal_dispersion"), 12) +
           right(short_rate(year.figures, "ex_post_deviation_3y"), 14) + right(std::to_string(year.members), 9) + "\n";
  }
  const bool part =
      std::any_of(report.years.begin(), report.years.end(), [](const CompositeYear& y) { return !y.whole; });
  return out + (part ? "  * part of a year, not annualised\n" : "");
}

std::string findings_as_text(const CompositeReport& report) {
  std::string out;
  for (const bool breach : {true, false}) {
    const auto count = static_cast<std::size_t>(
        std::count_if(report.findings.begin(), report.findings.end(),
                      [breach](const RuleFinding& finding) { return finding.breach == breach; }));
    if (count == 0) continue;
    out += breach ? "\nRules that are broken\n" : "\nNotes\n";
    std::size_t shown = 0;
    for (const RuleFinding& finding : report.findings) {
      if (finding.breach != breach || ++shown > findings_shown) continue;
      const std::string place = "  " + finding.date.to_string() + " " + finding.rule +
                                (finding.portfolio.empty() ? "" : " " + finding.portfolio) + ": ";
      out += place + wrapped(finding.message, place.size(), "      ") + "\n";
    }
    if (count > findings_shown) out += "  … " + std::to_string(count - findings_shown) + " more with --format json\n";
  }
  return out;
}

void append_row(std::string& out, const std::string& period, DateRange range, std::string_view name, const Rate& rate) {
  out += period + "," + range.from.to_string() + "," + range.to.to_string() + "," + std::string(name) + "," +
         (rate ? shortest_text(rate.value()) : "") + "," + (rate ? "" : std::string(name_of(rate.reason()))) + "\n";
}

}  // namespace

std::string composite_as_text(const CompositeReport& report) {
  std::string out = "Composite " + report.name + " in " + report.currency.code() + ", from the close of " +
                    report.range.from.to_string() + " to the close of " + report.range.to.to_string() + "\n";
  out += "  " + std::to_string(report.members.size()) + " portfolios, " + std::to_string(report.months.size()) +
         " months, weighting " + std::string(name_of(report.terms.weighting)) + "\n\n";
  std::vector<Figure> shown;
  for (const std::string_view name :
       {"composite_return", "composite_return_gross", "benchmark_return", "composite_return_annualized",
        "composite_return_gross_annualized", "benchmark_return_annualized", "internal_dispersion",
        "ex_post_deviation_3y", "benchmark_ex_post_deviation_3y"}) {
    if (const Figure* figure = find(report.figures, name)) shown.push_back(*figure);
  }
  return out + figures_as_text(shown) + (report.years.empty() ? "" : years_as_text(report)) + findings_as_text(report);
}

std::string composite_as_csv(const CompositeReport& report) {
  std::string out = "period,from,to,figure,value,reason\n";
  for (const Figure& f : report.figures) append_row(out, "", report.range, f.name, f.rate);
  for (const CompositeYear& year : report.years) {
    for (const Figure& f : year.figures) append_row(out, year.name, year.range, f.name, f.rate);
  }
  for (const CompositeMonth& month : report.months) {
    const std::string name = month.range.to.to_string().substr(0, 7);
    append_row(out, name, month.range, "composite_return", month.net);
    append_row(out, name, month.range, "composite_return_gross", month.gross);
    if (!report.benchmark.empty()) append_row(out, name, month.range, "benchmark_return", month.benchmark);
  }
  return out;
}

}  // namespace dietz
