#include "calculations/irr_figures.hpp"

#include "calculations/annualize.hpp"

#include <array>
#include <charconv>

namespace dietz {
namespace {

std::string text_of(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

void add_number(Figure& figure, std::string name, double value) {
  figure.basis.push_back({std::move(name), text_of(value), true});
}

void add_count(Figure& figure, std::string name, std::size_t value) {
  figure.basis.push_back({std::move(name), std::to_string(value), true});
}

std::string list_of_roots(const IrrResult& result) {
  std::string list;
  for (const IrrRoot& root : result.roots) list += (list.empty() ? "" : " ") + text_of(root.rate);
  return list;
}

/// Why there is no rate, in a sentence.
std::string explanation(const IrrResult& result, const RateRange& range) {
  switch (result.rate.reason()) {
    case Reason::insufficient_data:
      return "a rate needs two flows with time between them";
    case Reason::no_sign_change:
      return "money only goes one way, so no rate makes the flows' present value zero";
    case Reason::no_root:
      return "no rate r with 1 + r between " + text_of(range.lowest) + " and " + text_of(range.highest) +
             " makes the flows' present value zero";
    case Reason::unsupported:
      return "the amounts are too large or too long to be added exactly";
    default:
      return {};
  }
}

void add_certificate(Figure& figure, const IrrResult& result, const RateRange& range) {
  add_count(figure, "flows", result.flows);
  add_count(figure, "sign_changes", result.sign_changes);
  add_count(figure, "root_count", result.roots.size());
  add_number(figure, "searched_from", range.lowest - 1.0);
  add_number(figure, "searched_to", range.highest - 1.0);
  if (!result.rate) {
    figure.detail = explanation(result, range);
    return;
  }
  const IrrRoot& root = result.roots[result.chosen];
  add_number(figure, "bracket_low", root.low);
  add_number(figure, "bracket_high", root.high);
  add_number(figure, "residual", result.residual);
  if (result.has_multiple_roots()) {
    const std::string list = list_of_roots(result);
    figure.basis.push_back({"roots", list, false});
    figure.warnings.push_back({"multiple_roots", "these rates all make the present value zero: " + list +
                                                     "; the one nearest to no growth is given"});
  }
  if (root.touches) {
    figure.warnings.push_back(
        {"double_root", "the present value only touches zero here, so the rate is certain to about 1e-8 only"});
  }
}

}  // namespace

std::vector<Figure> figures_of_xirr(const IrrResult& result, DayCount day_count) {
  Figure annual;
  annual.name = "xirr";
  annual.rate = result.rate;
  annual.method = "xirr";
  annual.basis.push_back({"day_count", std::string(name_of(day_count)), false});
  if (result.flows > 0) {
    annual.basis.push_back({"from", result.first.to_string(), false});
    annual.basis.push_back({"to", result.last.to_string(), false});
    annual.basis.push_back({"days", std::to_string(result.days), true});
    add_number(annual, "years", result.length);
  }
  add_certificate(annual, result, dated_rates);
  Figure whole = annual;
  whole.name = "mwr";
  whole.method = "xirr, (1+r)^years-1";
  whole.rate = result.period_rate();
  if (result.rate && result.days < days_of_a_year) {
    annual.warnings.push_back({"period_under_one_year", "an annual rate from " + std::to_string(result.days) +
                                                            " days; `mwr` is the return over them"});
  }
  return {annual, whole};
}

Figure figure_of_irr(const IrrResult& result) {
  Figure figure;
  figure.name = "irr";
  figure.rate = result.rate;
  figure.method = "irr";
  add_number(figure, "periods", result.length);
  add_certificate(figure, result, periodic_rates);
  return figure;
}

}  // namespace dietz
