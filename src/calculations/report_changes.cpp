#include "calculations/report_changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

namespace dietz {
namespace {

constexpr std::array amounts = {std::pair{"begin_value", &MoneySummary::begin_value},
                                std::pair{"end_value", &MoneySummary::end_value},
                                std::pair{"flows_in", &MoneySummary::flows_in},
                                std::pair{"flows_out", &MoneySummary::flows_out},
                                std::pair{"income", &MoneySummary::income},
                                std::pair{"fees", &MoneySummary::fees},
                                std::pair{"taxes", &MoneySummary::taxes},
                                std::pair{"gain", &MoneySummary::gain},
                                std::pair{"price_gain", &MoneySummary::price_gain},
                                std::pair{"currency_gain", &MoneySummary::currency_gain}};

const Figure* figure_named(const std::vector<Figure>& figures, const std::string& name) {
  const auto found = std::find_if(figures.begin(), figures.end(), [&name](const Figure& f) { return f.name == name; });
  return found == figures.end() ? nullptr : &*found;
}

bool same_rate(const Rate& a, const Rate& b) { return a == b; }

void compare(const std::string& id, const PortfolioReport& before, const PortfolioReport& after,
             std::vector<ReportChange>& changes) {
  for (const auto& [name, member] : amounts) {
    ReportChange change{id, name, after.currency.code(), true, Reason::none, Reason::none, {}, {}, {}};
    if (before.money) change.amount_before = (*before.money).*member;
    if (after.money) change.amount_after = (*after.money).*member;
    if (change.amount_before != change.amount_after) changes.push_back(std::move(change));
  }
  for (const Figure& figure : after.figures) {
    const Figure* const old_figure = figure_named(before.figures, figure.name);
    const Rate old_rate = old_figure == nullptr ? Rate(Reason::insufficient_data) : old_figure->rate;
    if (same_rate(old_rate, figure.rate)) continue;
    changes.push_back({id, figure.name, figure.unit, false, old_rate, figure.rate, {}, {}, {}});
  }
}

/// The reports of both books by portfolio; the total's id is empty.
std::vector<std::pair<std::string, const PortfolioReport*>> parts_of(const BookReport& report) {
  std::vector<std::pair<std::string, const PortfolioReport*>> parts;
  for (const PortfolioReport& p : report.portfolios) parts.emplace_back(p.id, &p);
  if (report.total && report.portfolios.size() > 1) parts.emplace_back("", &*report.total);
  return parts;
}

}  // namespace

std::vector<ReportChange> changes_between(const BookReport& before, const BookReport& after) {
  std::map<std::string, const PortfolioReport*> old_parts;
  for (const auto& [id, part] : parts_of(before)) old_parts[id] = part;
  std::vector<ReportChange> changes;
  const PortfolioReport nothing;
  for (const auto& [id, part] : parts_of(after)) {
    const auto found = old_parts.find(id);
    compare(id, found == old_parts.end() ? nothing : *found->second, *part, changes);
  }
  return changes;
}

void add_cause(std::vector<ReportChange>& changes, const BookReport& before, const BookReport& with_cause,
               std::size_t cause) {
  std::map<std::pair<std::string, std::string>, bool> moved;
  for (const ReportChange& change : changes_between(before, with_cause)) moved[{change.portfolio, change.name}] = true;
  for (ReportChange& change : changes) {
    if (moved.contains({change.portfolio, change.name})) change.causes.push_back(cause);
  }
}

}  // namespace dietz
