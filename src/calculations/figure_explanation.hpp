#pragma once

#include "calculations/ledger_explanation.hpp"
#include "calculations/portfolio_report.hpp"

#include <map>
#include <span>
#include <utility>
#include <vector>

namespace dietz {

/// Explains the figures of one portfolio's report out of the nodes of its days, which are those of `report.range`.
class FigureExplanation {
 public:
  using Place = ExplanationBuilder::Place;

  FigureExplanation(ExplanationBuilder& builder, const PortfolioFacts& facts, const PortfolioReport& report,
                    const Policy& policy, std::vector<DayNodes> days, std::map<Date, Place> benchmark_growth);

  /// A root for every figure and every amount of money of the report.
  void explain();

 private:
  using Parts = std::vector<Place>;

  void explain_money();
  void explain_total(const char* name, std::optional<Place> DayNodes::*part);
  void explain_returns();
  void explain_return(const Figure& figure, ReturnBasis basis, TwrMethod method);
  void explain_model_fee();
  void explain_annualized(const char* annualized, const char* figure);
  void explain_money_weighted();
  void explain_risk();
  void explain_drawdown(const Figure& figure);
  void explain_absent();

  [[nodiscard]] const Figure* figure(std::string_view name) const;
  [[nodiscard]] const DayNodes& day(Date date) const;
  [[nodiscard]] Place value_at(Date date);
  [[nodiscard]] Place link_growth(const ValuedInterval& interval, const SubPeriod& link, ReturnBasis basis,
                                  TwrMethod method);
  [[nodiscard]] Place daily_growth(const SubPeriod& link, ReturnBasis basis);
  [[nodiscard]] Place dietz_growth_node(std::span<const ValuedDay> days, ReturnBasis basis, bool half);
  [[nodiscard]] std::optional<Place> net_flow(Date date, ReturnBasis basis = ReturnBasis::net);
  [[nodiscard]] Place adjusted(const std::string& label, Place base, const Parts& plus, const Parts& minus);
  [[nodiscard]] Parts months(const ValuedInterval& interval, std::span<const SubPeriod> links, ReturnBasis basis,
                             TwrMethod method);
  [[nodiscard]] Place cash_flow(Date date, Place amount, bool paid_in);
  [[nodiscard]] Parts business_day_returns();
  [[nodiscard]] Parts benchmark_returns();
  [[nodiscard]] Parts statistic_inputs();
  void explain_statistic(const Figure& risk, const std::string& label, Place returns, const Parts& inputs);
  [[nodiscard]] Place growth_until(Date date);

  ExplanationBuilder& builder_;
  const PortfolioFacts& facts_;
  const PortfolioReport& report_;
  const Policy& policy_;
  std::vector<DayNodes> days_;
  PortfolioReturn net_;
  std::map<Date, Place> benchmark_growth_;  ///< of the days on which the benchmark changed
  std::map<std::pair<Date, ReturnBasis>, Place> growths_;
  std::map<std::pair<Date, ReturnBasis>, Place> net_flows_;
  std::map<std::string, Place, std::less<>> roots_;
};

}  // namespace dietz
