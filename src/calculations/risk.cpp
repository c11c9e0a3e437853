#include "calculations/risk.hpp"

#include "calculations/drawdown.hpp"
#include "calculations/portable_math.hpp"
#include "calculations/statistics.hpp"

#include <cmath>
#include <string>

namespace dietz {
namespace {

class RiskTable {
 public:
  explicit RiskTable(const RiskInput& input)
      : input_(input),
        n_(input.returns.size()),
        sums_(central_sums(input.returns)),
        per_year_(input.periods_per_year),
        drawdowns_(drawdown_sums(input.returns)) {}

  std::vector<Figure> figures() {
    returns();
    deviations();
    ratios();
    add("max_drawdown", drawdown(), "largest fall from a peak, as a positive fraction");
    return std::move(figures_);
  }

 private:
  Figure& add(const char* name, const Rate& rate, std::string method) {
    Figure& figure = figures_.emplace_back();
    figure.name = name;
    figure.rate = rate;
    figure.method = std::move(method);
    figure.basis = {{"periods", std::to_string(n_), true}};
    if (!rate && rate.reason() == Reason::insufficient_data) {
      figure.detail = "there are " + std::to_string(n_) + " returns";
    }
    return figure;
  }

  void note_periods(Figure& figure) const {
    figure.basis.push_back({"periods_per_year", std::to_string(static_cast<long>(per_year_)), true});
  }

  [[nodiscard]] double count() const { return static_cast<double>(n_); }
  [[nodiscard]] double mar(std::size_t i) const {
    return input_.mar_series.empty() ? input_.mar : input_.mar_series[i];
  }

  void returns() {
    const Rate total = n_ == 0 ? Rate(Reason::insufficient_data) : Rate(drawdowns_.growth - 1.0);
    add("cumulative_return", total, "product of 1+r, less 1");
    Rate annual = total;
    if (total && per_year_ <= 0) annual = Reason::insufficient_data;
    if (total && per_year_ > 0) {
      const bool short_of_a_year = count() < per_year_ && !input_.annualize_under_one_year;
      annual = short_of_a_year        ? Rate(Reason::period_under_one_year)
               : total.value() < -1.0 ? Rate(Reason::negative_base)
                                      : Rate(portable::compound(total.value(), per_year_ / count()));
    }
    note_periods(add("annualized_return", annual, "(1+cumulative)^(periods per year/n)-1"));
  }

  [[nodiscard]] Rate annualized(const Rate& rate) const {
    if (!rate) return rate;
    return per_year_ > 0 ? Rate(rate.value() * std::sqrt(per_year_)) : Rate(Reason::insufficient_data);
  }

  [[nodiscard]] Rate drawdown() const {
    if (n_ == 0) return Reason::insufficient_data;
    if (drawdowns_.lowest_growth < 0) return Reason::negative_base;
    return 0.0 - drawdowns_.deepest;
  }

  void deviations() {
    volatility_ = n_ < 2 ? Rate(Reason::insufficient_data) : Rate(sums_.deviation(1));
    add("volatility", volatility_, "sample standard deviation").basis.push_back({"ddof", "1", true});
    note_periods(
        add("volatility_annualized", annualized(volatility_), "volatility times the root of periods per year"));
    if (n_ > 0) {
      const auto squares = ordered_sums<1>(n_, [this](std::size_t i) {
        const double below = input_.returns[i] - mar(i);
        return std::array<double, 1>{below < 0 ? below * below : 0.0};
      });
      downside_ = std::sqrt(squares[0] / count());
    }
    add("downside_deviation", downside_,
        "root of the mean square below the minimum acceptable return, over all periods");
  }

  [[nodiscard]] std::vector<double> excess() const {
    const double flat = per_year_ > 0 ? portable::compound(input_.risk_free_annual, 1.0 / per_year_) : 0.0;
    std::vector<double> excess(n_);
    for (std::size_t i = 0; i < n_; ++i) {
      excess[i] = input_.returns[i] - (input_.risk_free.empty() ? flat : input_.risk_free[i]);
    }
    return excess;
  }

  static Rate quotient(double numerator, const Rate& denominator) {
    if (!denominator) return denominator;
    return denominator.value() == 0 ? Rate(Reason::undefined_ratio) : Rate(numerator / denominator.value());
  }

  void ratios() {
    const std::vector<double> over_free = excess();
    const CentralSums sums = central_sums(over_free, largest_magnitude(input_.returns));
    const Rate deviation = n_ < 2 ? Rate(Reason::insufficient_data) : Rate(sums.deviation(1));
    add("sharpe_ratio", quotient(sums.mean, deviation),
        "mean excess over risk-free by its standard deviation, per period")
        .unit = "number";
    double over_mar = 0;
    if (n_ > 0) {
      over_mar =
          ordered_sums<1>(n_, [this](std::size_t i) { return std::array<double, 1>{input_.returns[i] - mar(i)}; })[0] /
          count();
    }
    const Rate sortino = quotient(over_mar, downside_);
    add("sortino_ratio", sortino, "mean over the minimum acceptable return by downside deviation, per period").unit =
        "number";
    Figure& annual = add("sortino_ratio_annualized", annualized(sortino), "sortino times the root of periods per year");
    annual.unit = "number";
    note_periods(annual);
  }

  const RiskInput& input_;
  std::size_t n_;
  CentralSums sums_;
  double per_year_;
  DrawdownSums drawdowns_;
  Rate volatility_ = Reason::insufficient_data;
  Rate downside_ = Reason::insufficient_data;
  std::vector<Figure> figures_;
};

}  // namespace

std::vector<Figure> risk_figures(const RiskInput& input) { return RiskTable(input).figures(); }

}  // namespace dietz
